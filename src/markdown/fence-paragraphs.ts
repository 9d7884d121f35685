import { openLinesOf } from './open-lines.ts';
import { alternativeLabelOf, optionLabelOf } from './option-label.ts';

export type CommentMark = '#' | '--';

/** Lines of a fence that belong together. `comment` holds the comment lines they begin with, without their marks. */
export interface Paragraph {
  readonly kind: 'code' | 'comment' | 'checklist';
  /** Index of the first line in the fence. */
  readonly from: number;
  readonly lines: readonly string[];
  readonly comment: readonly string[];
}

/** The text of a comment line, undefined for any other line. */
export function uncomment(line: string, mark: CommentMark): string | undefined {
  const text = line.trimStart();
  return text.startsWith(mark) && !text.startsWith('#!') ? text.slice(mark.length).trim() : undefined;
}

/**
 * The paragraphs of a fence: blank lines and option comments part them, but never within a quote, a here-document or a
 * compound command. Without options all code is one paragraph; beside them one without a comment continues the one before.
 */
export function paragraphsOf(
  source: string,
  mark: CommentMark,
): { readonly paragraphs: readonly Paragraph[]; readonly isUnclosed: boolean } {
  const lines = source.split('\n');
  const { starts, isUnclosed } = openLinesOf(lines, mark);
  const stretches = stretchesOf(lines, mark, (index) => !isUnclosed && starts[index] !== 'enclosed');
  const hasOptions = stretches.some(({ comment }) => isLabel(comment[0] ?? ''));
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    const belongs = !isLabel(stretch.comment[0] ?? '') && starts[stretch.from] === 'statement';
    const continues = !hasOptions || stretch.comment.length === 0 || belongs;
    if (before !== undefined && continues && !isChecklist(stretch) && !isChecklist(before)) before.to = stretch.to;
    else merged.push({ ...stretch });
  }
  const paragraphs = merged.map(({ from, to, comment }) => paragraphOf(lines.slice(from, to), from, comment, mark));
  return { paragraphs, isUnclosed };
}

interface Stretch {
  readonly from: number;
  to: number;
  readonly comment: readonly string[];
  readonly isComment: boolean;
}

function stretchesOf(lines: readonly string[], mark: CommentMark, isFree: (index: number) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  let from: number | undefined;
  const close = (to: number) => {
    if (from !== undefined) stretches.push(stretchOf(lines, from, to, mark));
    from = undefined;
  };
  for (const [index, line] of lines.entries()) {
    if (isFree(index) && line.trim() === '') close(index);
    else if (isFree(index) && optionLabelOf(uncomment(line, mark) ?? '') !== undefined) close(index);
    if (line.trim() !== '' || !isFree(index)) from ??= index;
  }
  close(lines.length);
  return stretches;
}

function stretchOf(lines: readonly string[], from: number, to: number, mark: CommentMark): Stretch {
  const comment: string[] = [];
  for (let index = from; index < to; index += 1) {
    const text = uncomment(lines[index] ?? '', mark);
    if (text === undefined) break;
    comment.push(text);
  }
  return { from, to, comment, isComment: comment.length === to - from };
}

function isLabel(comment: string): boolean {
  return optionLabelOf(comment) !== undefined || alternativeLabelOf(comment) !== undefined;
}

function isChecklist({ isComment, comment }: Stretch): boolean {
  return isComment && !isLabel(comment[0] ?? '') && comment.some((line) => /^[-*]\s+\S/.test(line));
}

function paragraphOf(lines: readonly string[], from: number, comment: readonly string[], mark: CommentMark): Paragraph {
  const isComment = lines.every((line) => line.trim() === '' || uncomment(line, mark) !== undefined);
  const items = isComment && !isLabel(comment[0] ?? '') && comment.some((line) => /^[-*]\s+\S/.test(line));
  return { kind: items ? 'checklist' : isComment ? 'comment' : 'code', from, lines, comment };
}
