import { escapeControls } from '../diagnostics/escape-controls.ts';
import type { ActionKind } from '../runbook/action.ts';
import { columnsOf, cutAt } from './text-columns.ts';
import { type Blanks, blanksOf } from './unquoted-blanks.ts';

const margin = ' '.repeat(5);
const deeper = 2;

/**
 * The lines of a script, left of them only blanks. What is too wide goes on in the next row: behind a backslash where a
 * shell reads both as one line, so that it can be copied; else behind a `:`.
 */
export function wrapCommand(kind: ActionKind, lines: readonly string[], columns = 80): readonly string[] {
  const safe = lines.map(escapeControls);
  if (safe.every((line) => margin.length + columnsOf(line) <= columns)) return safe.map((line) => margin + line);
  const blanks = blanksOf(kind, safe);
  return safe.flatMap((line, index) => wrapLine(line, blanks[index] ?? { unquoted: [], quoted: [] }, columns));
}

function wrapLine(line: string, { unquoted, quoted }: Blanks, columns: number): readonly string[] {
  const indent = ' '.repeat(Math.min(/^ */.exec(line)?.[0].length ?? 0, 20));
  const further = indent + ' '.repeat(deeper);
  const rows: string[] = [];
  let from = 0;
  let before = margin;
  for (;;) {
    const room = columns - before.length;
    if (columnsOf(line.slice(from)) <= room) return [...rows, before + line.slice(from)];
    const most = from + cutAt(line.slice(from), room);
    const mostWithMark = from + cutAt(line.slice(from), room - 2);
    const start = from === 0 ? indent.length : from;
    const last = (places: readonly number[], end: number) => places.findLast((at) => at > start && at <= end);
    const outside = last(unquoted, mostWithMark);
    const at = outside ?? last(quoted, most) ?? most;
    rows.push(`${before}${line.slice(from, at)}${outside === undefined ? '' : ' \\'}`);
    from = skipBlanks(line, at);
    before = (outside === undefined ? ` :   ` : margin) + further;
  }
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at += 1;
  return at;
}
