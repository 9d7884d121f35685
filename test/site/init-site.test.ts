import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { browse } from './browser.ts';
import { build, root, serve, siteFolder } from './sites.ts';

const given = inject('site');

describe.skipIf('missing' in given)('runbook init --site', () => {
  const chromium = 'missing' in given ? '' : given.chromium;

  test('writes a site that is built as it stands, with what init and new have written', async () => {
    const project = mkdtempSync(join(tmpdir(), 'runbook-init-site-'));
    try {
      const runbook = (...words: string[]) =>
        execFileSync(join(root, 'node_modules/.bin/node'), [join(root, 'dist/runbook.js'), ...words], {
          cwd: project,
          stdio: 'ignore',
        });
      runbook('init', '--yes', '--site');
      runbook('new', 'rollback', 'shop', '--yes');
      installed(join(project, 'site'));
      const out = join(project, 'out');
      const { code, output } = await build(join(project, 'site'), out);
      expect([code, output]).toEqual([0, expect.not.stringMatching(/warn|error/i)]);
      await using served = await serve(out);
      await using browsing = await browse(chromium);
      await browsing.page.goto(served.url, { waitUntil: 'networkidle' });
      expect(await browsing.page.innerText('main')).toContain('2 runbooks, 2 to be drilled');
      await browsing.page.getByRole('link', { name: /shop/i }).first().click();
      await expect.poll(() => browsing.page.innerText('main')).toContain('runbook run rollback/shop.md');
      expect(browsing.page.url()).toBe(`${served.url}/rollback/shop`);
      await browsing.page.goto(`${served.url}/search?q=service`, { waitUntil: 'networkidle' });
      await expect
        .poll(() => browsing.page.innerText('body'), { timeout: 20_000 })
        .toMatch(/documents found[\s\S]*Look at the service/);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
});

/** What npm would have installed, this package among it. */
function installed(site: string): void {
  const from = join(siteFolder, 'node_modules');
  mkdirSync(join(site, 'node_modules'));
  for (const name of readdirSync(from))
    if (name !== '.cache') symlinkSync(join(from, name), join(site, 'node_modules', name));
  symlinkSync(root, join(site, 'node_modules/runbook-as-code'));
}
