import { type MarkdownNode, textNode } from './markdown-node.ts';

/** Where a link leads. */
export type LinkPlace =
  /** Another page of the site: the link as Docusaurus resolves it, and the address that it resolves to. */
  | { readonly is: 'page'; readonly url: string; readonly permalink: string }
  /** A file of the repository: where that is read, and where the site may take it from. */
  | { readonly is: 'file'; readonly repositoryUrl: string | undefined; readonly url: string | undefined }
  | { readonly is: 'elsewhere' }
  /** A path from the root that is no file: one of the site, if it is one. */
  | { readonly is: 'route' }
  | { readonly is: 'nowhere' };

/** By the address as it is written. */
export type LinkPlaces = (url: string) => LinkPlace;

/** Links that leave the folder lead to the repository; what leads nowhere is text, because a site with a dead link is not built. */
export function withLivingLinks(nodes: readonly MarkdownNode[], placeOf: LinkPlaces): MarkdownNode[] {
  return nodes.flatMap((node): MarkdownNode[] => {
    const url = node.url ?? '';
    if (node.type === 'image') return [imageOf(node, url === '' ? { is: 'nowhere' } : placeOf(url))];
    if (node.type !== 'link' && node.type !== 'definition') return [node];
    const address = livingAddress(url, placeOf(url), 'page');
    if (address !== undefined) return [{ ...node, url: address }];
    return node.type === 'definition' ? [{ ...node, url: '' }] : (node.children ?? []);
  });
}

/** Where a link goes that is not resolved by Docusaurus, such as one in HTML; undefined: nowhere. */
export function livingHref(url: string, placeOf: LinkPlaces): string | undefined {
  return livingAddress(url, placeOf(url), 'permalink');
}

function livingAddress(url: string, place: LinkPlace, page: 'page' | 'permalink'): string | undefined {
  switch (place.is) {
    case 'elsewhere':
    case 'route':
      return url;
    case 'page':
      return page === 'page' ? place.url : place.permalink;
    case 'file':
      return place.repositoryUrl ?? (page === 'page' ? place.url : undefined);
    case 'nowhere':
      return undefined;
  }
}

function imageOf(node: MarkdownNode, place: LinkPlace): MarkdownNode {
  if (place.is === 'elsewhere') return node;
  return place.is === 'file' && place.url !== undefined ? { ...node, url: place.url } : textNode(node.alt ?? '');
}
