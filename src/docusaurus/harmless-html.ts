import { type MarkdownNode, textNode } from './markdown-node.ts';

/** What may stand in a page as HTML; everything else in angle brackets is text, such as `<pod-name>`. */
const known = new Set(
  `a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img
ins kbd li mark ol p picture pre q rp rt ruby s samp small source span strike strong sub summary sup table tbody td tfoot th
thead time tr tt u ul var wbr`.split(/\s+/),
);

const empty = new Set(['br', 'hr', 'img', 'wbr', 'source']);
const tag = /<(\/?)([A-Za-z][^\s/>]*)([^<>]*)>?/g;

/** HTML within a text: what is no known element, or is never closed, becomes the text that it was meant to be. */
export function withoutUnknownHtml(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.flatMap((node, index): MarkdownNode[] => {
    if (node.type !== 'html') return [node];
    const value = node.value ?? '';
    if (/^<!--[\s\S]*-->$/.test(value.trim())) return [];
    const [, closing = '', name = ''] = /^<(\/?)([A-Za-z][^\s/>]*)/.exec(value) ?? [];
    if (!isKnown(name)) return [textNode(value)];
    const isLost = closing === '' && !isClosed(value, name) && !closesLater(nodes.slice(index + 1), name);
    return [isLost ? textNode(value) : node];
  });
}

/** HTML that stands on lines of its own. */
export function harmlessBlock(node: MarkdownNode): MarkdownNode[] {
  const value = (node.value ?? '').replace(/<!--[\s\S]*?-->/g, '').replace(/<[!?][^>]*>/g, '');
  if (value.trim() === '') return [];
  const [, name = ''] = /^\s*<\/?([A-Za-z][^\s/>]*)/.exec(value) ?? [];
  if (!isKnown(name)) return [{ type: 'paragraph', children: [textNode(value)] }];
  // Inside of what is known there may be what is not: `<td><region></td>`.
  return [
    {
      ...node,
      value: value.replace(tag, (whole, _slash, inner: string) => (isKnown(inner) ? whole : `&lt;${whole.slice(1)}`)),
    },
  ];
}

function isKnown(name: string): boolean {
  return known.has(name.toLowerCase());
}

function isClosed(value: string, name: string): boolean {
  return empty.has(name.toLowerCase()) || /\/>\s*$/.test(value);
}

function closesLater(nodes: readonly MarkdownNode[], name: string): boolean {
  const end = new RegExp(String.raw`^</${name}\s*>`, 'i');
  return nodes.some((node) => node.type === 'html' && end.test(node.value ?? ''));
}
