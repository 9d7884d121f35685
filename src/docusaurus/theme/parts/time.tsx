import { useEffect, useState } from 'react';
import { formatAgo, formatClock } from '../../../runbook/duration.ts';

/** `3:41`. */
export function clock(ms: number): string {
  return formatClock(ms);
}

/** The day, and how long ago that is as soon as somebody reads it: the page may have been built long before. */
export function Ago({ at }: { readonly at: string }) {
  const [ago, setAgo] = useState<string>();
  useEffect(() => setAgo(formatAgo(Date.now() - Date.parse(at))), [at]);
  return <time dateTime={at}>{ago ?? at.slice(0, 10)}</time>;
}
