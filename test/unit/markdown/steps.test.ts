import { describe, expect, it } from 'vitest';
import { codesOf, fence, outlineOf, problemsOf, readModel, stepOf, tell } from './read-model.ts';

const run = (code: string) => fence('bash', code);

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
