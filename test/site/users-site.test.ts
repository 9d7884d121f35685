import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { browse } from './browser.ts';
import { type BuiltSite, buildAndServe, createSite, root } from './sites.ts';

const given = inject('site');

const shop = `---
runbook:
  inputs: { version: { type: semver } }
---

# Shop

## Steps

### Step 1: Go (1 minute)

\`\`\`bash {effect=write}
shopctl go "$VERSION" 'as it is'
\`\`\`
`;

const readme = `# Ours

Read [the shop](shop.md), <a href="net/line.md">the line</a> and <a href="gone.md">what is gone</a>.

> [!WARNING]
> Look twice.

![no such picture](/img/none.png)
`;

const translated = `# Laden

<pod-name> {process.env.HOME}

## Steps

### Step 1: Los (1 minute)

\`\`\`bash {effect=write}
shopctl go <pod-name>
\`\`\`
`;

/** With what Docusaurus's own template has: its default toolchain, below a path, in two languages. */
const settings = {
  baseUrl: '/platform/',
  future: {},
  i18n: { defaultLocale: 'en', locales: ['en', 'de'] },
  plugins: [join(root, 'dist/docusaurus/entry.cjs')],
  themes: [],
  themeConfig: {},
};

describe.skipIf('missing' in given)("a user's site that was there before", () => {
  const chromium = 'missing' in given ? '' : given.chromium;
  let built: BuiltSite;
  beforeAll(async () => {
    const files = {
      'runbooks/README.md': readme,
      'runbooks/shop.md': shop,
      'runbooks/net/line.md': shop.replace('effect=write', 'effect=wrote').replace('Shop', 'Line'),
      'site/i18n/de/docusaurus-plugin-content-docs-runbooks/current/shop.md': translated,
      'site/src/pages/index.md': '# Ours\n',
    };
    using site = createSite(files, {}, settings);
    built = await buildAndServe(site, 'platform');
  });
  afterAll(() => built?.[Symbol.asyncDispose]());

  test('fills commands in, whatever its toolchain makes of the theme', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${built.url}/platform/runbooks/shop`, { waitUntil: 'networkidle' });
    const command = page.locator('.rb-command');
    expect(await command.locator('.rb-open').innerText()).toBe('still to be given: $VERSION');
    await page.getByLabel('version').fill('v1.2.3');
    await expect.poll(() => command.locator('pre').innerText()).toBe(`shopctl go "v1.2.3" 'as it is'\n`);
    expect(errors).toEqual([]);
  });

  test('has the page of all runbooks beside a README that has its address', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await page.goto(`${built.url}/platform/runbooks/all`, { waitUntil: 'networkidle' });
    expect((await page.locator('.rb-entry h2').allInnerTexts()).toSorted()).toEqual(['Line', 'Shop']);
    expect(await page.locator('.rb-entry', { hasText: 'Line' }).innerText()).toContain('runbook run refuses it');
    await page.getByLabel('words').fill('net/');
    await expect.poll(() => page.locator('.rb-entry h2').allInnerTexts()).toEqual(['Line']);
    expect(built.output).toContain('The page of all runbooks is /platform/runbooks/all');
    expect(built.output.split('These runbooks have errors')).toHaveLength(2);
  });

  test('leads links in HTML to pages, and shows alerts as boxes', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await page.goto(`${built.url}/platform/runbooks`, { waitUntil: 'networkidle' });
    const hrefs = await page
      .locator('main .markdown a[href]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(hrefs.filter((href) => href?.includes('/runbooks/'))).toEqual([
      '/platform/runbooks/shop',
      '/platform/runbooks/net/line',
    ]);
    expect(await page.locator('.theme-admonition-warning').innerText()).toMatch(/Look twice\./);
    expect(await page.innerText('main')).toContain('no such picture');
  });

  test('takes a translation for the runbook that it is', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await page.goto(`${built.url}/platform/de/runbooks/shop`, { waitUntil: 'networkidle' });
    const text = await page.innerText('main');
    expect(text).toContain('<pod-name> {process.env.HOME}');
    expect(text).toContain('runbook run shop.md');
    expect(text).toContain('shopctl go <pod-name>');
  });

  test('prints commands black on white', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await page.goto(`${built.url}/platform/runbooks/shop`, { waitUntil: 'networkidle' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.locator('.rb-command pre').evaluate((pre) => {
      const code = pre.querySelector('code span') ?? pre;
      return [getComputedStyle(pre).backgroundColor, getComputedStyle(code).color];
    });
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  });
});
