import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import type { DiagnosticCode } from '../../../src/diagnostics/codes.ts';
import { bash, fixed, fixOf, found, placesOf, step } from './language-text.ts';

describe('a name that nothing has', () => {
  it.each<[DiagnosticCode, string, string]>([
    ['unknown-attribute', 'timeout=30s cofirm', 'timeout=30s confirm'],
    ['unknown-attribute', '"effct":"read","name":"effct"', '"effect":"read","name":"effct"'],
    ['unknown-step', 'effect=read needs=need,do-itt', 'effect=read needs=need,do-it'],
    ['unknown-name', 'effect=read when=!migration_run', 'effect=read when=!migration_ran'],
  ])('%s: {%s} becomes {%s}', (code, before, after) => {
    const inputs = '---\nrunbook:\n  inputs:\n    migration_ran: { type: boolean }\n---\n\n';
    const second = (group: string) =>
      `${inputs}${step('```bash', 'date', '```', '', '### Need (1 minute)', '', '```bash', 'date', '```', '')}### Last (1 minute)\n\n\`\`\`bash {${group}}\nuptime\n\`\`\`\n`;
    const fixes = found(second(before)).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
    expect(applyFixes(second(before), fixes).text).toBe(second(after));
  });

  it('a key of the front matter is written as it was meant', () => {
    const text = (key: string) => `---\nrunbook:\n  drill:\n    ${key}: 90d\n---\n\n${bash('date')}`;
    expect(fixed(text('evry'), 'unknown-key')).toBe(text('every'));
  });

  it('one that is like no other has no fix', () => {
    expect(fixOf(step('```bash {colour=red}', 'date', '```'), 'unknown-attribute')).toBeUndefined();
  });
});

describe('attributes', () => {
  it('are parted from the language that they touch', () => {
    expect(fixed(step('```bash{effect=read}', 'date', '```'), 'info-string-syntax')).toBe(
      step('```bash {effect=read}', 'date', '```'),
    );
  });

  it('outside of braces are put into one pair of them', () => {
    expect(fixed(step('~~~bash title="Look" effect=read timeout=5s', 'date', '~~~'), 'attribute-place')).toBe(
      step('~~~bash title="Look" {effect=read timeout=5s}', 'date', '~~~'),
    );
  });

  it.each(['```bash effect=read title="Look" timeout=5s', '```bash {effect=read} timeout=5s'])(
    '%s has to be put in order by a person',
    (info) => {
      expect(fixOf(step(info, 'date', '```'), 'attribute-place')).toBeUndefined();
    },
  );

  it.each([
    ['{effect=read budget=5m}', ' {effect=read}'],
    ['{budget=5m effect=read}', ' {effect=read}'],
    ['{budget=5m}', ''],
  ])('a budget that contradicts the heading goes: %s', (before, after) => {
    expect(fixed(step(`\`\`\`bash ${before}`, 'date', '```'), 'budget-conflict')).toBe(
      step(`\`\`\`bash${after}`, 'date', '```'),
    );
  });
});

describe('times', () => {
  const promising = (promise: string, ...budgets: readonly string[]) =>
    `# Roll back shop\n# Estimated time: ${promise}\n\n## Steps\n\n${budgets
      .map((budget, index) => `### Step ${index + 1}: Part ${index + 1} (${budget})\n\nAsk the team.\n`)
      .join('\n')}`;

  it.each([
    ['3-4 minutes', ['30 seconds', '2 minutes', '1-2 minutes', '30 seconds'], '4-5 minutes'],
    ['1 minute', ['2 minutes'], '2 minutes'],
    ['~1 min', ['20-40 seconds', '50 seconds'], '70-90 seconds'],
    ['3 minutes', ['2 minutes', '90 seconds'], '3-4 minutes'],
  ])('%s for steps of %j becomes %s', (promise, budgets, sum) => {
    expect(fixed(promising(promise, ...budgets), 'budget-sum')).toBe(promising(sum, ...budgets));
  });

  it('more than five minutes of a rollback are taken off the step that is least sure of its time', () => {
    const budgets = ['30 seconds', '2 minutes', '1-2 minutes', '30 seconds', '1 minute'];
    const text = promising('3-5 minutes', ...budgets);
    expect(fixed(text, 'budget-sum')).toBe(text.replace('1-2 minutes', '1 minute'));
    const rebuilt = text.replace('Roll back', 'Rebuild');
    expect(fixed(rebuilt, 'budget-sum')).toBe(rebuilt.replace('3-5 minutes', '5-6 minutes'));
  });

  it('a budget of the front matter is left to its author', () => {
    const text = `---\nrunbook: { budget: 30s }\n---\n\n${bash('date')}`;
    expect(placesOf(text)).toEqual(['2:12 budget-sum']);
    expect(fixOf(text, 'budget-sum')).toBeUndefined();
  });

  it('all windows of the clock become times at once', () => {
    const before = promising('15 minutes', '0-5 min', '5-10 min', '10-11 min');
    expect(fixed(before, 'budget-window')).toBe(promising('15 minutes', '5 minutes', '5 minutes', '1 minute'));
  });

  it.each([
    ['5-1 minutes', '1-5 minutes'],
    ['~90–30s', '~30–90s'],
    ['3 to 2 min', '2 to 3 min'],
  ])('(%s) becomes (%s)', (before, after) => {
    expect(fixed(promising('9 minutes', before), 'budget-range')).toBe(promising('9 minutes', after));
  });
});
