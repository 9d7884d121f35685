import { escapeControls } from '../diagnostics/escape-controls.ts';
import { columnsOf, cutAt } from './text-columns.ts';

const width = 80;

/** ` LOOK       text`, ` 3  text`, ` to do     [ ] text`: what stands left of a text that may go on below itself. */
const label = /^ *(?:\S{1,10}(?: \S{1,4})? {2,})?(?:\[ \] )?/;

/** A row of a card in rows of at most 80 columns, broken at a blank where there is one; made safe to show. */
export function fitRow(source: string): readonly string[] {
  const row = escapeControls(source);
  if (columnsOf(row) <= width) return [row];
  if (row.startsWith(' | ')) return wrap(row, ' :   ');
  const left = label.exec(row)?.[0] ?? '';
  const hang = left.trim() === '' ? left.length + 3 : left.length;
  return wrap(row, ' '.repeat(Math.min(hang, width / 2)));
}

function wrap(row: string, before: string): readonly string[] {
  const rows: string[] = [];
  let rest = row;
  let fixed = before.length;
  while (columnsOf(rest) > width) {
    const most = cutAt(rest, width);
    const blank = rest.lastIndexOf(' ', most);
    const at = blank > fixed ? blank : most;
    rows.push(rest.slice(0, at).trimEnd());
    rest = before + rest.slice(at).trimStart();
    fixed = before.length;
  }
  return [...rows, rest];
}
