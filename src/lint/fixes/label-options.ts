import { isAlternative } from '../../classify/row-07-mixed-output.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Edit, type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { columnOf, lineOf, type WholeFence, wholeFenceAt } from './fence-at.ts';

/** Names each way of a fence as an option: the paragraph before the first alternative, and every alternative. */
export function labelOptions({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const fence = wholeFenceAt(subject, place);
  if (fence === undefined || !isFlat(fence, subject)) return undefined;
  const { lines } = fence;
  const others = lines.flatMap((line, index) => (isAlternative(line.trim()) ? [index] : []));
  const first = firstOption(lines, others[0] ?? 0);
  const starts = first === undefined ? [] : [first, ...others];
  if (starts.length < 2 || starts.length > 26 || holdsMore(lines, starts)) return undefined;
  return suggestedFix(
    'Name the options',
    ...starts.map((start, index) => labelEdit(fence, subject, start, String.fromCharCode(65 + index))),
  );
}

/** Without loops, conditions and texts of several lines, whose lines a blank line must not part. */
function isFlat({ lines }: WholeFence, { parse }: RunbookSubject): boolean {
  const { commands, innerLines, syntax } = parse(lines.join('\n'));
  const isNested = commands.some(({ inside }) => inside.some((construct) => !construct.includes('substitution')));
  return syntax.state === 'valid' && innerLines.size === 0 && !isNested;
}

/** Where the paragraph begins that stands before a line; undefined where it holds no command. */
function firstOption(lines: readonly string[], before: number): number | undefined {
  const end = lines.findLastIndex((line, index) => index < before && line.trim() !== '');
  const start = lines.findLastIndex((line, index) => index < end && line.trim() === '') + 1;
  const holdsCommand = lines.slice(start, before).some((line) => line.trim() !== '' && !isComment(line));
  return holdsCommand ? start : undefined;
}

/** A paragraph with a comment of its own between two options belongs to none of them. */
function holdsMore(lines: readonly string[], starts: readonly number[]): boolean {
  const [from = 0, to = 0] = [starts[0], starts.at(-1)];
  return lines.some(
    (line, index) =>
      index > from && index < to && isComment(line) && lines[index - 1]?.trim() === '' && !starts.includes(index),
  );
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

/** A comment becomes the label; where there is none, the command below names the option. */
function labelEdit(fence: WholeFence, { document }: RunbookSubject, start: number, key: string): Edit {
  const { lines, prefix } = fence;
  const text = lines[start] ?? '';
  const column = columnOf(fence, document, start);
  const gap = start > 0 && lines[start - 1]?.trim() !== '' ? `\n${prefix}` : '';
  const label = `${gap}# Option ${key}: ${titleOf(lines, start)}`;
  const replaced = isComment(text) ? text.length : 0;
  const place = placeAt(lineOf(fence, start), column, replaced);
  return { place, text: replaced === 0 ? `${label}\n${prefix}` : label };
}

const lead =
  /^#+\s*(?:-+\s*)?(?:(?:or(?: else)?|alternatively|alternative\s*\d?|option\s+[a-z0-9]+|if you prefer)\b[\s,:;–—-]*)?/i;

function titleOf(lines: readonly string[], start: number): string {
  const own = isComment(lines[start] ?? '')
    ? (lines[start] ?? '')
        .trim()
        .replace(lead, '')
        .replace(/\s*-*$/, '')
    : '';
  if (own !== '') return own.charAt(0).toUpperCase() + own.slice(1);
  const command = lines.find((line, index) => index >= start && line.trim() !== '' && !isComment(line)) ?? '';
  return command.trim().replace(/\s*\\$/, '');
}
