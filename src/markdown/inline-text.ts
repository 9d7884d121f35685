import type { Nodes, Paragraph } from 'mdast';
import type { InlineMark } from '../runbook/document.ts';
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
  /** Links, images, code and HTML; lines and columns count from the beginning of the raw text. */
  readonly marks: readonly InlineMark[];
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
  return { text: raw.trim(), visible: raw.trim(), bold: false, link: undefined, id: undefined, marks: [] };
}

function inlineOf(paragraph: Paragraph, urls: ReadonlyMap<string, string>): InlineText {
  const last = paragraph.children.at(-1);
  return {
    text: plainText(paragraph, shownHtml).trim(),
    visible: plainText(paragraph, noHtml).trim(),
    bold: paragraph.children[0]?.type === 'strong',
    link: firstLink(paragraph, urls),
    id: last?.type === 'html' ? /^<!--\s*#([\w-]+)\s*-->$/.exec(last.value)?.[1] : undefined,
    marks: marksOf(paragraph, urls, (paragraph.position?.start.line ?? 1) - 1),
  };
}

/** `linesAbove`: the texts of all blocks are parsed as one. */
function marksOf(node: Nodes, urls: ReadonlyMap<string, string>, linesAbove: number): readonly InlineMark[] {
  const own = markOf(node, urls);
  const inner = 'children' in node ? node.children.flatMap((child) => marksOf(child, urls, linesAbove)) : [];
  const { start, end } = node.position ?? {};
  if (own === undefined || start === undefined || end === undefined) return inner;
  const place = {
    line: start.line - linesAbove,
    column: start.column,
    endLine: end.line - linesAbove,
    endColumn: end.column,
  };
  return [{ ...own, place }, ...inner];
}

function markOf(node: Nodes, urls: ReadonlyMap<string, string>): Omit<InlineMark, 'place'> | undefined {
  switch (node.type) {
    case 'link':
      return { kind: 'link', text: plainText(node, shownHtml), url: node.url };
    case 'linkReference':
      return { kind: 'link', text: plainText(node, shownHtml), url: urls.get(node.identifier) ?? '' };
    case 'image':
      return { kind: 'image', text: node.alt ?? '', url: node.url };
    case 'imageReference':
      return { kind: 'image', text: node.alt ?? '', url: urls.get(node.identifier) ?? '' };
    case 'inlineCode':
      return { kind: 'code', text: node.value, url: '' };
    case 'html':
      return { kind: 'html', text: node.value, url: '' };
    default:
      return undefined;
  }
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
