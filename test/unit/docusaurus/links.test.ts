import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkPlaces } from '../../../src/docusaurus/link-places.ts';
import { livingHref, withLivingLinks } from '../../../src/docusaurus/page-links.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runbook-links-'));
  const files = ['runbooks/a/shop.md', 'runbooks/db.md', 'runbooks/_part.md', 'README.md', 'scripts/x y.sh'];
  for (const file of [...files, 'docs/b.png', 'site/static/img/logo.png']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function places(repositoryUrl?: string) {
  const folder = join(root, 'runbooks');
  const pages = new Map(['a/shop', 'db'].map((name) => [join(folder, `${name}.md`), `/base/runbooks/${name}`]));
  return linkPlaces('a/shop.md', {
    folders: { folder, root, translated: join(root, 'site/i18n') },
    repositoryUrl,
    statics: [join(root, 'site/static')],
    permalinkOf: (path) => pages.get(path),
  });
}

function written(type: 'link' | 'image', url: string, repositoryUrl?: string): string {
  const node = { type, url, ...(type === 'image' ? { alt: 'text' } : { children: [{ type: 'text', value: 'text' }] }) };
  const [found] = withLivingLinks([node], places(repositoryUrl));
  return found?.url ?? found?.value ?? 'nothing';
}

test.each([
  ['../db.md#x', '../db.md#x'],
  ['/runbooks/db.md', './../db.md'],
  ['/db.md?a#b', './../db.md?a#b'],
  ['../_part.md', 'text'],
  ['../gone.md', 'text'],
  ['/gone.md', 'text'],
  ['../../README.md', 'text'],
  ['/scripts/x%20y.sh', './../../scripts/x%20y.sh'],
  ['../../scripts/x%20y.sh#L3', './../../scripts/x%20y.sh'],
  ['../../scripts', 'text'],
  ['/docs/', '/docs/'],
  ['/somewhere/of/the/site', '/somewhere/of/the/site'],
  ['https://example.com/x.md', 'https://example.com/x.md'],
  ['#here', '#here'],
])('a link to %s, where the repository is not known', (url, expected) => {
  expect(written('link', url).replace(/^\.\/\.\./, '..')).toBe(expected.replace(/^\.\/\.\./, '..'));
});

test.each([
  ['../_part.md', 'https://git.example/blob/main/runbooks/_part.md'],
  ['/README.md#use', 'https://git.example/blob/main/README.md#use'],
  ['../../scripts/x%20y.sh#L3', 'https://git.example/blob/main/scripts/x%20y.sh#L3'],
  ['../db.md', '../db.md'],
])('a link to %s leads to the repository, where that is known', (url, expected) => {
  expect(written('link', url, 'https://git.example/blob/main/')).toBe(expected);
});

test.each([
  ['/docs/b.png', '../../docs/b.png'],
  ['../../docs/b.png', '../../docs/b.png'],
  ['/img/logo.png', '/img/logo.png'],
  ['/img/none.png', 'text'],
  ['none.png', 'text'],
  ['', 'text'],
  ['https://example.com/b.png', 'https://example.com/b.png'],
])('an image at %s', (url, expected) => expect(written('image', url)).toBe(expected));

test('an address in HTML is that of the page', () => {
  expect(livingHref('../db.md#x', places())).toBe('/base/runbooks/db#x');
  expect(livingHref('../gone.md', places())).toBeUndefined();
  expect(livingHref('../../README.md', places('https://git.example'))).toBe('https://git.example/README.md');
});
