import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { browse } from './browser.ts';
import { type Built, build, createSite, root, type Served, serve } from './sites.ts';

const given = inject('site');
const hazards = join(root, 'test/fixtures/hazards');
const names = readdirSync(hazards).filter((name) => name.endsWith('.md'));

/** As such pages are met in wikis: HTML, templates, links to nowhere, front matter that is no YAML. */
const around = [
  '<div align="center"><img src="logo.png"></div>\n\n',
  '---\ntitle: {{ .Title }}: draft\n---\n\n',
  ':::note\nOnly for <team>!\n:::\n\n',
  'See [the wiki](../Other Page.md), [there](/wiki/x.md), ![a picture](missing.png) and [this][nowhere].\n\n[nowhere]: ../../x.md\n\n',
  '# Owner: platform\n\n# Again\n\n# Again\n\n',
  '<td><aを参照してください</td>\n\n<pod-name>\n**bold** {{ value }} {#id}\n\n',
];

describe.skipIf('missing' in given)('300 pages of a wiki', () => {
  const chromium = 'missing' in given ? '' : given.chromium;
  const out = mkdtempSync(join(tmpdir(), 'runbook-wiki-out-'));
  let built: Built;
  let served: Served;
  const pages = Array.from({ length: 300 }, (_, index): [string, string] => {
    const text = readFileSync(join(hazards, names[index % names.length] ?? ''), 'utf8');
    const lead = around[Math.floor(index / names.length) % around.length] ?? '';
    const before = index % 7 === 0 ? (around[index % around.length] ?? '') : lead;
    return [`runbooks/page-${index}.md`, before + text];
  });
  beforeAll(async () => {
    using site = createSite(Object.fromEntries(pages));
    built = await build(site.folder, out);
    served = await serve(out);
  });
  afterAll(async () => {
    await served?.[Symbol.asyncDispose]();
    rmSync(out, { recursive: true, force: true });
  });

  test('are built, each of them', () => {
    expect([built.code, built.code === 0 ? '' : built.output]).toEqual([0, '']);
    const written = readdirSync(join(out, 'runbooks')).filter((name) => name.startsWith('page-'));
    expect(written).toHaveLength(300);
  });

  test('say what their fences say, and execute nothing', async () => {
    await using browsing = await browse(chromium, { scripts: false });
    // Each of the hazards, and of those after them each that has another beginning.
    const looked = [...pages.keys()].filter((index) => index < names.length || index % 7 === 0);
    for (const index of looked) {
      const name = names[index % names.length] ?? '';
      await browsing.page.goto(`${served.url}/runbooks/page-${index}`);
      const text = (await browsing.page.innerText('main')).replace(/\s+/g, '');
      const missing = codeLines(readFileSync(join(hazards, name), 'utf8')).filter(
        (line) => !text.includes(line) && !text.includes(withoutPrompt(line)),
      );
      expect([name, missing]).toEqual([name, []]);
      expect([index, await browsing.page.locator('main script, main iframe, main [onclick]').count()]).toEqual([
        index,
        0,
      ]);
    }
  });
});

/** The lines of all fences, without blanks. */
function codeLines(text: string): readonly string[] {
  return [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(([, code = '']) =>
    code
      .split('\n')
      .map((line) => line.replace(/\s+/g, ''))
      .filter((line) => line !== ''),
  );
}

/** Where every command of a fence has one, commands are shown as they can be copied. */
function withoutPrompt(line: string): string {
  return line.replace(/^(?:\[?[\w.-]+@[\w.~:-]+\]?)?[>$#%]/, '');
}
