import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { appendDrillRecord } from '../../src/journal/drill-records.ts';
import { drillRecord } from '../unit/drill/drill-record.ts';
import { browse } from './browser.ts';
import { type BuiltSite, buildAndServe, createSite, type SiteFolder } from './sites.ts';
import { severalRunbook, switchRunbook } from './switch-runbook.ts';

const given = inject('site');

function drillSecond({ project }: SiteFolder): void {
  const { digest: _digest, prev: _prev, ...facts } = drillRecord('2026-11-01T10:00:00.000Z', { look: 10, switch: 30 });
  appendDrillRecord(join(project, 'runbooks/.drills/several#start-producers.jsonl'), facts);
}

describe.skipIf('missing' in given)('a page of a runbook that says much', () => {
  const chromium = 'missing' in given ? '' : given.chromium;
  let built: BuiltSite;
  beforeAll(async () => {
    using site = createSite({
      'runbooks/switch.md': switchRunbook,
      'runbooks/several.md': severalRunbook,
      'runbooks/refused.md':
        '# The *Refused*\n\n## Steps\n\n### Step 1: Look\n\n```bash {effect=read needs=nothing}\nuptime\n```\n',
    });
    drillSecond(site);
    built = await buildAndServe(site);
  });
  afterAll(() => built?.[Symbol.asyncDispose]());
  const open = async (page: Page, name: string) =>
    await page.goto(`${built.url}/runbooks/${name}`, { waitUntil: 'networkidle' });
  const commandOf = (page: Page, text: string) => page.locator('.rb-command', { hasText: text });

  test('says of each command what the plan says in the terminal', async () => {
    await using browsing = await browse(chromium);
    await open(browsing.page, 'switch');
    const facts = async (text: string) => await commandOf(browsing.page, text).locator('.rb-command-facts').innerText();
    const words = (text: string) => text.split(/\n+/);
    expect(words(await facts('test -d'))).toEqual([
      'read',
      'in /tmp',
      'up to 3 attempts',
      'until it succeeds, for 0:30',
    ]);
    expect(words(await facts('switchctl use'))).toEqual([
      'WRITE',
      'in the background',
      'asks to type the name of its target',
    ]);
    expect(words(await facts('switchctl note'))).toEqual(['WRITE', 'only in staging', 'asks before']);
    expect(words(await facts('switchctl explode'))).toEqual(['nothing', 'shown, not run: Its author says run=never']);
    const undo = browsing.page.locator('.rb-step', { hasText: 'switchctl back' });
    expect(await undo.locator('.rb-step-facts .rb-effect').innerText()).toBe('WRITE');
    expect(await browsing.page.innerText('main')).toContain('WARNING: Only if the line is dead.');
  });

  test('leaves out nothing that its author wrote at the top', async () => {
    await using browsing = await browse(chromium);
    await open(browsing.page, 'switch');
    const head = await browsing.page.innerText('.rb-head');
    for (const fact of [
      'Alice',
      '2026-10-01',
      'kubectl, $SWITCH_TOKEN',
      'context kind-staging, namespace switch',
      'prod-eu',
    ])
      expect(head).toContain(fact);
  });

  test('fills in what an environment, a default and a person say, and says what is missing', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch');
    const look = commandOf(page, 'test -d');
    expect(await look.locator('pre').innerText()).toBe(
      'test -d "$SITE/v1.0.0" && scale <pod-name> to "<pod-name>" "3"\n',
    );
    expect(await look.locator('.rb-open').innerText()).toBe('still to be given: $SITE');
    expect(await page.getByLabel('quick').inputValue()).toBe('false');
    expect(await commandOf(page, 'switchctl use').locator('pre').innerText()).toContain('--quick=false');
    await page.getByLabel('environment').selectOption('production');
    await page.getByLabel('version').fill('v2.0.0');
    await expect
      .poll(() => look.locator('pre').innerText())
      .toBe('test -d "/srv/production/v2.0.0" && scale <pod-name> to "<pod-name>" "3"\n');
    await page.getByLabel('pod-name').fill('a b');
    await expect.poll(() => look.locator('pre').innerText()).toContain(`scale "a b" to "a b" "3"`);
    expect(await look.locator('.rb-open').count()).toBe(0);
    expect(await page.locator('.rb-head').innerText()).toContain(
      "runbook run switch.md --env production --set 'version=v2.0.0' --set 'pod_name=a b'",
    );
  });

  test('fills a request in as it is sent, and leaves alone what nobody knows', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch');
    const request = commandOf(page, 'POST');
    const lines = async () => (await request.locator('pre').innerText()).split(/\n+/);
    expect(await request.locator('.rb-open').innerText()).toBe('still to be given: $NAME, $HOST');
    await page.getByLabel('environment').selectOption('staging');
    await page.getByLabel('name $NAME', { exact: true }).fill('a "b" & c');
    const filled = [
      'POST https://stg.example.com/notes?of=a%20%22b%22%20%26%20c',
      'Content-Type: application/json',
      `{"text": ${JSON.stringify('a "b" & c')}, "count": 3, "by": "\${WHO}"}`,
      '',
    ];
    await expect.poll(lines).toEqual(filled);
    expect(await request.locator('.rb-open').count()).toBe(0);
  });

  test('fills in nothing that an input may not be, and says why', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch');
    await page.getByLabel('version').fill('latest');
    await page.getByLabel('ticket').fill('x y');
    await expect
      .poll(() => page.locator('.rb-problem').allInnerTexts())
      .toEqual(['not filled in: it must be a version such as v1.4.2', 'not filled in: it must match INC-[0-9]+']);
    expect(await commandOf(page, 'test -d').locator('pre').innerText()).toContain('"$SITE/$VERSION"');
    expect(await commandOf(page, 'switchctl use').locator('pre').innerText()).toContain('--ticket=$TICKET');
  });

  test('never makes code of a value, whatever a command nests', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    const hostile = `$(echo no)\`echo no\`'"`;
    await page.goto(`${built.url}/runbooks/switch#with:name=${encodeURIComponent(hostile)}`, {
      waitUntil: 'networkidle',
    });
    const command = commandOf(page, 'printf');
    await command.hover();
    await command.getByRole('button', { name: /copy/i }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(execFileSync('bash', ['-c', copied], { encoding: 'utf8' })).toBe(`[${hostile}]`);
    await page.evaluate(() => window.location.replace('#with:name=other'));
    await expect.poll(() => page.getByLabel('name', { exact: false }).last().inputValue()).not.toBe(hostile);
    await expect.poll(() => command.locator('pre').innerText()).toContain('export NAME=other');
  });

  test('keeps what was typed while the tab is open', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch');
    await page.getByLabel('ticket').fill('INC-7');
    await open(page, 'several');
    await open(page, 'switch');
    await expect.poll(() => page.getByLabel('ticket').inputValue()).toBe('INC-7');
  });

  test('hears a link once: what is typed later holds, also when the page is loaded again', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch#with:ticket=INC-1&quick=no&%3Aenv=staging');
    const ticket = page.getByLabel('ticket');
    await expect.poll(() => ticket.inputValue()).toBe('INC-1');
    expect(page.url()).not.toContain('INC-1');
    expect(await page.getByLabel('quick').inputValue()).toBe('false');
    const head = await page.innerText('.rb-head');
    expect(head).toContain("runbook run switch.md --env staging --set 'ticket=INC-1' copy");
    await open(page, 'several');
    await open(page, 'switch');
    await expect.poll(() => ticket.inputValue()).toBe('INC-1');
    await ticket.fill('INC-2');
    await page.reload({ waitUntil: 'networkidle' });
    await expect.poll(() => ticket.inputValue()).toBe('INC-2');
    await page.evaluate(() => {
      const kept = Object.keys(sessionStorage).find((key) => key.endsWith('/switch')) ?? '';
      sessionStorage.setItem(kept, '{"values":{"ticket":"INC-3","gone":"x"},"environment":"gone"}');
    });
    await page.reload({ waitUntil: 'networkidle' });
    await expect.poll(() => ticket.inputValue()).toBe('INC-3');
    expect(await page.innerText('.rb-head')).not.toContain('gone');
    expect(await page.getByLabel('count').inputValue()).toBe('3');
  });

  test('shows the heading of a step that an address leads to', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'switch#switch');
    const heading = page.getByRole('heading', { name: 'Step 2: Switch' });
    const bar = await page.locator('.navbar').boundingBox();
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeGreaterThan((bar?.height ?? 0) - 1);
  });

  test('offers no run of what is refused, and says why', async () => {
    await using browsing = await browse(chromium);
    await open(browsing.page, 'refused');
    const head = await browsing.page.innerText('.rb-head');
    expect(head).toMatch(/runbook run refuses this file, because of an error:\s+Line \d+: /);
    expect(head).not.toContain('runbook run refused.md');
    expect(built.output).toContain('runbooks/refused.md:7:');
  });

  test('takes each of several procedures as a runbook of its own', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, 'several');
    const head = await page.innerText('.rb-head');
    expect(head).toContain("runbook run 'several.md#stop-producers'");
    expect(head).toContain("runbook run 'several.md#start-producers'");
    expect(head).toMatch(/stop producers: budget\s+2:00\s+Never drilled\s+start producers: budget\s+2:00\s*p50 0:40/);
    expect(head).toContain('The steps of start producers: 0:50 in all');
    const cards = await page.locator('.rb-step').allInnerTexts();
    const commands = ['queuectl who --produces', 'queuectl stop', 'queuectl who --stopped', 'queuectl start'];
    expect(cards).toHaveLength(commands.length);
    for (const [index, command] of commands.entries()) expect(cards[index]).toContain(command);
    expect(cards[3]).toContain('Only if somebody waits.');
    const history = page.locator('.rb-drills section:has(> h3)');
    expect((await history.nth(0).innerText()).split(/\n+/)).toEqual([
      'stop producers',
      "Nobody has drilled it yet: runbook drill 'several.md#stop-producers'",
    ]);
    expect(await history.nth(1).innerText()).toMatch(/Switch\s+0:30\s+0:30/);
    expect(cards[3]).toMatch(/budget\s+0:30\s*p50 0:30/);
    expect(cards[1]).not.toContain('p50');
    await open(page, '');
    const titles = () => page.locator('.rb-entry h2').allInnerTexts();
    expect((await titles()).toSorted()).toEqual([
      'Queue: start producers',
      'Queue: stop producers',
      'Switch the network',
      'The Refused',
    ]);
    expect(built.output).not.toContain('several.md');
  });

  test('finds runbooks by words, services, owners and tags, and tells of it in its address', async () => {
    await using browsing = await browse(chromium);
    const { page } = browsing;
    await open(page, '');
    const titles = () => page.locator('.rb-entry h2').allInnerTexts();
    await page.getByLabel('service').selectOption('queue');
    await expect.poll(titles).toEqual(['Queue: stop producers', 'Queue: start producers']);
    await page.getByLabel('words').fill('START queue');
    await expect.poll(titles).toEqual(['Queue: start producers']);
    await page.reload({ waitUntil: 'networkidle' });
    await expect.poll(titles).toEqual(['Queue: start producers']);
    await page.getByLabel('words').fill('');
    await page.getByLabel('service').selectOption('all');
    await page.getByLabel('owner').selectOption('switch-team');
    await expect.poll(titles).toEqual(['Switch the network']);
  });
});
