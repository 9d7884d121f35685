import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { findRoot } from '../journal/find-root.ts';
import type { LinkPlaces } from './page-links.ts';

/** Where the links of a file lead, as it stands on the disk. */
export function linkPlaces(path: string, folder: string, repositoryUrl: string | undefined): LinkPlaces {
  const root = findRoot(folder);
  const targetOf = (url: string) => {
    const plain = decoded(url.replace(/[?#].*$/s, ''));
    return plain.startsWith('/') ? join(root, plain) : resolve(dirname(path), plain);
  };
  return {
    whatIs(url) {
      if (url === '' || url.startsWith('//') || /^[a-z][a-z0-9+.-]*:/i.test(url)) return 'elsewhere';
      const target = targetOf(url);
      const inFolder = `${target}${sep}`.startsWith(`${folder}${sep}`);
      if (inFolder && /\.mdx?$/i.test(target) && existsSync(target)) return 'page';
      if (statSync(target, { throwIfNoEntry: false })?.isFile() === true) return 'file';
      // A path from the root may be one of the site.
      return url.startsWith('/') && !/\.mdx?$/i.test(url) ? 'elsewhere' : 'nowhere';
    },
    repositoryUrl(url) {
      const target = targetOf(url);
      const isThere = existsSync(target) && target.startsWith(`${root}${sep}`);
      if (repositoryUrl === undefined || !isThere) return undefined;
      return `${repositoryUrl.replace(/\/$/, '')}/${relative(root, target).replaceAll(sep, '/')}${/[?#].*$/s.exec(url)?.[0] ?? ''}`;
    },
  };
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
