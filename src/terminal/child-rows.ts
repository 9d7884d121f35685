import { columnsOf, cutAt } from './text-columns.ts';

/**
 * Lines of a child in rows: `|` begins a line, `:` goes on with one that was too wide. Wrapped, not cut, because the
 * news stands at the end of a line. The lines must be safe to show already.
 */
export function childRows(lines: readonly string[], columns: number): readonly string[] {
  return lines.flatMap((line) => rowsOf(line, columns));
}

function rowsOf(line: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let rest = ` | ${line}`;
  let fixed = 3;
  while (columnsOf(rest) > columns) {
    const most = cutAt(rest, columns);
    const blank = rest.lastIndexOf(' ', most);
    const at = blank > fixed ? blank : most;
    rows.push(rest.slice(0, at).trimEnd());
    rest = ` :   ${rest.slice(at).trimStart()}`;
    fixed = 5;
  }
  return [...rows, rest];
}
