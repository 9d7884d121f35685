import { relative, sep } from 'node:path';

/** Where a runbook is a page, below the address of the site: `rollback/shop.md` → `rollback/shop`. */
export function pagePathOf(file: string, folder: string): string {
  const path = relative(folder, file)
    .replaceAll(sep, '/')
    .replace(/\.mdx?$/i, '');
  return path.replace(/(^|\/)(?:index|readme)$/i, '').replace(/\/$/, '');
}

/** `https://runbooks.example.com/runbooks/rollback/shop#go-back`. */
export function pageAddress(site: string, path: string, anchor: string | undefined): string {
  const page = path.split('/').map(encodeURIComponent).join('/');
  return `${site.replace(/\/+$/, '')}/${page}${anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`}`;
}
