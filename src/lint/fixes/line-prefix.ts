import type { Document } from '../../runbook/document.ts';

/** What a line of a file holds in front of the code that it is read as: the marks of quotes, the indentation of lists. */
export function prefixOf({ lines }: Document, line: number, code: string): string | undefined {
  const whole = lines[line - 1] ?? '';
  if (code.trim() === '') return whole.trim() === '' ? whole : undefined;
  return whole.endsWith(code) ? whole.slice(0, whole.length - code.length) : undefined;
}

/** The same for the lines below one that a list begins with: its mark has become indentation. */
export function continued(prefix: string): string {
  return prefix.replace(/[^\s>]/g, ' ');
}
