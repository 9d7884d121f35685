import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { root } from './sites.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export interface Browsing extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What pages have complained of: errors, warnings, requests that failed. */
  readonly complaints: string[];
}

export interface BrowseOptions {
  readonly width?: number;
  readonly scripts?: boolean;
  readonly scheme?: 'light' | 'dark';
}

/** A browser with a profile of its own, and one page. */
export async function browse(executablePath: string, options: BrowseOptions = {}): Promise<Browsing> {
  const profile = mkdtempSync(join(tmpdir(), 'runbook-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    viewport: { width: options.width ?? 1_280, height: 900 },
    javaScriptEnabled: options.scripts ?? true,
    colorScheme: options.scheme ?? 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    // An image of a hostile text that nobody has.
    if (message.location().url.endsWith('/runbooks/x')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    context,
    page,
    complaints,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page, one line each. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe has put itself there
    const { violations } = await (window as any).axe.run(document);
    return violations.flatMap((violation: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }) =>
      violation.nodes.map(({ target, failureSummary }) => `${violation.id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/** Ids that stand on the page more than once. */
export async function doubledIds(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  });
}
