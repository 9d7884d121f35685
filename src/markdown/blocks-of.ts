import GithubSlugger from 'github-slugger';
import type { ListItem, Node, Nodes, Root, RootContent } from 'mdast';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Block } from './block.ts';
import { fenceOf } from './fence.ts';

interface Walk {
  readonly text: string;
  readonly blocks: Block[];
  readonly diagnostics: Diagnostic[];
  readonly slugger: GithubSlugger;
}

/** mdast → the flat stream of blocks, in one pass. */
export function blocksOf(tree: Root, text: string, diagnostics: Diagnostic[]): readonly Block[] {
  const walk: Walk = { text, blocks: [], diagnostics, slugger: new GithubSlugger() };
  for (const child of tree.children) visit(child, 0, walk);
  return walk.blocks;
}

function visit(node: RootContent, level: number, walk: Walk): void {
  const place = placeOf(node);
  switch (node.type) {
    case 'heading': {
      const text = plainText(node);
      const id = commentId(node);
      walk.blocks.push({ kind: 'heading', depth: node.depth, text, anchor: walk.slugger.slug(text), id, place });
      return;
    }
    case 'paragraph':
      walk.blocks.push({ kind: 'paragraph', text: plainText(node), bold: node.children[0]?.type === 'strong', place });
      return;
    case 'code': {
      const fence = fenceOf(node, walk.text, walk.diagnostics);
      if (fence === undefined) {
        walk.blocks.push({ kind: 'indented', source: node.value, place });
        if (/^(?:```|~~~)/.test(node.value)) walk.diagnostics.push(overIndented(place));
      } else walk.blocks.push({ kind: 'fence', fence, place });
      return;
    }
    case 'list':
      for (const item of node.children) visitItem(item, node.ordered === true, level, walk);
      return;
    case 'blockquote':
      for (const child of node.children) visit(child, level, walk);
      return;
    case 'table':
      for (const row of node.children.slice(1)) {
        const text = row.children.map((cell) => plainText(cell)).join(': ');
        walk.blocks.push({ ...plainItem(placeOf(row)), text, link: firstLink(row), level });
      }
      return;
    case 'html': {
      const comment = /^<!--([\s\S]*?)-->\s*$/.exec(node.value.trim());
      if (comment !== null) walk.blocks.push({ kind: 'comment', text: (comment[1] ?? '').trim(), place });
      return;
    }
    default:
      return;
  }
}

/** A tab, or four blanks, in front of a fence make it text that nothing runs. */
function overIndented(place: Place): Diagnostic {
  const message = 'this fence is indented by a tab or four blanks, so it is text and no fence';
  return diagnose('over-indented-fence', place, message, 'Take the indentation away, or put it under a list item.');
}

function visitItem(item: ListItem, ordered: boolean, level: number, walk: Walk): void {
  const [first, ...rest] = item.children;
  if (first?.type === 'paragraph') {
    walk.blocks.push({
      ...plainItem(placeOf(first)),
      text: plainText(first),
      ordered,
      task: typeof item.checked === 'boolean',
      level,
      link: firstLink(first),
      hasFence: item.children.some((child) => child.type === 'code'),
    });
  } else if (first !== undefined) {
    visit(first, level + 1, walk);
  }
  for (const child of rest) visit(child, level + 1, walk);
}

function plainItem(place: Place) {
  return { kind: 'item', ordered: false, task: false, hasFence: false, place } as const;
}

function placeOf(node: Node): Place {
  const start = node.position?.start ?? { line: 1, column: 1 };
  const end = node.position?.end ?? start;
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Text as a reader sees it; a placeholder that Markdown took for HTML (`<pod-name>`) stays visible. */
function plainText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'html':
      return /^<!--/.test(node.value) ? '' : node.value;
    case 'image':
      return node.alt ?? '';
    case 'break':
      return '\n';
    default:
      return 'children' in node ? node.children.map(plainText).join('').trim() : '';
  }
}

function commentId(node: Nodes): string | undefined {
  if (!('children' in node)) return undefined;
  const last = node.children.at(-1);
  return last?.type === 'html' ? /^<!--\s*#([\w-]+)\s*-->$/.exec(last.value)?.[1] : undefined;
}

function firstLink(node: Nodes): string | undefined {
  if (node.type === 'link') return node.url;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const link = firstLink(child);
    if (link !== undefined) return link;
  }
  return undefined;
}
