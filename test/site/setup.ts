import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build, findChromium, installSite, serve, siteFolder, writeReference } from './sites.ts';

/** The project's own site, built and served; `missing` says why it cannot be looked at. */
export type GivenSite =
  | { readonly url: string; readonly chromium: string; readonly output: string }
  | { readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly site: GivenSite;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const chromium = findChromium();
  if (chromium === undefined)
    return without('there is no Chromium on PATH (Debian: apt-get install chromium)', project);
  try {
    installSite();
  } catch (error) {
    return without(`Docusaurus could not be installed: ${error instanceof Error ? error.message : error}`, project);
  }
  writeReference();
  const out = mkdtempSync(join(tmpdir(), 'runbook-own-site-'));
  const { code, output } = await build(siteFolder, out);
  if (code !== 0) throw new Error(`the site could not be built:\n${output}`);
  const served = await serve(out);
  project.provide('site', { url: served.url, chromium, output });
  return async () => {
    await served[Symbol.asyncDispose]();
    rmSync(out, { recursive: true, force: true });
  };
}

/** On the machine that decides what is merged, what cannot be tested is a failure. */
function without(missing: string, project: TestProject): undefined {
  if (process.env['CI'] === 'true') throw new Error(`the site cannot be tested: ${missing}`);
  process.stderr.write(`NOT TESTED: the site in a browser: ${missing}\n`);
  project.provide('site', { missing });
  return undefined;
}
