import stringWidth from 'fast-string-width';
import type { StatementResult } from '../adapters/postgres-query.ts';

/** int8, int2, int4, oid, float4, float8, money, numeric: set flush right. */
const numericTypes = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);

/** A result as psql shows it: the rows in a table, or the tag of a command. Ends with a newline. */
export function formatResult(result: StatementResult): string {
  if (result.columns.length === 0) return `${result.tag}\n`;
  const tag = /^(INSERT|UPDATE|DELETE|MERGE) /.test(result.tag) ? `${result.tag}\n` : '';
  return `${formatTable(result)}${rowCountLine(result)}\n${tag}`;
}

/** The rows alone, columns parted by tabs: what `capture=` takes. */
export function bareRows(results: readonly StatementResult[]): string {
  return results.flatMap(({ rows }) => rows.map((row) => row.map((value) => value ?? '').join('\t'))).join('\n');
}

function formatTable({ columns, rows }: StatementResult): string {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = columns.map(({ name }, index) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[index] ?? '')), stringWidth(name)),
  );
  const head = columns.map(({ name }, index) => centre(name, widths[index] ?? 0));
  const body = cells.map((row) =>
    row.map((cell, index) =>
      align(cell, widths[index] ?? 0, numericTypes.has(columns[index]?.type ?? 0) ? 'right' : 'left'),
    ),
  );
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+');
  return [line(head), rule, ...body.map(line)].map((text) => `${text}\n`).join('');
}

function rowCountLine({ rows, rowCount }: StatementResult): string {
  if (rowCount === rows.length) return rowCount === 1 ? '(1 row)' : `(${rowCount} rows)`;
  return `(${rowCount} rows, the first ${rows.length} are shown, ${rowCount - rows.length} more are not)`;
}

/** A value may hold line breaks; a row stays one line. */
function oneLine(value: string | null): string {
  return (value ?? '').replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function line(cells: readonly string[]): string {
  return ` ${cells.join(' | ')}`.trimEnd();
}

function centre(text: string, width: number): string {
  const before = Math.floor((width - stringWidth(text)) / 2);
  return align(' '.repeat(before) + text, width, 'left');
}

function align(text: string, width: number, side: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return side === 'right' ? blanks + text : text + blanks;
}
