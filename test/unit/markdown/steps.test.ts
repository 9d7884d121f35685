import { describe, expect, it } from 'vitest';
import { formatBudget } from '../../../src/runbook/budget.ts';
import { codesOf, fence, outlineOf, problemsOf, readModel, stepOf, tell } from './read-model.ts';

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

describe('the id of a step', () => {
  it.each([
    ['{id=halt}', 'halt'],
    ['{#halt}', 'halt'],
    ['{name=halt}', 'halt'],
    ['{id=other name=halt}', 'halt'],
    ['{"name":"halt"}', 'halt'],
  ])('is that of its first action: %s', (group, id) => {
    const step = stepOf(fence(`bash ${group}`, 'a'), fence('bash {id=second}', 'b'));
    expect([step.id, step.body.map((node) => (node.node === 'action' ? node.address : ''))]).toEqual([
      id,
      [`${id}.${id}`, `${id}.second`],
    ]);
  });

  it('that an author gave wins over one made of a title, wherever it stands', () => {
    const text = `# Title\n\n## Steps\n\n### Check\n\n${run('a')}\n\n### Other\n\n${fence('bash {id=check}', 'b')}\n\n### Last\n\n${fence('bash {needs=check}', 'c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ 'check-2': ['a'], check: ['b'], last: ['c'] });
    expect(codesOf(text)).toEqual([]);
  });

  it('addresses actions by their ordinal where they have no id', () => {
    expect(stepOf(run('a'), fence('bash {id=b}', 'b'), run('c')).body).toMatchObject([
      { address: 'do-it.1', named: false },
      { address: 'do-it.b', named: true },
      { address: 'do-it.2', named: false },
    ]);
  });

  it('shares one namespace with actions, inputs and outputs', () => {
    const text = `---\nrunbook: { inputs: { version: { type: semver } } }\n---\n# Title\n\n## Steps\n\n### A\n\n${fence('bash {id=version}', 'a')}\n\n${fence('bash {id=x capture=version}', 'b')}\n\n### B <!-- #x -->\n\n${run('c')}\n`;
    expect(problemsOf(text)).toEqual([
      '10:10 duplicate-id: the action "version" has the name of the input in line 2 (Ids, inputs and outputs share one namespace: rename one of the two.)',
      '14:15 duplicate-id: the output "version" has the name of the input in line 2 (Ids, inputs and outputs share one namespace: rename one of the two.)',
      '18:1 duplicate-id: the step "x" has the name of the action in line 14 (Ids, inputs and outputs share one namespace: rename one of the two.)',
    ]);
  });
});

describe('what the first action says of its step', () => {
  const given = (info: string, ...others: readonly string[]) =>
    `---\nrunbook: { inputs: { ready: { type: boolean } } }\n---\n# Title\n\n## Steps\n\n### One\n\n${run('a')}\n\n### Two\n\n${fence(info, 'b')}\n\n${others.join('\n\n')}\n`;

  it('is needs=, when= and on-failure=', () => {
    const [, two] = readModel(given('bash {needs=one when=!ready on-failure=one}')).steps;
    expect(two).toMatchObject({
      needs: [{ step: 'one', place: { line: 16, column: 10 } }],
      when: { name: 'ready', negated: true, place: { line: 16, column: 20 } },
      onFailure: { step: 'one', place: { line: 16, column: 32 } },
      body: [{ when: undefined }],
    });
  });

  it.each([
    ['needs=a,b', ['a', 'b']],
    ['needs="a, b"', ['a', 'b']],
    ['needs=none', []],
    ['effect=read', undefined],
  ])('%s is read as %j', (attribute, needs) => {
    expect(readModel(given(`bash {${attribute}}`)).steps[1]?.needs?.map(({ step }) => step)).toEqual(needs);
  });

  it('is an error on a later fence, but for when= and budget=, which are the action’s', () => {
    const text = given('bash', fence('bash {needs=one on-failure=one when=ready budget=5s}', 'c'));
    expect(problemsOf(text)).toEqual([
      "20:10 attribute-place: needs= belongs to a step (Write it on the step's first fence.)",
      "20:20 attribute-place: on-failure= belongs to a step (Write it on the step's first fence.)",
    ]);
    expect(readModel(text).steps[1]?.body[1]).toMatchObject({ when: { name: 'ready' }, budgetMs: 5_000 });
  });

  it('is said once of a fence that becomes several actions', () => {
    const text = given('bash', fence('bash {needs=one}', '# Option A: x\na\n\n# Option B: y\nb'));
    expect(codesOf(text)).toEqual(['20:10 attribute-place']);
  });

  it('is an error on documentation', () => {
    expect(codesOf(given('yaml {needs=one}'))).toEqual(['16:10 attribute-place']);
  });

  it('is a name that exists', () => {
    expect(problemsOf(given('bash {when=raedy}'))).toEqual([
      '16:10 unknown-name: when= "raedy" is not defined (Did you mean "ready"?)',
    ]);
  });
});

