import { escapeControls } from '../diagnostics/escape-controls.ts';
import { columnsOf } from './text-columns.ts';

/** ` [1] A   [2] B   [3] C`, in as many rows as it takes; a key is never parted from its word. */
export function keyRows(keys: readonly string[], columns = 80): readonly string[] {
  const rows: string[] = [];
  for (const key of keys.map(escapeControls)) {
    const row = rows.at(-1);
    const longer = `${row}   ${key}`;
    if (row !== undefined && columnsOf(longer) <= columns) rows[rows.length - 1] = longer;
    else rows.push(` ${key}`);
  }
  return rows;
}
