import { type LinkPlaces, livingHref } from './page-links.ts';

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

export interface RehypeHarmlessOptions {
  /** Where links of a file lead, by its absolute path; undefined: it is none of the runbooks. */
  readonly linksOf?: (path: string) => LinkPlaces | undefined;
}

/** Takes out what would be executed, or change the page around it: a runbook is text, whoever wrote it. */
export function rehypeHarmless({ linksOf }: RehypeHarmlessOptions = {}) {
  return (tree: HtmlNode, file: { readonly path: string }): void => {
    const links = linksOf?.(file.path);
    const ids = new Set<string>();
    const open = [tree];
    for (const node of open) {
      if (node.children === undefined) continue;
      node.children = node.children.filter((child) => !refused.has(child.tagName ?? ''));
      for (const child of node.children) {
        if (child.properties !== undefined) clean(child.properties, ids);
        if (links !== undefined) lead(child, links);
        describe(child, node);
        open.push(child);
      }
    }
  };
}

/** An address in HTML is resolved by nobody else; one that begins with `/` or is of another site stays. */
function lead({ tagName, properties }: HtmlNode, links: LinkPlaces): void {
  const href = properties?.['href'];
  if (
    tagName !== 'a' ||
    properties === undefined ||
    typeof href !== 'string' ||
    /^(?:[/#?]|[a-z][\w+.-]*:)/i.test(href)
  )
    return;
  properties['href'] = livingHref(href, links);
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
