import { describe, expect, it } from 'vitest';
import { formatBudget } from '../../../src/runbook/budget.ts';
import { codesOf, fence, problemsOf, readModel, stepOf } from './read-model.ts';

const run = (code: string) => fence('bash', code);
const withHeading = (heading: string) => {
  const [step] = readModel(`# Title\n\n## Steps\n\n### ${heading}\n\n${run('true')}\n`).steps;
  return step;
};

describe('the heading of a step', () => {
  it.each([
    ['Step 1: Stop It', 'stop-it', 'Stop It', 'step-1-stop-it'],
    ['Step 12 - Stop It', 'stop-it', 'Stop It', 'step-12---stop-it'],
    ['STEP 2. Stop It', 'stop-it', 'Stop It', 'step-2-stop-it'],
    ['2. Stop It', 'stop-it', 'Stop It', '2-stop-it'],
    ['2) Stop It', 'stop-it', 'Stop It', '2-stop-it'],
    ['🚀 Step 3: Stop It', 'stop-it', 'Stop It', '-step-3-stop-it'],
    ['Stop It 🚀', 'stop-it', 'Stop It 🚀', 'stop-it-'],
    ['**Step 3:** `kubectl` stops it', 'kubectl-stops-it', 'kubectl stops it', 'step-3-kubectl-stops-it'],
    ['Step 3', 'step-3', 'Step 3', 'step-3'],
    ['Steps of the day', 'steps-of-the-day', 'Steps of the day', 'steps-of-the-day'],
    ['2026 in review', '2026-in-review', '2026 in review', '2026-in-review'],
    ["Don't stop", 'dont-stop', "Don't stop", 'dont-stop'],
    ['Stop <pod-name>', 'stop-pod-name', 'Stop <pod-name>', 'stop'],
    ['Größe prüfen', 'größe-prüfen', 'Größe prüfen', 'größe-prüfen'],
    ['!!!', 'step', '!!!', ''],
  ])('%j has the id %j, the title %j and the anchor %j', (heading, id, title, anchor) => {
    expect(withHeading(heading)).toMatchObject({ id, title, anchor });
  });

  it.each([
    ['(30 seconds)', '0:30'],
    ['(1-2 minutes)', '1:00-2:00'],
    ['(1–2 min)', '1:00-2:00'],
    ['(30s-2m)', '0:30-2:00'],
    ['(30 to 90 seconds)', '0:30-1:30'],
    ['(~5 min)', '5:00'],
    ['(about 5 minutes)', '5:00'],
    ['(up to 5 minutes)', '5:00'],
    ['(90s)', '1:30'],
    ['(1 minute 30 seconds)', '1:30'],
    ['(1m30s)', '1:30'],
    ['(0.5 h)', '30:00'],
    ['(1 hour)', '1:00:00'],
  ])('that ends in %s has a budget of %s', (time, budget) => {
    const step = withHeading(`Step 1: Stop it ${time}`);
    expect([step?.id, step?.title, step?.budget && formatBudget(step.budget)]).toEqual(['stop-it', 'Stop it', budget]);
  });

  it.each(['(optional)', '(5 pods)', '(in 2 minutes flat)', '(v1.2)', '(30 seconds) again', '30 seconds', '()', '(5)'])(
    'that ends in %j has none',
    (words) => {
      expect(withHeading(`Stop it ${words}`)?.budget).toBeUndefined();
    },
  );

  it('has its budget at the place of the words', () => {
    expect(withHeading('Step 1: Stop it (1-2 minutes)')?.budget?.place).toEqual({
      line: 5,
      column: 22,
      endLine: 5,
      endColumn: 33,
    });
  });

  it('can end in an id that no page shows', () => {
    expect(withHeading('Step 1: Stop it (30 seconds) <!-- #halt -->')).toMatchObject({
      id: 'halt',
      title: 'Stop it',
      heading: 'Step 1: Stop it (30 seconds)',
      anchor: 'step-1-stop-it-30-seconds',
      budget: { upperMs: 30_000 },
    });
  });

  it('has an anchor of its own where another says the same', () => {
    const text = `# Title\n\n## Steps\n\n### Stop it\n\n${run('a')}\n\n### Stop it\n\n${run('b')}\n`;
    expect(readModel(text).steps.map(({ id, anchor }) => [id, anchor])).toEqual([
      ['stop-it', 'stop-it'],
      ['stop-it-2', 'stop-it-1'],
    ]);
  });
});

