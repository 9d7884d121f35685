import type { Nodes, Paragraph } from 'mdast';
import { parseInline } from './syntax-tree.ts';

/** The text of a block as a reader sees it, decoration removed. */
export interface InlineText {
  readonly text: string;
  /** Without inline HTML, as GitHub makes anchors of it. */
  readonly visible: string;
  /** Begins with bold text: `**Pod stuck:**`. */
  readonly bold: boolean;
  /** The address of the first link. */
  readonly link: string | undefined;
  /** `undo` of a trailing `<!-- #undo -->`. */
  readonly id: string | undefined;
}

export interface Definition {
  readonly identifier: string;
  readonly url: string;
  readonly source: string;
}

const mostMarks = 1_000;
const marks = /[\\`*_[<&]/g;

/** More marks than a person writes; reading them takes the square of their number in time, so they stay as written. */
export function hasTooManyMarks(raw: string): boolean {
  return raw.length > mostMarks && (raw.match(marks)?.length ?? 0) > mostMarks;
}

/** Raw texts of blocks → what a reader sees, in the same order. */
export function readInline(raws: readonly string[], definitions: readonly Definition[]): readonly InlineText[] {
  const texts = raws.map(plainInline);
  const decorated = [...raws.entries()].filter(([, raw]) => raw.search(marks) !== -1 && !hasTooManyMarks(raw));
  if (decorated.length === 0) return texts;
  const urls = new Map(definitions.map(({ identifier, url }) => [identifier, url]));
  const parsed = parseInline(
    decorated.map(([, raw]) => raw),
    definitions.map(({ source }) => source),
  );
  for (const [position, [index]] of decorated.entries()) {
    const paragraph = parsed[position];
    if (paragraph !== undefined) texts[index] = inlineOf(paragraph, urls);
  }
  return texts;
}

function plainInline(raw: string): InlineText {
  return { text: raw.trim(), visible: raw.trim(), bold: false, link: undefined, id: undefined };
}

function inlineOf(paragraph: Paragraph, urls: ReadonlyMap<string, string>): InlineText {
  const last = paragraph.children.at(-1);
  return {
    text: plainText(paragraph, shownHtml).trim(),
    visible: plainText(paragraph, noHtml).trim(),
    bold: paragraph.children[0]?.type === 'strong',
    link: firstLink(paragraph, urls),
    id: last?.type === 'html' ? /^<!--\s*#([\w-]+)\s*-->$/.exec(last.value)?.[1] : undefined,
  };
}

/** A placeholder that Markdown took for HTML (`<pod-name>`) stays visible. */
function shownHtml(html: string): string {
  return html.startsWith('<!--') ? '' : html;
}

function noHtml(): string {
  return '';
}

function plainText(node: Nodes, htmlText: (html: string) => string): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'html':
      return htmlText(node.value);
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'break':
      return '\n';
    default:
      return 'children' in node ? node.children.map((child) => plainText(child, htmlText)).join('') : '';
  }
}

function firstLink(node: Nodes, urls: ReadonlyMap<string, string>): string | undefined {
  if (node.type === 'link') return node.url;
  if (node.type === 'linkReference') return urls.get(node.identifier);
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const link = firstLink(child, urls);
    if (link !== undefined) return link;
  }
  return undefined;
}