describe('a note below the heading', () => {
  const noted = (note: string, ...blocks: readonly string[]) =>
    `# Title\n\n## Steps\n\n### One\n\n${run('a')}\n\n### Two\n\n${[note, ...blocks].join('\n\n')}\n`;

  it('says of a step without fences what a fence would', () => {
    expect(readModel(noted('<!-- runbook: needs=one budget=1m id=two-b -->', 'Call Bob.')).steps[1]).toMatchObject({
      id: 'two-b',
      needs: [{ step: 'one', place: { line: 13, column: 15, endColumn: 24 } }],
      budget: { upperMs: 60_000, place: { line: 13, column: 25, endColumn: 34 } },
      body: [{ node: 'by-hand', text: 'Call Bob.' }],
    });
  });

  it('may take several lines', () => {
    const [, two] = readModel(noted('<!-- runbook:\n  needs=one\n  budget=1m\n-->')).steps;
    expect(two?.budget?.place).toEqual({ line: 15, column: 3, endLine: 15, endColumn: 12 });
  });

  it('is checked like a fence, at the place of its words', () => {
    expect(problemsOf(noted('<!-- runbook: budgt=1m effect=read needs= -->'))).toEqual([
      '13:15 unknown-attribute: unknown attribute "budgt" (Did you mean "budget"?)',
      '13:24 attribute-place: effect= belongs to a fence (Write it on the fence it is for.)',
      '13:36 attribute-value: needs= does not take "" (Write needs=VALUE.)',
    ]);
  });

  it('is no note where it is another comment', () => {
    expect(codesOf(noted('<!-- a runbook: budgt=1m -->', run('b')))).toEqual([]);
  });
});

describe('a step in which nothing runs', () => {
  it.each([
    ['prose', ['Call Bob.', 'Then Eve.'], [{ byHand: 'Call Bob.\nThen Eve.' }]],
    ['bullets', ['- Call Bob\n- Call Eve'], [{ byHand: 'Call Bob\nCall Eve' }]],
    ['nothing', [], [{ byHand: 'Do it' }]],
    ['documentation', ['Set this:', fence('yaml', 'a: 1')], [{ documentation: 'a: 1' }, { byHand: 'Set this:' }]],
    ['numbered items', ['1. Call Bob\n2. Call Eve'], [{ byHand: 'Call Bob' }, { byHand: 'Call Eve' }]],
    [
      'items with details',
      ['1. Call Bob\n   - by phone\n2. Eve'],
      [{ byHand: 'Call Bob\nby phone' }, { byHand: 'Eve' }],
    ],
  ])('is done by hand: %s', (_, blocks, told) => {
    expect(tell(stepOf(...blocks).body)).toEqual(told);
  });

  it('is not what stands beside commands: an item with a fence is its text', () => {
    const text = `1. Look\n   ${run('a').replaceAll('\n', '\n   ')}\n2. Call Bob\n3. Go on:\n\n${run('b')}`;
    expect(tell(stepOf(text).body)).toEqual(['a', { byHand: 'Call Bob' }, 'b']);
  });

  it('shows the prose before its first fence', () => {
    expect(stepOf('First **this**.', 'Then that:', run('a'), 'Done.').prose).toEqual(['First this.', 'Then that:']);
  });
});

