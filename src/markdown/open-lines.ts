import type { OpenLines } from './line-start.ts';
import { openShellLines } from './open-shell-lines.ts';
import { openSqlLines } from './open-sql-lines.ts';

/** Which lines do not stand for themselves, so that nobody cuts there; `#` marks comments of a shell, `--` of SQL. */
export function openLinesOf(lines: readonly string[], mark: '#' | '--'): OpenLines {
  return mark === '#' ? openShellLines(lines) : openSqlLines(lines);
}
