import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { fence } from './read-model.ts';

const head = '# Title\n\n## Steps\n\n### Do it\n\n';
const numbered = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join('');

const texts: Readonly<Record<string, (count: number) => string>> = {
  headings: (count) => `# Title\n\n${numbered(count * 4, (index) => `## Heading ${index}\n\n`)}`,
  'steps of one name': (count) => `# Title\n\n## Steps\n\n${'### Same\n\n'.repeat(count * 2)}`,
  'repeated first steps': (count) => `# Title\n\n${'## Step 1: Same\n\n'.repeat(count * 2)}`,
  'fences of one step': (count) => head + `${fence('bash', 'true')}\n\n`.repeat(count * 2),
  conditions: (count) => head + `If so:\n\n${fence('bash', 'true')}\n\nDone.\n\n`.repeat(count),
  alternatives: (count) => head + `${fence('bash', 'true')}\n\nOr:\n\n`.repeat(count),
  'items of a checklist': (count) => head + '- [ ] Is it up?\n'.repeat(count * 4),
  'lines of a fence': (count) => head + fence('bash', 'true\n\n'.repeat(count * 8)),
  'options of a fence': (count) => head + fence('bash', '# Option A: x\ntrue\n\n'.repeat(count * 4)),
  'lines of SQL': (count) => head + fence('sql', "SELECT 'a';\n\n".repeat(count * 8)),
  'names that are not defined': (count) =>
    head + numbered(count, (index) => `${fence(`bash {when=x${index}}`, 'true')}\n\n`),
  'ids that stand twice': (count) => head + `${fence('bash {id=a}', 'true')}\n\n`.repeat(count),
  attributes: (count) => head + fence(`bash {${'foo '.repeat(count * 4)}}`, 'true'),
  'lines of prose': (count) => `# Title\n\n${'some words\n'.repeat(count * 8)}`,
  'paragraphs with links': (count) => `# Title\n\n${'See **[this](https://example.com)**.\n\n'.repeat(count * 2)}`,
  'keys of the front matter': (count) =>
    `---\nrunbook:\n  inputs:\n${numbered(count, (index) => `    k${index}: {}\n`)}---\n${head}`,
  'lines of a quote': (count) => `# Title\n\n${'> x\n'.repeat(count * 4)}`,
  'rows of a table': (count) => `# Title\n\n| a | b |\n| - | - |\n${'| c | d |\n'.repeat(count * 2)}`,
};

// How long they take is measured nowhere here: a ratio of a few milliseconds says more about the machine than about us.
describe('a large text is read to its end, well within the limit of a test', () => {
  it.each(Object.entries(texts))('%s', (_, of) => {
    expect(parseRunbook(of(1_000)).runbook?.title).toBe('Title');
  });
});

describe('thirty thousand headings', () => {
  it('are read', () => {
    const text = `# Title\n\n## Steps\n\n${numbered(30_000, (index) => `### S${index}\n`)}`;
    const { runbook, diagnostics } = parseRunbook(text);
    expect([diagnostics, runbook?.steps.length, runbook?.steps.at(-1)?.id]).toEqual([[], 30_000, 's29999']);
  }, 120_000);
});