describe('a document without a steps section', () => {
  it('has a step for each numbered heading, at any level', () => {
    const text = `# Title\n\n## Step 1: One\n\n${run('a')}\n\n### Step 2: Two\n\n${run('b')}\n\n# Step 3: Three\n\n${run('c')}\n\n## Step 4: Four\n\n${run('d')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a'], two: ['b'], three: ['c'], four: ['d'] });
  });

  it('has no title where its first heading is a step', () => {
    const text = `# Step 1: One\n\n${run('a')}\n\n# Step 2: Two\n\n${run('b')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a'], two: ['b'] });
    expect(codesOf(text)).toEqual(['1:1 no-title']);
  });

  it('ends a step at the next heading that is not deeper', () => {
    const text = `# Title\n\n## 1. One\n\n${run('a')}\n\n### Detail\n\n${run('b')}\n\n## Notes\n\n${run('never')}\n\n## 2. Two\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a', 'b'], two: ['c'] });
  });

  it('divides a step by numbers below it, and makes a roof of a number above steps', () => {
    const text = `# Title\n\n## 1. Overview\n\n## 2. The work\n\n### Step 1: One\n\n#### 1. This\n\n${run('a')}\n\n#### Step 1.2: That\n\n${run('b')}\n\n### Step 2: Two\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      overview: [{ byHand: '1. Overview' }],
      one: ['a', 'b'],
      two: ['c'],
    });
  });

  it('leaves numbered headings of other roles to these', () => {
    const text = `# Title\n\n## 1. Prerequisites\n\n- VPN\n\n## 2. Stop it\n\n${run('a')}\n\n## 3. Troubleshooting\n\n**X:**\n- y\n`;
    const runbook = readModel(text);
    expect(outlineOf(runbook.steps)).toEqual({ 'stop-it': ['a'] });
    expect([runbook.prerequisites.asked.length, runbook.troubleshooting.length]).toEqual([1, 1]);
  });

  it('failing those, has a step for each numbered item, if one has a fence below it', () => {
    const text = `# Title\n\nFirst:\n\n1. Stop it\n   ${run('a').replaceAll('\n', '\n   ')}\n2. Call Bob\n3. Start it:\n\n${run('b')}\n\n## Notes\n\n${run('never')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      'stop-it': ['a'],
      'call-bob': [{ byHand: 'Call Bob' }],
      'start-it': ['b'],
    });
  });

  it('failing those, has a step for each runnable fence, named by the heading above it', () => {
    const text = `# Title\n\n${run('a')}\n\n## Look\n\n${fence('yaml', 'never: 1')}\n\n${run('b')}\n\nAnd again.\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      title: ['a'],
      look: [{ documentation: 'never: 1' }, 'b'],
      'look-2': ['c'],
    });
  });
});

describe('a document of fences alone', () => {
  const told = (...blocks: readonly string[]) => outlineOf(readModel(`# Title\n\n${blocks.join('\n\n')}\n`).steps);

  it('keeps the expected output with its command', () => {
    expect(told(run('a'), 'Expected output:', fence('', 'ok'), run('b'))).toEqual({
      title: ['a', { 'expected-output': 'ok' }],
      'title-2': ['b'],
    });
  });

  it('keeps alternatives in one step', () => {
    const choice = { choice: 'title.option', first: 'A', options: [{ 'A: a': ['a'] }, { 'B: b': ['b'] }] };
    expect(told(run('a'), 'Or:', run('b'))).toEqual({ title: [choice] });
  });

  it('keeps options in one step, by attribute and by heading', () => {
    const choice = { choice: 'title.option', first: 'A', options: [{ 'A: x': ['a'] }, { 'B: y': ['b'] }] };
    expect(told(fence('bash {option="A: x"}', 'a'), fence('bash {option="B: y"}', 'b'))).toEqual({ title: [choice] });
    expect(told('## Option A: x', run('a'), '## Option B: y', run('b'))).toEqual({ title: [choice] });
  });

  it('keeps all that a condition guards in one step', () => {
    expect(told('If it is down:', run('a'), run('b'), 'Then this:', run('c'), 'In any case:', run('d'))).toEqual({
      title: ['a', 'b', 'c'],
      'title-2': ['d'],
    });
  });
});
