import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { documentRules } from '../../../src/lint/document-rules.ts';
import { inStep, lintExample } from './lint-example.ts';

const own = new Set<string>(documentRules.map(({ code }) => code));

function found(text: string, file?: string, exists?: (path: string) => boolean): readonly string[] {
  return lintExample({ as: 'runbook', text, ...(file === undefined ? {} : { file }) }, exists)
    .filter(({ code }) => own.has(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`)
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

function fixed(text: string): string {
  const fixes = lintExample({ as: 'runbook', text }).flatMap((one) =>
    own.has(one.code) && one.fix?.certainty === 'safe' ? [one.fix] : [],
  );
  return applyFixes(text, fixes).text;
}

const step = inStep('bash', 'uptime');

describe('prose', () => {
  it.each([
    ['Take <pod-name> and go on.', ['3:6 html-swallowed-placeholder']],
    ['- Take **<pod-name>** and go on.', ['3:10 html-swallowed-placeholder']],
    ['> Take <pod-name> and go on.', ['3:8 html-swallowed-placeholder']],
    ['Run `rm -rf /data` there.', ['3:5 inline-destructive-command']],
    ['See [it](gone.md).', ['3:5 broken-relative-link']],
    ['![graph](gone.png)', ['3:1 broken-relative-link']],
    ['See [it][1].\n\n[1]: gone.md', ['3:5 broken-relative-link']],
    ['See [below](#nowhere).', ['3:5 broken-relative-link']],
    ['TODO find the pod', ['3:1 todo-left']],
    ['**Last reviewed:** 2025-01-31', ['3:20 review-overdue']],
    ['## Nothing\n\n## Something\n\nText', ['3:1 empty-section']],
  ])('that misleads is named at its words: %s', (text, wanted) => {
    expect(found(step.replace('\n\n', `\n\n${text}\n\n`))).toEqual(wanted);
  });

  it.each([
    'Take `<pod-name>` and go on.',
    'A line<br>break, <kbd>Ctrl-C</kbd> and <details><summary>more</summary>text</details>.',
    '<!-- a comment -->',
    'Mail <ops@example.com> or see <https://example.com/a>.',
    'It takes < 5 minutes, or a <b, c> d.',
    'Never run `rm -rf /data` there.',
    'Ask with `kubectl auth can-i delete pods -n shop`.',
    'Do not use `kubectl delete ns shop`.',
    'Look with `kubectl get pods -n shop`; `rm` removes files.',
    'See [there](there.md), [there](there.md#part), [there](<there.md>), ![graph](image.png).',
    'See [the site](https://example.com/x), [mail](mailto:a@example.com), [root](/docs/x), [top](#top).',
    'See [the step](#step-1-do-it-1-minute).',
    'See [a template]({{ site }}/x).',
    'A mastodon is no to-do; `TODO` is a word here.',
    '**Last reviewed:** 2026-01-31',
    '**Last reviewed:** by Mira',
    '## Notes\n\n### Detail\n\nText',
    '## Table\n\n| a | b |\n| --- | --- |\n| 1 | 2 |',
    '## Picture\n\n<img src="image.png" alt="graph">',
  ])('that is right is left alone: %s', (text) => {
    expect(found(step.replace('\n\n', `\n\n${text}\n\n`))).toEqual([]);
  });
});

describe('a fence', () => {
  it('loses its prompts, and nothing else', () => {
    const text = inStep('bash', '$ kubectl get pods \\\n> -n shop\n\n# look\n$ kubectl get "$X"  ');
    expect(found(text)).toEqual(['8:1 prompt-in-fence']);
    const after = fixed(text);
    expect(after).toContain('\nkubectl get pods \\\n');
    expect(after).toContain('\nkubectl get "$X"  \n');
    expect(found(after)).toEqual([]);
  });

  it.each(['echo "$ 5"', 'echo a\necho "costs $ 5"', 'console'])('without prompts keeps its text: %s', (code) => {
    const text = code === 'console' ? inStep('console', '$ uptime') : inStep('bash', code);
    expect(found(text)).toEqual([]);
  });

  it('is indented below the item that it belongs to', () => {
    const text =
      '# Restart\r\n\r\n1. Stop:\r\n\r\n```bash\r\nsystemctl stop shop\r\n\r\n```\r\n\r\n2. Start:\r\n\r\n```bash\r\nsystemctl start shop\r\n```\r\n';
    expect(found(text)).toEqual(['5:1 list-split-by-fence']);
    const after = fixed(text);
    expect(after).toBe(
      text.replace(/^```bash\r\nsystemctl stop shop\r\n\r\n```/m, '   ```bash\r\n   systemctl stop shop\r\n\r\n   ```'),
    );
    expect(found(after)).toEqual([]);
  });

  it('without a language is given the one that it surely has', () => {
    const text = inStep('', 'kubectl get pods\nkubectl get nodes');
    expect(found(text)).toEqual(['7:1 fence-language-missing']);
    expect(fixed(text)).toBe(inStep('bash', 'kubectl get pods\nkubectl get nodes'));
  });
});

describe('MDX', () => {
  it.each([
    ['It takes {long}.', ['3:10 mdx-hazard']],
    ['It takes <5 minutes.', ['3:10 mdx-hazard']],
    ['See <https://example.com>.', ['3:5 mdx-hazard']],
    ['It takes `{long}` and `<x>`.', []],
    ['Plain text.', []],
  ])('takes for code: %s', (text, wanted) => {
    const all = found(step.replace('\n\n', `\n\n${text}\n\n`), 'page.mdx');
    expect(all.filter((one) => one.endsWith('mdx-hazard'))).toEqual(wanted);
  });
});

describe("the project's own runbooks and documents", () => {
  const root = resolve(import.meta.dirname, '../../..');
  const files = readdirSync(resolve(root, 'runbooks'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `runbooks/${name}`);

  it.each(files)('have no finding: %s', (name) => {
    const exists = (path: string) => existsSync(resolve(root, dirname(name), path));
    expect(found(readFileSync(resolve(root, name), 'utf8'), name, exists)).toEqual([]);
  });
});