describe('a budget', () => {
  it('never changes an id', () => {
    const ids = ['', ' (30 seconds)', ' (1-2 minutes)'].map((time) => withHeading(`Step 1: Stop it${time}`)?.id);
    expect(new Set(ids)).toEqual(new Set(['stop-it']));
  });

  it('can stand on the first fence; what the heading says comes first', () => {
    expect(stepOf(fence('bash {budget=90s}', 'a')).budget).toEqual({
      lowerMs: 90_000,
      upperMs: 90_000,
      place: { line: 7, column: 10, endLine: 7, endColumn: 20 },
    });
    const both = `# Title\n\n## Steps\n\n### Do it (10s)\n\n${fence('bash {budget=90s}', 'a')}\n`;
    expect(readModel(both).steps[0]?.budget?.upperMs).toBe(10_000);
  });

  it('is the action’s own on every other fence', () => {
    const step = stepOf(run('a'), fence('bash {budget=90s}', 'b'));
    expect([step.budget, step.body[1]]).toMatchObject([undefined, { budgetMs: 90_000 }]);
  });

  it('is not inferred from prose', () => {
    expect(stepOf('This takes about 5 minutes.', run('a')).budget).toBeUndefined();
  });
});

describe('windows of the clock', () => {
  const windows = (...times: readonly string[]) =>
    `# Title\n\n## Steps\n\n${times.map((time, index) => `### S${index} (${time})\n\n${run('a')}`).join('\n\n')}\n`;

  it('are not added up, and each is named', () => {
    const text = windows('0-5 min', '5-10 min', '10-12 min');
    expect(readModel(text).steps.map(({ budget }) => budget?.upperMs)).toEqual([300_000, 300_000, 120_000]);
    expect(problemsOf(text)).toEqual([
      "5:9 budget-window: 0:00 to 5:00 is a window of the clock, not the time the step takes (Write the step's own time: (5 minutes).)",
      "11:9 budget-window: 5:00 to 10:00 is a window of the clock, not the time the step takes (Write the step's own time: (5 minutes).)",
      "17:9 budget-window: 10:00 to 12:00 is a window of the clock, not the time the step takes (Write the step's own time: (2 minutes).)",
    ]);
  });

  it.each([
    ['which do not begin at zero', ['1-2 min', '2-3 min']],
    ['with a gap', ['0-5 min', '6-10 min']],
    ['of which there is one', ['0-5 min']],
    ['which are no ranges', ['5 min', '5 min']],
  ])('are budgets %s', (_, times) => {
    expect(codesOf(windows(...times))).toEqual([]);
  });
});

describe('a range of time that is turned around', () => {
  it('is named, and the longer time counts', () => {
    const text = `# Title\n\n**Estimated time:** 8-6 minutes\n\n## Steps\n\n### Stop it (5-1 min)\n\n${run('a')}\n`;
    const hint = '(Write the shorter time first, as in 1-2 minutes.)';
    expect(problemsOf(text)).toEqual([
      `3:21 budget-range: "8-6 minutes" ends before it begins, so 8:00 counts ${hint}`,
      `7:14 budget-range: "5-1 min" ends before it begins, so 5:00 counts ${hint}`,
    ]);
    expect(readModel(text).steps[0]?.budget).toMatchObject({ lowerMs: 60_000, upperMs: 300_000 });
  });

  it('is not one whose units differ', () => {
    expect(codesOf(`# Title\n\n## Steps\n\n### Stop it (30s-2m)\n\n${run('a')}\n`)).toEqual([]);
  });
});

describe('a budget= beside the budget of the heading', () => {
  const withBudgets = (heading: string, budget: string) =>
    `# Title\n\n## Steps\n\n### Stop it (${heading})\n\n${fence(`bash {budget=${budget}}`, 'a')}\n`;

  it('of another length is named, and the heading counts', () => {
    const text = withBudgets('1-2 minutes', '90s');
    expect(problemsOf(text)).toEqual([
      '7:10 budget-conflict: budget= says 1:30, but the heading promises 2:00, which counts (Keep one of the two.)',
    ]);
    expect(readModel(text).steps[0]?.budget?.upperMs).toBe(120_000);
  });

  it('of the same length may stand there', () => {
    expect(codesOf(withBudgets('1-2 minutes', '2m'))).toEqual([]);
  });
});
