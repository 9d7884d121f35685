import type { PlaceOf } from '../sql/sql-script.ts';
import type { MigrationText } from './read-migrations.ts';

/** Offsets in a text, or in a part of it that begins at `from` → places in its file. */
export function placeIn({ source, firstLine, firstColumn }: MigrationText, from = 0): PlaceOf {
  const at = (offset: number) => {
    const before = source.slice(0, from + offset).split('\n');
    return { line: firstLine + before.length - 1, column: firstColumn + (before.at(-1)?.length ?? 0) };
  };
  return (start, end) => {
    const [begin, stop] = [at(start), at(end)];
    return { line: begin.line, column: begin.column, endLine: stop.line, endColumn: stop.column };
  };
}
