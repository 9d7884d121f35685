import GithubSlugger from 'github-slugger';
import type { ListItem, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Block } from '../runbook/block.ts';
import type { Document, InlineMark } from '../runbook/document.ts';
import { fenceOf } from './fence.ts';
import { type Definition, hasTooManyMarks, type InlineText, readInline } from './inline-text.ts';
import type { SourceLines } from './source-text.ts';

/** A block whose text is still as written; all texts are read together at the end. */
interface Draft {
  readonly raw: string;
  readonly place: Place;
  readonly toBlock: (inline: InlineText) => Block;
}

interface Walk {
  readonly text: string;
  readonly lines: SourceLines;
  readonly drafts: (Draft | Block)[];
  readonly definitions: Definition[];
  readonly html: { readonly text: string; readonly place: Place }[];
  readonly diagnostics: Diagnostic[];
  readonly slugger: GithubSlugger;
}

/** mdast → the flat stream of blocks, in one pass, and what is HTML. */
export function blocksOf(
  tree: Root,
  source: { readonly text: string; readonly lines: SourceLines },
  diagnostics: Diagnostic[],
): { readonly blocks: readonly Block[]; readonly html: Document['html'] } {
  const slugger = new GithubSlugger();
  const walk: Walk = { ...source, drafts: [], definitions: [], html: [], diagnostics, slugger };
  for (const child of tree.children) visit(child, 0, walk);
  const drafts = walk.drafts.filter((draft) => 'raw' in draft);
  const inlines = readInline(
    drafts.map((draft) => draft.raw),
    walk.definitions,
  )[Symbol.iterator]();
  for (const draft of drafts) if (hasTooManyMarks(draft.raw)) diagnostics.push(tooManyMarks(draft.place));
  const blocks = walk.drafts.flatMap((draft) => {
    if (!('raw' in draft)) return [draft];
    const inline = inlines.next();
    if (inline.done) return [];
    return [draft.toBlock({ ...inline.value, marks: placed(inline.value.marks, draft, walk.lines) })];
  });
  return { blocks, html: walk.html };
}

function visit(node: RootContent, nesting: number, walk: Walk): void {
  const place = placeOf(node);
  switch (node.type) {
    case 'heading': {
      const { depth } = node;
      const anchorOf = (visible: string) => walk.slugger.slug(visible);
      draft(walk, node.children, place, ({ text, visible, id, marks }) => {
        return { kind: 'heading', depth, text, anchor: anchorOf(visible), id, place, nesting, inline: marks };
      });
      return;
    }
    case 'paragraph':
      draft(walk, node.children, place, ({ text, bold, link, marks }) => {
        return { kind: 'paragraph', text, bold, link, place, nesting, inline: marks };
      });
      return;
    case 'code': {
      const fence = fenceOf(node, walk, walk.diagnostics);
      if (fence === undefined) {
        walk.drafts.push({ kind: 'indented', source: node.value, place, nesting });
        if (/^(?:```|~~~)/.test(node.value)) walk.diagnostics.push(overIndented(place));
      } else walk.drafts.push({ kind: 'fence', fence, place, nesting });
      return;
    }
    case 'list':
      for (const item of node.children) visitItem(item, node.ordered === true, nesting + 1, walk);
      return;
    case 'blockquote':
      for (const child of node.children) visit(child, nesting, walk);
      return;
    case 'table':
      for (const row of node.children.slice(1)) {
        const raw = row.children.map((cell) => rawText(cell.children)).join(': ');
        const common = { kind: 'item', ordered: false, task: false, hasFence: false, nesting: nesting + 1 } as const;
        const at = placeOf(row);
        walk.drafts.push({ raw, place: at, toBlock: (inline) => ({ ...common, ...shown(inline), place: at }) });
      }
      return;
    case 'html': {
      const comment = /^<!--([\s\S]*?)-->\s*$/.exec(node.value.trim());
      if (comment === null) walk.html.push({ text: node.value, place });
      else walk.drafts.push({ kind: 'comment', text: (comment[1] ?? '').trim(), place, nesting });
      return;
    }
    case 'definition':
      walk.definitions.push({ identifier: node.identifier, url: node.url, source: sliceOf(node, walk.text) });
      return;
    default:
      return;
  }
}

function visitItem(item: ListItem, ordered: boolean, nesting: number, walk: Walk): void {
  const [first, ...rest] = item.children;
  if (first?.type === 'paragraph') {
    const task = typeof item.checked === 'boolean';
    const hasFence = item.children.some((child) => child.type === 'code');
    const place = placeOf(first);
    const common = { kind: 'item', ordered, task, hasFence, place, nesting } as const;
    draft(walk, first.children, place, (inline) => ({ ...common, ...shown(inline) }));
  } else if (first !== undefined) {
    visit(first, nesting, walk);
  }
  for (const child of rest) visit(child, nesting, walk);
}

function shown({ text, bold, link, marks }: InlineText) {
  return { text, bold, link, inline: marks };
}

/** From places in a raw text to those in the file, behind the marks of lists and quotes. */
function placed(marks: readonly InlineMark[], { raw, place }: Draft, lines: SourceLines): readonly InlineMark[] {
  if (marks.length === 0) return marks;
  const rawLines = raw.split('\n');
  const shiftAt = (line: number) => {
    const text = rawLines[line - 1]?.trim() ?? '';
    const raised = (rawLines[line - 1] ?? '').indexOf(text);
    return Math.max(0, (lines[place.line + line - 2] ?? '').lastIndexOf(text) - raised);
  };
  return marks.map((mark) => {
    const { line, column, endLine, endColumn } = mark.place;
    return {
      ...mark,
      place: {
        line: place.line + line - 1,
        column: column + shiftAt(line),
        endLine: place.line + endLine - 1,
        endColumn: endColumn + shiftAt(endLine),
      },
    };
  });
}

function draft(walk: Walk, children: readonly PhrasingContent[], place: Place, toBlock: Draft['toBlock']): void {
  walk.drafts.push({ raw: rawText(children), place, toBlock });
}

/** Inline constructs are off while blocks are parsed: a text consists of texts and hard line breaks. */
function rawText(children: readonly PhrasingContent[]): string {
  return children.map((child) => (child.type === 'text' ? child.value : '\n')).join('');
}

function placeOf(node: Nodes): Place {
  const start = node.position?.start ?? { line: 1, column: 1 };
  const end = node.position?.end ?? start;
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function sliceOf(node: Nodes, text: string): string {
  return text.slice(node.position?.start.offset, node.position?.end.offset);
}

function tooManyMarks(place: Place): Diagnostic {
  const message = 'this paragraph holds more than 1,000 marks of emphasis, links, code or HTML';
  return diagnose('too-complex', place, message, 'Divide it with blank lines, or put it into a code fence.');
}

/** A tab, or four blanks, in front of a fence make it text that nothing runs. */
function overIndented(place: Place): Diagnostic {
  const message = 'this fence is indented by a tab or four blanks, so it is text and no fence';
  return diagnose('over-indented-fence', place, message, 'Take the indentation away, or put it under a list item.');
}
