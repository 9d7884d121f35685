import type { MarkdownNode } from './markdown-node.ts';

/** What GitHub calls them, and what Docusaurus does. */
const kinds: Readonly<Record<string, string>> = {
  NOTE: 'note',
  TIP: 'tip',
  IMPORTANT: 'info',
  WARNING: 'warning',
  CAUTION: 'danger',
};

/** `> [!WARNING]` is a box on GitHub, and so it is on the site. */
export function withAlerts(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.map((node) => {
    const inner = node.children === undefined ? node : { ...node, children: withAlerts(node.children) };
    return inner.type === 'blockquote' ? (alertOf(inner) ?? inner) : inner;
  });
}

function alertOf({ children = [], position }: MarkdownNode): MarkdownNode | undefined {
  const [paragraph, ...rest] = children;
  const [text, ...others] = paragraph?.type === 'paragraph' ? (paragraph.children ?? []) : [];
  const [mark, kind = ''] = /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/.exec(text?.value ?? '') ?? [];
  const name = kinds[kind.toUpperCase()];
  if (mark === undefined || name === undefined || paragraph === undefined) return undefined;
  const left = text?.value?.slice(mark.length) ?? '';
  const said = [...(left === '' ? [] : [{ ...text, type: 'text', value: left }]), ...others];
  const body = said.length === 0 ? rest : [{ ...paragraph, children: said }, ...rest];
  return { type: 'containerDirective', name, attributes: {}, children: body, ...(position && { position }) };
}
