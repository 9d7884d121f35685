import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings, browse, doubledIds } from './browser.ts';
import { shopSite } from './shop-site.ts';
import type { BuiltSite } from './sites.ts';

const given = inject('site');

describe.skipIf('missing' in given)('a site of somebody', () => {
  const chromium = 'missing' in given ? '' : given.chromium;
  let site: BuiltSite;
  beforeAll(async () => {
    site = await shopSite();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());
  const page = (name = 'shop') => `${site.url}/runbooks/${name}`;

  test('is told what is wrong with its runbooks, with file and line', () => {
    expect(site.output).toMatch(/\[WARNING\] These runbooks have errors/);
    expect(site.output).toMatch(/runbooks\/broken\.md:7:\d+ .*effect/);
    expect(site.output).toMatch(/runbooks\/shop\.md:\d+:\d+ /);
  });

  test('executes nothing of what stands in a text, and shows it', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    expect(await browsing.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await browsing.page.locator('main script, main iframe, [onerror], [href^=javascript]').count()).toBe(0);
    const text = await browsing.page.innerText('main');
    expect(text).toContain('Look at <pod-name> and {braces} first, then at app:v1.1.0 and prod[1].');
    expect(text).toContain('<title>not a title</title>');
    expect(text).toContain('<region>');
    expect(await browsing.page.title()).toBe('ROLLBACK RUNBOOK: shop | Ours');
    expect(await browsing.page.locator('kbd', { hasText: 'Ctrl' }).count()).toBeGreaterThan(0);
  });

  test('says at the top what it is for, and how long it really takes', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    const head = await browsing.page.innerText('.rb-head');
    expect(head).toContain('Bring the last version of shop back');
    expect(head).toContain('Nobody can buy anything');
    expect(head).toContain('runbook run shop.md');
    expect(head).toMatch(/budget\s+5:00\s+p50 2:10, max of 3 2:40/);
    expect(head).toMatch(/Fresh: drilled \d+ days ago by jonas, who did not write it, 2:40 of 5:00/);
    const text = await browsing.page.innerText('main');
    expect(text).not.toContain('When to use:');
    expect(await browsing.page.locator('.rb-drills').innerText()).toMatch(/Go Back\s+2:00\s+1:40\s+2:10\s+2:10/);
  });

  test('fills what is typed into what is shown and copied, whatever it holds', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    await browsing.page.getByLabel('Version to restore').fill('v1.2.0');
    const hostile = `it's "$(rm -rf /)" \`id\` <script>`;
    await browsing.page.getByLabel('What to write down').fill(hostile);
    const quoted = `'it'\\''s "$(rm -rf /)" \`id\` <script>'`;
    const command = browsing.page.locator('.rb-command', { hasText: 'rollback --to' });
    const wanted = `shopctl rollback --to=v1.2.0 --note ""${quoted}""`;
    await expect.poll(() => command.locator('pre').innerText()).toBe(`${wanted}\n`);
    await command.hover();
    await command.getByRole('button', { name: /copy/i }).click();
    expect(await browsing.page.evaluate(() => navigator.clipboard.readText())).toBe(wanted);
    await browsing.page.getByRole('button', { name: 'copy a link with these values' }).click();
    const link = await browsing.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('#with:version=v1.2.0');
    expect(await browsing.page.getByLabel('Token of the registry').count()).toBe(0);
    await browsing.page.goto('about:blank');
    await browsing.page.goto(link, { waitUntil: 'networkidle' });
    await expect.poll(() => browsing.page.getByLabel('What to write down').inputValue()).toBe(hostile);
    expect(await browsing.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  test('lets one choose by the keyboard alone', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    const [first, second] = [browsing.page.getByRole('tab').nth(0), browsing.page.getByRole('tab').nth(1)];
    await first.focus();
    await browsing.page.keyboard.press('ArrowRight');
    expect(await second.getAttribute('aria-selected')).toBe('true');
    const panel = browsing.page.getByRole('tabpanel');
    expect(await panel.innerText()).toContain('shopctl restart <pod-name>');
    expect(await panel.innerText()).toContain('It asks nobody.');
    await browsing.page.getByLabel('pod-name').fill('shop-1');
    expect(await panel.innerText()).toContain('shopctl restart "shop-1"');
  });

  test('is all there without scripts', async () => {
    await using browsing = await browse(chromium, { scripts: false });
    await browsing.page.goto(page());
    const text = await browsing.page.innerText('main');
    for (const said of ['A: By version (FASTEST)', 'B: By hand', 'shopctl restart <pod-name>', 'shopctl rollback'])
      expect(text).toContain(said);
    expect(text).toContain('Only if the release is broken. Is it so? Yes: do this. No: skip it.');
    expect(text).toContain('DESTRUCTIVE');
    expect(text).toMatch(/drilled 2026-11-15 by jonas/);
    await browsing.page.goto(`${site.url}/runbooks`);
    expect(await browsing.page.innerText('main')).toContain('4 runbooks, 3 to be drilled');
  });

  test('leads to each step by its id and by the anchor that GitHub gives, and to its help and its undo', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    const ids = await browsing.page.evaluate(() => [...document.querySelectorAll('main [id]')].map(({ id }) => id));
    for (const id of ['look', 'step-1-look-20-seconds', 'go-back', 'step-2-go-back-2-minutes', 'look.1'])
      expect(ids).toContain(id);
    const anchors = await browsing.page.evaluate(() =>
      [...document.querySelectorAll('main a[href^="#"]')].map((link) =>
        decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''),
      ),
    );
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([]);
    const cache = browsing.page.locator('.rb-step', { hasText: 'cache drop' });
    expect(await cache.innerText()).toMatch(/If something is wrong: Basket shows yesterday's prices/);
    expect(await browsing.page.getByRole('link', { name: 'the script' }).count()).toBe(1);
    expect(await browsing.page.getByRole('link', { name: 'nothing' }).count()).toBe(0);
  });

  test('shows what is overdue first, and nothing else where one wants that', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(`${site.url}/runbooks`, { waitUntil: 'networkidle' });
    const titles = () => browsing.page.locator('.rb-entry h2').allInnerTexts();
    expect((await titles()).at(-1)).toBe('ROLLBACK RUNBOOK: shop');
    await browsing.page.getByLabel('only overdue').focus();
    await browsing.page.keyboard.press('Space');
    await expect.poll(titles).toEqual(['Broken', 'Long', 'Look at other']);
    expect(await browsing.page.getByRole('status').innerText()).toBe('3 of 4 shown');
  });

  test('turns dark by the keyboard', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    const theme = () => browsing.page.evaluate(() => document.documentElement.dataset['theme']);
    const toggle = browsing.page.getByRole('button', { name: /dark and light/i });
    await toggle.focus();
    for (let press = 0; press < 3 && (await theme()) !== 'dark'; press += 1)
      await browsing.page.keyboard.press('Enter');
    expect(await theme()).toBe('dark');
  });

  test('draws each step over time, and says the same in tables', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    const charts = browsing.page.locator('.rb-chart');
    expect(await charts.count()).toBe(4);
    expect(await charts.first().locator('rect').count()).toBe(6);
    await browsing.page.getByText('Every drill').click();
    const rows = await browsing.page.locator('.rb-history tbody tr').allInnerTexts();
    const [day, drill, who, where] = ['10:00', 'drill', 'jonas', 'staging'];
    expect(rows.map((row) => row.split(/\s+/))).toEqual([
      ['2026-11-16', day, drill, 'failed', who, where, '1:50', '0:22', '0:10', '1:20', '0:20'],
      ['2026-11-15', day, drill, 'succeeded', who, where, '2:40', '0:32', '0:10', '2:10', '0:20'],
      ['2026-11-08', day, drill, 'succeeded', who, where, '2:10', '0:26', '0:10', '1:40', '0:20'],
      ['2026-11-01', day, drill, 'succeeded', who, where, '2:00', '0:24', '0:10', '1:30', '0:20'],
    ]);
  });

  test('finds a runbook by a symptom', async () => {
    await using browsing = await browse(chromium);
    await browsing.page.goto(`${site.url}/search?q=yesterday`, { waitUntil: 'networkidle' });
    await expect.poll(() => browsing.page.innerText('body'), { timeout: 20_000 }).toMatch(/yesterday's prices/);
    await browsing.page
      .getByRole('link', { name: /shop|Troubleshooting/ })
      .first()
      .click();
    await expect.poll(() => browsing.page.url()).toContain('/runbooks/shop');
  });

  test('is black on white on paper, with every option and room for times', async () => {
    await using browsing = await browse(chromium, { scheme: 'dark' });
    await browsing.page.goto(page(), { waitUntil: 'networkidle' });
    await browsing.page.emulateMedia({ media: 'print' });
    for (const text of ['shopctl rollback', 'shopctl restart', 'started ____:____'])
      expect([text, await browsing.page.getByText(text).first().isVisible()]).toEqual([text, true]);
    for (const hidden of await browsing.page.locator('.navbar, .rb-tabs, .pagination-nav').all())
      expect(await hidden.isVisible()).toBe(false);
    const colours = await browsing.page.evaluate(() =>
      ['h1', '.rb-step p', '.rb-command code span', '.rb-effect'].map(
        (one) => getComputedStyle(document.querySelector(one) ?? document.body).color,
      ),
    );
    expect(new Set(colours)).toEqual(new Set(['rgb(0, 0, 0)']));
  });

  test.each(['light', 'dark'] as const)('holds its form: %s, narrow, 500 steps', async (scheme) => {
    await using browsing = await browse(chromium, { scheme, width: 360 });
    for (const name of ['shop', 'other', 'long']) {
      await browsing.page.goto(page(name), { waitUntil: 'networkidle' });
      expect([name, await browsing.page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, 360]);
      expect([name, await doubledIds(browsing.page)]).toEqual([name, []]);
      if (name !== 'long') expect([name, await axeFindings(browsing.page)]).toEqual([name, []]);
    }
    expect(browsing.complaints).toEqual([]);
  });
});
