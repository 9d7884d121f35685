import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Fence } from './fence.ts';

interface Paragraph {
  readonly lines: readonly string[];
  /** Index of the first line in the fence. */
  readonly from: number;
  readonly comment: readonly string[];
}

export interface OptionLabel {
  readonly key: string;
  readonly title: string;
}

/** A stretch of a fence: commands that belong together, items to answer, or one way of several. */
export type FencePart =
  | { readonly part: 'code'; readonly source: string; readonly from: number; readonly title: string | undefined }
  | {
      readonly part: 'checklist';
      readonly title: string | undefined;
      readonly items: readonly ChecklistLine[];
      readonly from: number;
    }
  | { readonly part: 'comment'; readonly text: string; readonly from: number }
  | { readonly part: 'options'; readonly options: readonly FenceOption[]; readonly from: number };

export interface ChecklistLine {
  readonly text: string;
  readonly from: number;
}

export interface FenceOption extends OptionLabel {
  readonly source: string;
  readonly from: number;
}

const labelled = /^Option\s+([\p{L}\p{N}]{1,3})\b\s*[:.)–—-]?\s*(.*)$/iu;
const alternative = /^Or\b[\s,:]*(.*)$/i;

/** Splits a fence at its option comments and its `# - …` items; any other fence stays one piece. */
export function partsOfFence(fence: Fence, mark: '#' | '--', diagnostics: Diagnostic[]): readonly FencePart[] {
  const paragraphs = paragraphsOf(fence.source, mark);
  const isOption = (paragraph: Paragraph) => labelOf(paragraph) !== undefined;
  const groups = mergeUncommented(paragraphs, isOption);
  const firstOption = groups.findIndex(isOption);
  if (firstOption === -1) return plainParts(groups);
  const isWithoutFirst = alternative.test(groups[firstOption]?.comment[0] ?? '') && firstOption > 0;
  const from = isWithoutFirst ? firstOption - 1 : firstOption;
  const to = groups.findLastIndex(isOption);
  const options: FenceOption[] = [];
  for (const [offset, paragraph] of groups.slice(from, to + 1).entries()) {
    const label = labelOf(paragraph) ?? (offset === 0 && isWithoutFirst ? firstLabel(paragraph) : undefined);
    if (label === undefined) diagnostics.push(inBetween(fence, paragraph));
    else options.push({ ...withKey(label, options), source: sourceOf(paragraph), from: paragraph.from });
  }
  return [
    ...plainParts(groups.slice(0, from)),
    { part: 'options', options, from: groups[from]?.from ?? 0 },
    ...plainParts(groups.slice(to + 1)),
  ];
}

/** `A: Roll back (FASTEST)` of an option attribute or heading → its label. */
export function parseOptionLabel(text: string): OptionLabel {
  const match =
    /^(?:Option\s+)?([\p{L}\p{N}]{1,3})\s*[:.)–—-]\s*(.+)$/iu.exec(text.trim()) ?? labelled.exec(text.trim());
  if (match === null) return { key: '', title: text.trim() };
  return { key: (match[1] ?? '').toUpperCase(), title: (match[2] ?? '').trim() };
}

/** A label without a letter gets the next free one. */
export function withKey<T extends OptionLabel>(label: T, earlier: readonly OptionLabel[]): T {
  const taken = new Set(earlier.map((option) => option.key));
  if (label.key !== '' && !taken.has(label.key)) return label;
  let next = 0;
  while (taken.has(letter(next))) next += 1;
  return { ...label, key: letter(next) };
}

/** The first, or the one marked fastest, recommended or default. */
export function preselectedOf(options: readonly OptionLabel[]): string {
  const marked = options.find((option) => /\b(?:fastest|recommended|default|preferred)\b/i.test(option.title));
  return (marked ?? options[0])?.key ?? '';
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `X${index}`;
}

