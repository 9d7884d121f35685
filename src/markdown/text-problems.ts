import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';

const longestLine = 100_000;

/** What keeps a text from being a runbook at all; nothing else is said of it then. */
export function textProblems(text: string): readonly Diagnostic[] {
  if (text.trim() === '') {
    return [
      diagnose('empty-file', placeAt(1), 'the file is empty', 'Write a title, a "## Steps" section and a first step.'),
    ];
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const hint = 'Save it as UTF-8 text; UTF-16 and binary files cannot be read.';
    return [diagnose('binary-file', placeOfOffset(text, nul), 'the file holds NUL bytes', hint)];
  }
  const long = firstLongLine(text);
  if (long === undefined) return [];
  const message = `the line is ${long.length.toLocaleString('en')} characters long`;
  const hint = `Break it up: lines of up to ${longestLine.toLocaleString('en')} characters are read.`;
  return [diagnose('line-too-long', placeAt(long.line, longestLine + 1), message, hint)];
}

function placeOfOffset(text: string, offset: number) {
  const before = text.slice(0, offset);
  const line = before.split(/\r\n|\r|\n/).length;
  const column = offset - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return placeAt(line, column, 1);
}

function firstLongLine(text: string): { line: number; length: number } | undefined {
  if (text.length <= longestLine) return undefined;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.length > longestLine) return { line: index + 1, length: line.length };
  }
  return undefined;
}
