import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import { sourceLinesOf } from './source-text.ts';

const deepest = 100;
const tabStop = 4;

/** Lists and quotes nested too deep to be read; found before parsing, which takes the square of the depth in time. */
export function nestingProblem(text: string): Diagnostic | undefined {
  for (const [index, line] of sourceLinesOf(text).entries()) {
    const depth = depthAt(line);
    if (depth <= deepest) continue;
    const message = `lists and quotes are nested ${depth.toLocaleString('en')} levels deep here`;
    const hint = `Nest less: up to ${deepest} levels are read.`;
    return diagnose('too-complex', placeAt(index + 1, 1, line.length), message, hint);
  }
  return undefined;
}

const container = /(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const thematicBreak = /^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/;

/** At most as deep as the marks at the beginning of the line and two columns of indentation for each level above. */
function depthAt(line: string): number {
  let marks = 0;
  let blanks = 0;
  let column = 0;
  for (let index = 0; index < line.length; ) {
    const character = line.charAt(index);
    if (character === ' ' || character === '\t') {
      const width = character === ' ' ? 1 : tabStop - (column % tabStop);
      blanks += width;
      column += width;
      index += 1;
      continue;
    }
    container.lastIndex = index;
    const mark = container.exec(line)?.[0];
    if (mark === undefined) break;
    marks += 1;
    // The blank behind a mark belongs to it.
    blanks -= 1;
    column += mark.length;
    index += mark.length;
  }
  if (marks === 0) return 0;
  const depth = marks + Math.floor(Math.max(0, blanks) / 2);
  return depth > deepest && thematicBreak.test(line) ? 0 : depth;
}
