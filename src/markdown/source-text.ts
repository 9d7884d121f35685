import type { Place } from '../diagnostics/place.ts';

const lineEnding = /\r\n|\n|\r/;

/** The source by lines, without their endings (LF, CRLF or CR): exact columns are looked up here. */
export type SourceLines = readonly string[];

export function sourceLinesOf(text: string): SourceLines {
  return text.split(lineEnding);
}

/** Where a line of code stands in its source line: behind the marks of quotes and the indentation of lists. */
export function placeOfCode(lines: SourceLines, line: number, code: string): Place {
  const whole = lines[line - 1] ?? '';
  // Of a tab that the list cut in two, blanks are left that the source does not hold.
  const written = whole.endsWith(code) ? code : code.trimStart();
  const endColumn = whole.length + 1;
  return { line, column: Math.max(1, endColumn - written.length), endLine: line, endColumn };
}

/** The place of `words` in a source line; the whole line where they are written otherwise (escaped, divided). */
export function placeOfWords(lines: SourceLines, line: number, words: string): Place {
  const whole = lines[line - 1] ?? '';
  const at = whole.lastIndexOf(words);
  if (at === -1 || words === '') return { line, column: 1, endLine: line, endColumn: whole.length + 1 };
  return { line, column: at + 1, endLine: line, endColumn: at + 1 + words.length };
}

/** From the beginning of one place to the end of another. */
export function placeFromTo(from: Place, to: Place): Place {
  return { line: from.line, column: from.column, endLine: to.endLine, endColumn: to.endColumn };
}
