import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptPages } from '../../../src/docusaurus/kept-pages.ts';
import { type UnderstoodPage, understandPage } from '../../../src/docusaurus/understand-page.ts';

const text =
  '# Shop\n\n## Steps\n\n### Step 1: Look at [it](there.md) (1 minute)\n\n```bash {effect=read}\nuptime\n```\n';

let folder: string;
let path: string;
let page: UnderstoodPage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-kept-'));
  path = join(folder, 'shop.md');
  const rules = { preset: 'recommended', overrides: {} } as const;
  const lint = { rules, roles: undefined, workingFolder: folder, today: '2026-11-28' };
  page = await understandPage(path, text, { folder, root: folder, translated: join(folder, 'de'), roles: {}, lint });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cache = () => join(folder, 'cache');

test('what was understood is there for the next build, for the same text and program alone', () => {
  keptPages(cache(), '1').keep(path, text, page);
  expect(page.asked).toEqual(new Map([[join(folder, 'there.md'), false]]));
  expect(keptPages(cache(), '1').find(path, text)).toEqual(page);
  expect(keptPages(cache(), '1').find(path, `${text}\nMore.\n`)).toBeUndefined();
  expect(keptPages(cache(), '2').find(path, text)).toBeUndefined();
  expect(keptPages(cache(), '1').find(join(folder, 'other.md'), text)).toBeUndefined();
});

test('a file that has come or gone since makes it read anew', () => {
  keptPages(cache(), '1').keep(path, text, page);
  writeFileSync(join(folder, 'there.md'), '# There\n');
  expect(keptPages(cache(), '1').find(path, text)).toBeUndefined();
});

test('what is damaged, or cannot be kept, is read again', () => {
  keptPages(cache(), '1').keep(path, text, page);
  for (const name of readdirSync(cache())) writeFileSync(join(cache(), name), 'x');
  expect(keptPages(cache(), '1').find(path, text)).toBeUndefined();
  writeFileSync(join(folder, 'file'), '');
  const nowhere = keptPages(join(folder, 'file/below'), '1');
  nowhere.keep(path, text, page);
  expect(nowhere.find(path, text)).toBeUndefined();
});
