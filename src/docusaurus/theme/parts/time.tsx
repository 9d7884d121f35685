import { useEffect, useState } from 'react';
import { formatAgo, formatClock } from '../../../runbook/duration.ts';

/** `3:41`. */
export function clock(ms: number): string {
  return formatClock(ms);
}

/** The day, and how long ago that is as soon as somebody reads it: the page may have been built long before. */
export function Ago({ at }: { readonly at: string }) {
  const now = useNow();
  return <time dateTime={at}>{now === undefined ? at.slice(0, 10) : formatAgo(now - Date.parse(at))}</time>;
}

/** Milliseconds since 1970; undefined until somebody reads the page, which may have been built long before. */
export function useNow(): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => setNow(Date.now()), []);
  return now;
}
