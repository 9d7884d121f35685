import type { Code } from 'mdast';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import { parseInfoString, type RawAttribute } from './info-string.ts';

/** A fenced code block as it stands in the source. */
export interface Fence {
  readonly language: string;
  readonly attributes: readonly RawAttribute[];
  readonly source: string;
  /** The opening line. */
  readonly opening: Place;
  /** Line and column of the first character of the code. */
  readonly line: number;
  readonly column: number;
}

/** A code node that begins with a fence → Fence; an indented one → undefined. */
export function fenceOf(node: Code, text: string, diagnostics: Diagnostic[]): Fence | undefined {
  const start = node.position?.start;
  const end = node.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  const lineEnd = nextLineEnd(text, start.offset);
  const openingText = text.slice(start.offset, lineEnd);
  const marks = /^(`{3,}|~{3,})[ \t]*/.exec(openingText);
  if (marks === null) return undefined;
  const [lead, fenceMarks = ''] = marks;
  const info = parseInfoString(openingText.slice(lead.length).trimEnd(), start.line, start.column + lead.length);
  const opening = placeAt(start.line, start.column, openingText.length);
  diagnostics.push(...info.diagnostics);
  if (!isClosed(text.slice(start.offset, end.offset), fenceMarks)) {
    const message = 'this fence is never closed, so all that follows is code';
    diagnostics.push(
      diagnose('fence-not-closed', opening, message, `Write ${fenceMarks} on a line of its own below the code.`),
    );
  }
  return {
    language: info.language,
    attributes: info.attributes,
    source: node.value,
    opening,
    line: start.line + 1,
    column: start.column,
  };
}

function nextLineEnd(text: string, from: number): number {
  const match = /[\r\n]/g;
  match.lastIndex = from;
  return match.exec(text)?.index ?? text.length;
}

function isClosed(source: string, marks: string): boolean {
  const lastLine = source.slice(Math.max(source.lastIndexOf('\n'), source.lastIndexOf('\r')) + 1);
  if (source.length === lastLine.length) return false;
  const closing = lastLine.replace(/^[\s>]*/, '').trimEnd();
  return closing.length >= marks.length && closing === marks.charAt(0).repeat(closing.length);
}
