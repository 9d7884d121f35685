import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { LinkPlace, LinkPlaces } from './page-links.ts';
import type { RunbookFolders } from './runbook-folders.ts';

export interface LinkPlacesOptions {
  readonly folders: RunbookFolders;
  readonly repositoryUrl: string | undefined;
  /** Folders whose files stand at the root of the site, absolute. */
  readonly statics: readonly string[];
  /** The address of the page that a file is, by absolute path; undefined: it is none. */
  readonly permalinkOf: (path: string) => string | undefined;
}

/** Where the links of a file lead, as it stands on the disk. `file` is its place in the folder of the runbooks. */
export function linkPlaces(file: string, options: LinkPlacesOptions): LinkPlaces {
  const { folders, repositoryUrl, statics, permalinkOf } = options;
  const { folder, root } = folders;
  const base = dirname(join(folder, file));
  // A path from the root is one of the runbooks, as Docusaurus has it, else one of the repository, as its readers have it.
  const candidates = (path: string) =>
    path.startsWith('/') ? [join(folder, path), join(root, path)] : [resolve(base, path)];
  const fromHere = (target: string) => {
    const path = relative(base, target).replaceAll(sep, '/');
    return path.startsWith('.') ? path : `./${path}`;
  };
  return (url) => {
    const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    if (written === '' || written.startsWith('//') || /^[a-z][a-z0-9+.-]*:/i.test(written)) return { is: 'elsewhere' };
    const path = decoded(written);
    const targets = candidates(path);
    const page = targets.find((target) => permalinkOf(target) !== undefined);
    if (page !== undefined) {
      const url = path.startsWith('/') ? `${encodeURI(fromHere(page))}${suffix}` : `${written}${suffix}`;
      return { is: 'page', url, permalink: `${permalinkOf(page)}${suffix}` };
    }
    if (path.startsWith('/') && statics.some((one) => isFile(join(one, path)))) return { is: 'elsewhere' };
    const isFromRoot = path.startsWith('/');
    const target = targets.find(
      (one) => one.startsWith(`${root}${sep}`) && (isFromRoot ? isFile(one) : existsSync(one)),
    );
    if (target !== undefined) return fileAt(target, suffix);
    return { is: isFromRoot && !isMarkdown(path) ? 'route' : 'nowhere' };
  };

  function fileAt(target: string, suffix: string): LinkPlace {
    const inRepository = relative(root, target).replaceAll(sep, '/');
    return {
      is: 'file',
      repositoryUrl: repositoryUrl && `${repositoryUrl.replace(/\/$/, '')}/${encodeURI(inRepository)}${suffix}`,
      // Without a repository to show it in a site can offer it to be fetched, but no folder, and no page that is none of its own.
      url: isFile(target) && !isMarkdown(target) ? encodeURI(fromHere(target)) : undefined,
    };
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isMarkdown(path: string): boolean {
  return /\.mdx?$/i.test(path);
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
