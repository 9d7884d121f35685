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
  const ends = lastEnds(nodes);
  return nodes.flatMap((node, index): MarkdownNode[] => {
    if (node.type !== 'html') return [node];
    const value = node.value ?? '';
    if (/^<!--[\s\S]*-->$/.test(value.trim())) return [];
    const [, closing = '', name = ''] = /^<(\/?)([A-Za-z][^\s/>]*)/.exec(value) ?? [];
    if (!isKnown(name)) return [textNode(value)];
    const isLost = closing === '' && !isClosed(value, name) && (ends.get(name.toLowerCase()) ?? -1) <= index;
    return [isLost ? textNode(value) : node];
  });
}

/** HTML that stands on lines of its own. */
export function harmlessBlock(node: MarkdownNode): MarkdownNode[] {
  const value = withoutDeclarations(node.value ?? '');
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

/** Of every element the last place where it is closed. */
function lastEnds(nodes: readonly MarkdownNode[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const [index, { type, value = '' }] of nodes.entries()) {
    const [, name] = type === 'html' ? (/^<\/([A-Za-z][^\s/>]*)\s*>/.exec(value) ?? []) : [];
    if (name !== undefined) ends.set(name.toLowerCase(), index);
  }
  return ends;
}

/** Without comments, `<!DOCTYPE …>` and `<?php …?>`; one that is never closed is text. */
function withoutDeclarations(html: string): string {
  const begin = /<[!?]/g;
  let left = '';
  let from = 0;
  for (let found = begin.exec(html); found !== null; found = begin.exec(html)) {
    const at = found.index;
    const end = html.startsWith('<!--', at) ? html.indexOf('-->', at + 2) : html.indexOf('>', at);
    if (end === -1)
      return left + html.slice(from, at) + html.slice(at).replace(begin, (mark) => `&lt;${mark.slice(1)}`);
    left += html.slice(from, at);
    from = html.indexOf('>', end) + 1;
    begin.lastIndex = from;
  }
  return left + html.slice(from);
}
