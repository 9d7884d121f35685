import { isKnownProgram } from '../../classify/known-programs.ts';
import { isOutputLine } from '../../classify/output-lines.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { columnOf, lineOf, type WholeFence, wholeFenceAt } from './fence-at.ts';

/** Ends the fence where its output begins and opens one for the output, where nothing but output follows. */
export function splitOutput({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const fence = wholeFenceAt(subject, place);
  if (fence === undefined) return undefined;
  const first = fence.lines.findIndex((_, index) => lineOf(fence, index) === place.line);
  if (!isOutputFrom(fence, first)) return undefined;
  const { marks, prefix, lines } = fence;
  const last = lines.findLastIndex((text, index) => index < first && text.trim() !== '');
  const end = (subject.document.lines[lineOf(fence, last) - 1] ?? '').length + 1;
  const edit = {
    place: {
      line: lineOf(fence, last),
      column: end,
      endLine: lineOf(fence, first),
      endColumn: columnOf(fence, subject.document, first),
    },
    text: ['', marks, '', `${marks}text`, ''].join(`\n${prefix}`).replace(/[^\S\n]+(?=\n)/g, ''),
  };
  return suggestedFix('Put the output into a fence of its own', edit);
}

const prompt = /^(?:\S+@\S+\s*)?[$%] /;

/** Commands before, output from that line to the end: no comment, prompt or known command among it. */
function isOutputFrom({ lines }: WholeFence, first: number): boolean {
  const before = lines.slice(0, first).map((line) => line.trim().replace(prompt, ''));
  const rest = lines.slice(first).map((line) => line.trim());
  if (!before.some((line) => isKnownProgram(firstWord(line)))) return false;
  if (/(?:\\|\||&&)$/.test(before.at(-1) ?? '')) return false;
  const isOutput = (line: string) => !line.startsWith('#') && !prompt.test(line) && !isKnownProgram(firstWord(line));
  return isOutputLine(rest[0] ?? '') && rest.every(isOutput);
}

function firstWord(text: string): string {
  return text.split(/\s/, 1)[0] ?? '';
}
