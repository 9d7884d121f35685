import type { Code } from 'mdast';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import type { Fence } from '../runbook/fence.ts';
import { parseInfoString } from './info-string.ts';
import { placeFromTo, placeOfCode, type SourceLines, sourceLinesOf } from './source-text.ts';

/** A code node that begins with a fence → Fence; an indented one → undefined. */
export function fenceOf(
  node: Code,
  document: { readonly text: string; readonly lines: SourceLines },
  diagnostics: Diagnostic[],
): Fence | undefined {
  const start = node.position?.start;
  const end = node.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  const source = document.text.slice(start.offset, end.offset);
  const openingText = /^[^\r\n]*/.exec(source)?.[0] ?? '';
  const marks = /^(`{3,}|~{3,})[ \t]*/.exec(openingText);
  if (marks === null) return undefined;
  const [lead, fenceMarks = ''] = marks;
  const info = parseInfoString(openingText.slice(lead.length).trimEnd(), start.line, start.column + lead.length);
  const opening = placeAt(start.line, start.column, openingText.length);
  const code = sourceLinesOf(node.value);
  diagnostics.push(...info.diagnostics);
  if (!isClosed(source, node.value, fenceMarks)) diagnostics.push(notClosed(opening, fenceMarks));
  return {
    language: info.language,
    attributes: info.attributes,
    source: code.join('\n'),
    opening,
    lines:
      node.value === '' ? [] : code.map((line, index) => placeOfCode(document.lines, start.line + 1 + index, line)),
  };
}

/** The place of some lines of a fence; of the opening line where the code is empty. */
export function placeInFence(fence: Fence, from: number, count = 1): Place {
  const first = fence.lines[from] ?? fence.lines.at(-1) ?? fence.opening;
  return placeFromTo(first, fence.lines[from + count - 1] ?? first);
}

/** The last line is the closing one unless it is code, which it is where it is indented too far. */
function isClosed(source: string, code: string, marks: string): boolean {
  const lines = sourceLinesOf(source);
  const closing = (lines.at(-1) ?? '').replace(/^[\s>]*/, '').trimEnd();
  if (lines.length < 2 || closing.length < marks.length) return false;
  if (closing !== marks.charAt(0).repeat(closing.length)) return false;
  return code === '' || lines.length === sourceLinesOf(code).length + 2;
}

function notClosed(opening: Place, marks: string): Diagnostic {
  const message = 'this fence is never closed, so all that follows is code';
  return diagnose('fence-not-closed', opening, message, `Write ${marks} on a line of its own below the code.`);
}
