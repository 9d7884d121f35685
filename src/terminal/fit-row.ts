import { escapeControls } from '../diagnostics/escape-controls.ts';
import { columnsOf, cutAt } from './text-columns.ts';

/** ` LOOK       text`, ` 3  text`, ` to do     [ ] text`: what stands left of a text that may go on below itself. */
const label = /^ *(?:\S{1,10}(?: \S{1,4})? {2,})?(?:\[ \] )?/;

/** A row of a card in rows that fit, broken at a blank where there is one; made safe to show. */
export function fitRow(source: string, columns = 80): readonly string[] {
  const row = escapeControls(source);
  if (columnsOf(row) <= columns) return [row];
  if (row.startsWith(' | ')) return wrap(row, ' :   ', columns);
  const left = label.exec(row)?.[0] ?? '';
  const hang = left.trim() === '' ? left.length + 3 : left.length;
  return wrap(row, ' '.repeat(Math.min(hang, columns / 2)), columns);
}

function wrap(row: string, before: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let rest = row;
  let fixed = before.length;
  while (columnsOf(rest) > columns) {
    const most = cutAt(rest, columns);
    const blank = rest.lastIndexOf(' ', most);
    const at = blank > fixed ? blank : most;
    rows.push(rest.slice(0, at).trimEnd());
    rest = before + rest.slice(at).trimStart();
    fixed = before.length;
  }
  return [...rows, rest];
}
