import { withAlerts } from './github-alerts.ts';
import { harmlessBlock, withoutUnknownHtml } from './harmless-html.ts';
import { component, exportFrom, jsonExport, lineOf, type MarkdownNode, textNode } from './markdown-node.ts';
import { type LinkPlaces, withLivingLinks } from './page-links.ts';
import type { PageSource } from './page-source.ts';
import { writeCards } from './write-cards.ts';

/** What is known of a file that is a page of the site. */
export interface PageFile {
  /** Absent: it is no runbook, and stays the text that it is. */
  readonly source: PageSource | undefined;
  readonly links: LinkPlaces;
  /** The module of its drills, as a page imports it. */
  readonly drills: string;
}

export interface RemarkRunbookOptions {
  /** By absolute path; undefined: not ours. */
  readonly read: (path: string) => Promise<PageFile | undefined>;
}

interface VirtualFile {
  readonly path: string;
  readonly value: string | Uint8Array;
}

/** The text of a runbook becomes its page: what it means is drawn, what is hidden stays hidden, nothing is executed. */
export function remarkRunbook({ read }: RemarkRunbookOptions) {
  return async (tree: MarkdownNode, file: VirtualFile): Promise<void> => {
    const page = await read(file.path);
    if (page === undefined) return;
    const { source, links } = page;
    const text = String(file.value);
    tree.children = cleaned(tree.children ?? [], { text, links });
    if (source === undefined) {
      tree.children = withAlerts(tree.children);
      return;
    }
    setAnchors(tree, source);
    const cards = withAlerts(writeCards(tree.children, source));
    const title = cards.findIndex(({ type, depth }) => type === 'heading' && depth === 1);
    cards.splice(title + 1, 0, component('RunbookHead', {}));
    const history: MarkdownNode = { type: 'heading', depth: 2, children: [textNode('Drill history')] };
    tree.children = [
      jsonExport('runbook', source.page),
      exportFrom('drills', page.drills),
      ...cards,
      withId(history, freeId('drill-history', source.taken)),
      component('RunbookDrills', {}),
    ];
  };
}

interface CleanOptions {
  readonly text: string;
  readonly links: LinkPlaces;
}

const flow = new Set(['root', 'blockquote', 'listItem', 'containerDirective', 'footnoteDefinition']);

/** Without what a page must not do, and without what only looks like markup: `<pod-name>`, `prod[1]`, `app:v1`. */
function cleaned(nodes: readonly MarkdownNode[], options: CleanOptions, above = 'root'): MarkdownNode[] {
  const plain = nodes.flatMap((node): MarkdownNode[] => {
    if (node.type === 'textDirective') return [textNode(sourceOf(node, options.text))];
    if (node.type === 'leafDirective')
      return [{ type: 'paragraph', children: [textNode(sourceOf(node, options.text))] }];
    return node.type === 'html' && flow.has(above) ? harmlessBlock(node) : [node];
  });
  const living = withLivingLinks(flow.has(above) ? plain : withoutUnknownHtml(plain), options.links);
  for (const node of living)
    if (node.children !== undefined) node.children = cleaned(node.children, options, node.type);
  return living;
}

function sourceOf({ position }: MarkdownNode, text: string): string {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}

/** The anchors that GitHub gives, whatever the site would make of a heading. */
function setAnchors(tree: MarkdownNode, { anchors }: PageSource): void {
  const open = [tree];
  for (const node of open) {
    const anchor = node.type === 'heading' ? anchors.get(lineOf(node)) : undefined;
    if (anchor !== undefined) withId(node, anchor);
    for (const child of node.children ?? []) open.push(child);
  }
}

function withId(node: MarkdownNode, id: string): MarkdownNode {
  node.data = { ...node.data, id, hProperties: { ...(node.data?.['hProperties'] as object | undefined), id } };
  return node;
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let count = 1; taken.has(free); count += 1) free = `${id}-${count}`;
  return free;
}
