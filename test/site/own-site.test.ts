import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { axeFindings, browse, doubledIds } from './browser.ts';
import { root } from './sites.ts';

const site = inject('site');
const pages = [
  ...['/', '/runbooks', '/runbooks/quickstart', '/runbooks/rollback/payment-processor', '/docs/tutorial'],
  ...['/docs/reference/language', '/docs/reference/front-matter', '/docs/how-to/practise', '/docs/examples/run-report'],
];

describe.skipIf('missing' in site)('the own site', () => {
  const { url, chromium, output } = 'missing' in site ? { url: '', chromium: '', output: '' } : site;

  test('is built without a warning', () => {
    expect(output).not.toMatch(/warn|error/i);
  });

  test.each(['light', 'dark'] as const)('has nothing that axe finds, and no id twice, in %s', async (scheme) => {
    await using browsing = await browse(chromium, { scheme });
    for (const path of pages) {
      await browsing.page.goto(url + path, { waitUntil: 'networkidle' });
      expect([path, await axeFindings(browsing.page)]).toEqual([path, []]);
      expect([path, await doubledIds(browsing.page)]).toEqual([path, []]);
    }
    expect(browsing.complaints).toEqual([]);
  });

  test('fits a telephone', async () => {
    await using browsing = await browse(chromium, { width: 360 });
    for (const path of pages) {
      await browsing.page.goto(url + path, { waitUntil: 'networkidle' });
      const wide = await browsing.page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, wide]).toEqual([path, 360]);
    }
  });

  test('says what runbook show says, step by step, also without scripts', async () => {
    await using browsing = await browse(chromium, { scripts: false });
    for (const file of ['quickstart', 'rollback/payment-processor']) {
      const { runbook } = shown(`runbooks/${file}.md`);
      await browsing.page.goto(`${url}/runbooks/${file}`);
      const text = await browsing.page.innerText('main');
      for (const step of runbook.steps) {
        const card = browsing.page.locator('.rb-step', { has: browsing.page.locator(`[id="${step.id}"]`) });
        const said = await card.innerText();
        expect(said).toContain(step.budget === undefined ? 'no budget' : `budget`);
        for (const source of sourcesOf(step.body)) expect(plain(said)).toContain(plain(source));
        expect(text).toContain(step.heading);
      }
      for (const criterion of runbook.criteria) expect(plain(text)).toContain(plain(criterion.text));
    }
  });
});

interface Shown {
  readonly runbook: {
    readonly steps: readonly { id: string; heading: string; budget?: object; body: readonly Node[] }[];
    readonly criteria: readonly { readonly text: string }[];
  };
}

type Node = { node: string; source?: string; body?: readonly Node[]; options?: readonly { body: readonly Node[] }[] };

function shown(file: string): Shown {
  const program = join(root, 'dist/runbook.js');
  const node = join(root, 'node_modules/.bin/node');
  return JSON.parse(execFileSync(node, [program, 'show', '--json', file], { cwd: root, encoding: 'utf8' })) as Shown;
}

function sourcesOf(body: readonly Node[]): readonly string[] {
  return body.flatMap((node) => [
    ...(node.node === 'action' ? [node.source ?? ''] : []),
    ...sourcesOf(node.body ?? []),
    ...(node.options ?? []).flatMap((option) => sourcesOf(option.body)),
  ]);
}

function plain(text: string): string {
  return text.replace(/[\s`*]+/g, ' ').trim();
}
