import type { MarkdownNode } from './markdown-node.ts';

/** Where the links of a page lead; everything by the path that is written, without its fragment. */
export interface LinkPlaces {
  /** `page`: another page of the site; `file`: something of the repository; `nowhere`: it is not there. */
  whatIs(url: string): 'page' | 'file' | 'nowhere' | 'elsewhere';
  /** The address of a file of the repository; undefined where the site does not know the repository. */
  repositoryUrl(url: string): string | undefined;
}

/** Links that leave the folder lead to the repository; what leads nowhere is text, because a site with a dead link is not built. */
export function withLivingLinks(nodes: readonly MarkdownNode[], places: LinkPlaces): MarkdownNode[] {
  return nodes.flatMap((node): MarkdownNode[] => {
    const url = node.url ?? '';
    const isLink = node.type === 'link' || node.type === 'definition';
    if (!isLink && node.type !== 'image') return [node];
    const what = places.whatIs(url.replace(/[?#].*$/s, ''));
    if (what === 'elsewhere' || what === 'page') return [node];
    if (node.type === 'image') return what === 'file' ? [node] : [{ type: 'text', value: node.alt ?? '' }];
    const address = places.repositoryUrl(url);
    if (address !== undefined) return [{ ...node, url: address }];
    if (what === 'file') return [node];
    return node.type === 'definition' ? [{ ...node, url: '' }] : (node.children ?? []);
  });
}
