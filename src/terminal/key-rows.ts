import { columnsOf } from './text-columns.ts';

const width = 80;

/** ` [1] A   [2] B   [3] C`, in as many rows of 80 columns as it takes; a key is never parted from its word. */
export function keyRows(keys: readonly string[]): string {
  const rows: string[] = [];
  for (const key of keys) {
    const row = rows.at(-1);
    const longer = `${row}   ${key}`;
    if (row !== undefined && columnsOf(longer) <= width) rows[rows.length - 1] = longer;
    else rows.push(` ${key}`);
  }
  return rows.join('\n');
}