function paragraphsOf(source: string, mark: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: string[] = [];
  let from = 0;
  const close = () => {
    if (lines.length > 0) paragraphs.push({ lines, from, comment: leadingComment(lines, mark) });
    lines = [];
  };
  for (const [index, line] of source.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') {
      close();
      continue;
    }
    if (lines.length > 0 && isComment(line, mark) && labelled.test(uncomment(line, mark))) close();
    if (lines.length === 0) from = index;
    lines.push(line);
  }
  close();
  return paragraphs;
}

function isComment(line: string, mark: string): boolean {
  return line.trimStart().startsWith(mark) && !line.trimStart().startsWith('#!');
}

function uncomment(line: string, mark: string): string {
  return line.trimStart().slice(mark.length).trim();
}

function leadingComment(lines: readonly string[], mark: string): string[] {
  const end = lines.findIndex((line) => !isComment(line, mark));
  return (end === -1 ? lines : lines.slice(0, end)).map((line) => uncomment(line, mark));
}

/** A paragraph without a comment continues the one before it; a comment alone belongs to nobody. */
function mergeUncommented(paragraphs: readonly Paragraph[], isOption: (paragraph: Paragraph) => boolean): Paragraph[] {
  const hasOptions = paragraphs.some(isOption);
  const merged: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const before = merged.at(-1);
    const continues =
      before !== undefined &&
      (paragraph.comment.length === 0 || !hasOptions) &&
      !isChecklist(paragraph) &&
      !isChecklist(before);
    if (!continues) {
      merged.push(paragraph);
      continue;
    }
    const gap = paragraph.from - before.from - before.lines.length;
    merged[merged.length - 1] = {
      ...before,
      lines: [...before.lines, ...Array<string>(gap).fill(''), ...paragraph.lines],
    };
  }
  return merged;
}

function isChecklist(paragraph: Paragraph): boolean {
  return isOnlyComment(paragraph) && paragraph.comment.some((line) => /^[-*]\s+\S/.test(line));
}

function isOnlyComment(paragraph: Paragraph): boolean {
  return paragraph.comment.length === paragraph.lines.length;
}

function labelOf(paragraph: Paragraph): OptionLabel | undefined {
  const first = paragraph.comment[0] ?? '';
  if (isOnlyComment(paragraph)) return undefined;
  const match = labelled.exec(first);
  if (match !== null) return { key: (match[1] ?? '').toUpperCase(), title: (match[2] ?? '').trim() || first };
  const or = alternative.exec(first);
  return or === null ? undefined : { key: '', title: capitalized(or[1] ?? first) };
}

function firstLabel(paragraph: Paragraph): OptionLabel {
  return { key: 'A', title: paragraph.comment[0] ?? sourceOf(paragraph).split('\n')[0] ?? '' };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sourceOf(paragraph: Paragraph): string {
  return paragraph.lines.join('\n');
}

function plainParts(paragraphs: readonly Paragraph[]): FencePart[] {
  return paragraphs.map((paragraph): FencePart => {
    if (isChecklist(paragraph)) return checklistPart(paragraph);
    if (isOnlyComment(paragraph)) return { part: 'comment', text: paragraph.comment.join('\n'), from: paragraph.from };
    return { part: 'code', source: sourceOf(paragraph), from: paragraph.from, title: paragraph.comment[0] };
  });
}

function checklistPart(paragraph: Paragraph): FencePart {
  const items: ChecklistLine[] = [];
  const title: string[] = [];
  for (const [index, line] of paragraph.comment.entries()) {
    const item = /^[-*]\s+(?:\[.\]\s*)?(.+)$/.exec(line)?.[1];
    if (item !== undefined) items.push({ text: item, from: paragraph.from + index });
    else if (items.length === 0) title.push(line);
  }
  return { part: 'checklist', title: title.join(' ') || undefined, items, from: paragraph.from };
}

function inBetween(fence: Fence, paragraph: Paragraph): Diagnostic {
  const place = placeAt(fence.line + paragraph.from, fence.column, paragraph.lines[0]?.length ?? 0);
  const message = 'this paragraph stands between two options and belongs to none';
  return diagnose(
    'option-in-between',
    place,
    message,
    'Put it before the first option, after the last, or remove the blank line or comment above it.',
  );
}
