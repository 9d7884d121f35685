import type { Block } from '../runbook/block.ts';
import type { Fence } from '../runbook/fence.ts';
import { isShellLanguage } from './fence-kind.ts';
import { openShellLines } from './open-shell-lines.ts';
import { type ParseContext, report } from './parse-context.ts';
import { type RoleSynonyms, roleOf } from './section-roles.ts';
import { isStepHeading } from './step-heading.ts';

/** How the headings of a document look: `3 step` for `### Step 1: …`, `2 role` for `## Steps`. */
type HeadingStyles = ReadonlySet<string>;

/** A fence that is not closed goes on to the end of the next one: what stands between them has become code. */
export function reportSwallowedHeadings(
  blocks: readonly Block[],
  synonyms: RoleSynonyms | undefined,
  context: ParseContext,
): void {
  const styles: HeadingStyles = new Set(
    blocks.flatMap((block) => (block.kind === 'heading' ? (styleOf(block, synonyms) ?? []) : [])),
  );
  const known = new Set(context.diagnostics.filter(({ code }) => code === 'fence-not-closed').map(lineOf));
  for (const block of blocks) {
    if (block.kind !== 'fence' || known.has(block.place.line)) continue;
    const swallowed = swallowedIn(block.fence, styles, synonyms, context);
    if (swallowed !== undefined) reportSwallowed(block.fence, swallowed, context);
  }
}

function lineOf({ place }: { readonly place: { readonly line: number } }): number {
  return place.line;
}

function styleOf(
  { depth, text }: { readonly depth: number; readonly text: string },
  synonyms: RoleSynonyms | undefined,
): string | undefined {
  if (isStepHeading(text)) return `${depth} step`;
  return roleOf(text, synonyms) === undefined ? undefined : `${depth} role`;
}

/** The index of the line where the prose begins that became code. */
function swallowedIn(
  fence: Fence,
  styles: HeadingStyles,
  synonyms: RoleSynonyms | undefined,
  context: ParseContext,
): number | undefined {
  const lines = fence.source.split('\n');
  const opening = openingOfAnother(lines, marksOf(fence, context));
  if (opening !== -1) {
    const heading = lines.slice(0, opening).findLastIndex((line) => headingOf(line) !== undefined);
    return heading === -1 ? opening : heading;
  }
  return isShellLanguage(fence.language) ? headingInShell(lines, styles, synonyms) : undefined;
}

function marksOf({ opening }: Fence, { lines }: ParseContext): string {
  const line = lines[opening.line - 1] ?? '';
  return /^(?:`+|~+)/.exec(line.slice(opening.column - 1))?.[0] ?? '';
}

/** A line that opens a fence, language and all, closes none: within another it stands only by mistake. */
function openingOfAnother(lines: readonly string[], marks: string): number {
  return lines.findIndex((line) => {
    const [lead = '', own = ''] = /^\s*(`+|~+)/.exec(line) ?? [];
    if (!own.startsWith(marks)) return false;
    const info = line.slice(lead.length).trim();
    return /^[\w+-]+(?:\s|\{|$)/.test(info) && !(marks.startsWith('`') && info.includes('`'));
  });
}

/** `## text` may be a comment of a shell as well, so only what looks like the document's own headings counts. */
function headingInShell(
  lines: readonly string[],
  styles: HeadingStyles,
  synonyms: RoleSynonyms | undefined,
): number | undefined {
  const candidates = lines.flatMap((line, index) => {
    const heading = headingOf(line);
    const style = heading && styleOf(heading, synonyms);
    return style !== undefined && styles.has(style) && lines[index - 1]?.trim() === '' ? [index] : [];
  });
  if (candidates.length === 0) return undefined;
  const { starts } = openShellLines(lines);
  return candidates.find((index) => starts[index] !== 'enclosed');
}

/** One `#` is a comment to a shell. */
function headingOf(line: string): { depth: number; text: string } | undefined {
  const [, marks = '', text = ''] = /^ {0,3}(#{2,6})[ \t]+(\S.*)$/.exec(line) ?? [];
  return marks === '' ? undefined : { depth: marks.length, text };
}

function reportSwallowed(fence: Fence, index: number, context: ParseContext): void {
  const line = fence.lines[index]?.line ?? fence.opening.line;
  const text = fence.source.split('\n')[index]?.trim() ?? '';
  const what = text.startsWith('#') ? `the heading "${text}"` : `another fence, "${text}",`;
  const message = `this fence is not closed before ${what} in line ${line}, so what follows it is code`;
  const hint = `Write ${marksOf(fence, context)} on a line of its own above line ${line}.`;
  report(context, 'fence-not-closed', fence.opening, message, hint);
}
