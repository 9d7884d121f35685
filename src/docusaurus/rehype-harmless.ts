/** A node of the tree of HTML that remark-rehype and rehype-raw have made. */
interface HtmlNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

const refused = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'form',
  'meta',
  'link',
  'base',
  'title',
  'svg',
]);
const addresses = new Set([
  'href',
  'src',
  'srcSet',
  'poster',
  'cite',
  'action',
  'formAction',
  'background',
  'xLinkHref',
]);

/** Takes out what would be executed, or change the page around it: a runbook is text, whoever wrote it. */
export function rehypeHarmless() {
  return (tree: HtmlNode): void => {
    const ids = new Set<string>();
    const open = [tree];
    for (const node of open) {
      if (node.children === undefined) continue;
      node.children = node.children.filter((child) => !refused.has(child.tagName ?? ''));
      for (const child of node.children) if (child.properties !== undefined) clean(child.properties, ids);
      for (const child of node.children) describe(child, node);
      open.push(...node.children);
    }
  };
}

function clean(properties: Record<string, unknown>, ids: Set<string>): void {
  for (const [name, value] of Object.entries(properties)) {
    if (/^on/i.test(name) || name === 'srcDoc' || name === 'style') delete properties[name];
    else if (addresses.has(name) && !isHarmless(String(value))) delete properties[name];
  }
  const { id } = properties;
  if (typeof id !== 'string') return;
  // Twice on a page an id leads to one of them only.
  if (ids.has(id)) delete properties['id'];
  else ids.add(id);
}

/** What is seen alone says nothing to those who do not see it: a box to tick, an image. */
function describe({ tagName, properties = {} }: HtmlNode, above: HtmlNode): void {
  if (tagName === 'img') properties['alt'] ??= '';
  if (tagName === 'input' && properties['type'] === 'checkbox') properties['ariaLabel'] ??= textOf(above).trim();
}

function textOf({ value, children = [] }: HtmlNode): string {
  return value ?? children.map(textOf).join('');
}

/** Browsers read over blanks and control characters in a scheme. */
function isHarmless(url: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel', 'slack', 'pathname'].includes(scheme);
}
