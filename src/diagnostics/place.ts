/** A stretch of the source: lines and columns count from 1, columns in UTF-16 units as editors do; the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of a whole line or of a point where no more is known. */
export function placeAt(line: number, column = 1, length = 0): Place {
  return { line, column, endLine: line, endColumn: column + length };
}
