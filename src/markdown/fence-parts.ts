import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Fence } from '../runbook/fence.ts';
import { placeInFence } from './fence.ts';
import { type CommentMark, type Paragraph, paragraphsOf, uncomment } from './fence-paragraphs.ts';
import { alternativeLabelOf, keyGiver, type OptionLabel, optionLabelOf } from './option-label.ts';

interface Stretch {
  /** Index of its first line in the fence. */
  readonly from: number;
  readonly source: string;
}

interface CodePart extends Stretch {
  readonly part: 'code';
  readonly title: string | undefined;
}

interface ChecklistPart {
  readonly part: 'checklist';
  readonly title: string | undefined;
  readonly items: readonly ChecklistLine[];
  readonly from: number;
}

interface CommentPart extends Stretch {
  readonly part: 'comment';
  readonly text: string;
}

/** One way of several; `runs` is false where it consists of comments alone, for a person to follow. */
export interface FenceOption extends OptionLabel, Stretch {
  readonly runs: boolean;
}

/** A stretch of a fence: commands that belong together, items to answer, prose, or the ways of a choice. */
export type FencePart =
  | CodePart
  | ChecklistPart
  | CommentPart
  | { readonly part: 'options'; readonly options: readonly FenceOption[] };

export interface ChecklistLine {
  readonly text: string;
  readonly place: Place;
}

/** Splits a fence at its option comments and its `# - …` items; any other fence stays one piece. */
export function partsOfFence(fence: Fence, mark: CommentMark, diagnostics: Diagnostic[]): readonly FencePart[] {
  const { paragraphs, isUnclosed } = paragraphsOf(fence.source, mark);
  const first = paragraphs.findIndex((paragraph) => labelOf(paragraph) !== undefined);
  if (isUnclosed && holdsLabel(fence.source, mark)) diagnostics.push(unclear(fence));
  if (first === -1) return paragraphs.map((paragraph) => partOf(paragraph, fence));
  const last = paragraphs.findLastIndex((paragraph) => labelOf(paragraph) !== undefined);
  const from = isWithoutFirst(paragraphs, first) ? first - 1 : first;
  return [
    ...paragraphs.slice(0, from).map((paragraph) => partOf(paragraph, fence)),
    { part: 'options', options: optionsOf(paragraphs.slice(from, last + 1), fence, diagnostics) },
    ...paragraphs.slice(last + 1).map((paragraph) => partOf(paragraph, fence)),
  ];
}

function labelOf(paragraph: Paragraph): OptionLabel | undefined {
  const first = paragraph.comment[0] ?? '';
  return optionLabelOf(first) ?? alternativeLabelOf(first);
}

/** `# Or …` makes an option of the paragraph before it, too. */
function isWithoutFirst(paragraphs: readonly Paragraph[], first: number): boolean {
  const before = paragraphs[first - 1];
  return (
    before !== undefined &&
    before.kind !== 'checklist' &&
    optionLabelOf(paragraphs[first]?.comment[0] ?? '') === undefined
  );
}

function optionsOf(paragraphs: readonly Paragraph[], fence: Fence, diagnostics: Diagnostic[]): readonly FenceOption[] {
  const options: { label: OptionLabel; from: number; lines: string[]; runs: boolean }[] = [];
  const giveKey = keyGiver();
  for (const paragraph of paragraphs) {
    const { from, kind, lines } = paragraph;
    const before = options.at(-1);
    const label = labelOf(paragraph) ?? (before === undefined ? firstLabel(paragraph) : undefined);
    if (label !== undefined) options.push({ label: giveKey(label), from, lines: [...lines], runs: kind === 'code' });
    else if (kind === 'comment' && before !== undefined) before.lines.push(...blanksUpTo(from, before), ...lines);
    else diagnostics.push(inBetween(fence, paragraph));
  }
  return options.map(({ label, from, lines, runs }) => ({ ...label, from, source: lines.join('\n'), runs }));
}

/** The blank lines between an option and a comment below it, which says something of it. */
function blanksUpTo(
  from: number,
  option: { readonly from: number; readonly lines: readonly string[] },
): readonly string[] {
  return Array<string>(from - option.from - option.lines.length).fill('');
}

function firstLabel(paragraph: Paragraph): OptionLabel {
  return { key: 'A', title: paragraph.comment[0] ?? paragraph.lines[0]?.trim() ?? '' };
}

function partOf(paragraph: Paragraph, fence: Fence): FencePart {
  const { from, comment } = paragraph;
  switch (paragraph.kind) {
    case 'checklist':
      return checklistPart(paragraph, fence);
    case 'comment':
      return { part: 'comment', text: comment.join('\n'), from, source: sourceOf(paragraph) };
    case 'code':
      return { part: 'code', source: sourceOf(paragraph), from, title: comment[0] };
  }
}

function sourceOf(paragraph: Paragraph): string {
  return paragraph.lines.join('\n');
}

function checklistPart(paragraph: Paragraph, fence: Fence): ChecklistPart {
  const items: ChecklistLine[] = [];
  const title: string[] = [];
  for (const [index, line] of paragraph.comment.entries()) {
    const text = /^[-*]\s+(?:\[.\]\s*)?(.+)$/.exec(line)?.[1];
    const last = items.at(-1);
    if (text !== undefined) items.push({ text, place: placeOfItem(fence, paragraph, index, text) });
    else if (last === undefined) title.push(line);
    else if (line !== '') items[items.length - 1] = { ...last, text: `${last.text} ${line}` };
  }
  return { part: 'checklist', title: title.join(' ') || undefined, items, from: paragraph.from };
}

/** An item ends where its line ends. */
function placeOfItem(fence: Fence, paragraph: Paragraph, index: number, text: string): Place {
  const whole = placeInFence(fence, paragraph.from + index);
  const line = paragraph.lines[index] ?? '';
  const endColumn = whole.endColumn - (line.length - line.trimEnd().length);
  return { ...whole, column: endColumn - text.length, endColumn };
}

function holdsLabel(source: string, mark: CommentMark): boolean {
  return source.split('\n').some((line) => optionLabelOf(uncomment(line, mark) ?? '') !== undefined);
}

function unclear(fence: Fence): Diagnostic {
  const message =
    'where the options of this block begin cannot be told: a quote, here-document or command is not closed';
  return diagnose('unclear-structure', fence.opening, message, 'Close it, or give each option a fence of its own.');
}

function inBetween(fence: Fence, paragraph: Paragraph): Diagnostic {
  const place = placeInFence(fence, paragraph.from, paragraph.lines.length);
  const message = 'this paragraph stands between two options and belongs to none';
  return diagnose(
    'option-in-between',
    place,
    message,
    'Put it before the first option, after the last, or remove the blank line or comment above it.',
  );
}
