import { describe, expect, it } from 'vitest';
import { budgetEdits } from '../../../src/drill/budget-edits.ts';
import { executionText } from '../../../src/drill/execution-text.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';

const text = [
  '# Shop',
  '',
  '## Steps',
  '',
  '### Step 1: Look (30 seconds)',
  '',
  '```bash {effect=read budget=20s}',
  'ls (30 seconds)',
  '```',
  '',
  '### Step 2: Go back (~1-2 min)\t',
  '',
  'Done in (30 seconds).',
  '',
  '```bash {effect=write}',
  'cd .',
  '```',
  '',
  '### Step 3: Verify <!-- #verify -->',
  '',
  '```bash {effect=read}',
  'ls',
  '```',
  '',
].join('\r\n');

function runbookOf(source: string) {
  const { runbook } = parseRunbook(source);
  if (runbook === undefined) throw new Error('it is a runbook');
  return runbook;
}

const suggest = (source: string, ...ms: readonly number[]) => {
  const { steps } = runbookOf(source);
  return budgetEdits(
    source,
    { steps },
    steps.flatMap(({ id }, index) => (ms[index] === undefined ? [] : [{ id, suggestedMs: ms[index] }])),
  );
};

describe('a suggested budget', () => {
  it('takes the place of the one in the heading, and nothing else changes', () => {
    expect(suggest(text, 70_000, 120_000, 60_000)).toBe(
      text
        .replace('Look (30 seconds)', 'Look (70 seconds)')
        .replace('(~1-2 min)', '(2 minutes)')
        .replace('Verify <!--', 'Verify (1 minute) <!--'),
    );
  });

  it('is written as short as the one that was there', () => {
    const short = text.replace('(30 seconds)', '(30s)');
    expect(suggest(short, 70_000)).toBe(short.replace('Look (30s)', 'Look (70s)'));
  });

  it('changes no id and nothing of what is executed', () => {
    const changed = suggest(text, 70_000, 120_000, 60_000);
    expect(runbookOf(changed).steps.map(({ id }) => id)).toEqual(runbookOf(text).steps.map(({ id }) => id));
    expect(executionText(runbookOf(changed))).toBe(executionText(runbookOf(text)));
  });
});

describe('what is executed', () => {
  const executed = (source: string) => executionText(runbookOf(source));

  it.each([
    ['prose', text.replace('Done in', 'Now done in')],
    ['the title', text.replace('# Shop', '# The shop')],
    ['a budget of an action', text.replace('budget=20s', 'budget=40s')],
    ['a line above', `\r\n\r\n${text}`],
  ])('is the same with other words: %s', (_, changed) => {
    expect(executed(changed)).toBe(executed(text));
  });

  it.each([
    ['a command', text.replace('cd .', 'cd ..')],
    ['an effect', text.replace('effect=write', 'effect=destructive')],
    ['a step', text.replace('### Step 3: Verify <!-- #verify -->', '### Step 3: Look again')],
    ['what is expected', `${text}\r\nExpected output:\r\n\r\n\`\`\`text\r\nshop\r\n\`\`\`\r\n`],
    ['a criterion', `${text}\r\n## Success Criteria\r\n\r\n- [ ] It runs\r\n`],
    ['an input', `---\r\nrunbook:\r\n  inputs:\r\n    pod: { type: string }\r\n---\r\n${text}`],
  ])('is another one with another: %s', (_, changed) => {
    expect(executed(changed)).not.toBe(executed(text));
  });
});
