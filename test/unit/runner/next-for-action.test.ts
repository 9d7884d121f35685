import { describe, expect, test } from 'vitest';
import { decidingActions } from '../../../src/runner/decide-when.ts';
import { createValues } from '../../../src/runner/values.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, type World, worldOf } from './machine.ts';

const read = (attributes = '') => fence(`bash {effect=read ${attributes}}`, 'look');
const write = (attributes = '') => fence(`bash {effect=write ${attributes}}`, 'change');

function lines(steps: Readonly<Record<string, string>>, world = worldOf(), after = '', given = {}) {
  return play(planOf(runbookText(steps, { after }), given), world).lines;
}

describe('a failed action', () => {
  const steps = { One: write() + read(), Two: read() };
  const failed = (answer: string) => worldOf({ 'one.1#1': answer }, { 'one.1': [1, 0] });
  const head = ['begin one', 'ask run one.1', 'execute one.1', 'ask failure one.1#1'];
  const two = ['begin two', 'ask run two.1', 'execute two.1', 'end two succeeded'];

  test.each([
    ['end', ['end one failed (failed)', 'end two not-reached', 'failed; One: failed, failed']],
    ['retry', ['execute one.1 attempt 2', 'execute one.2', 'end one succeeded', ...two, 'succeeded']],
    ['accept: known', ['execute one.2', 'end one accepted (known)', ...two, 'succeeded']],
    ['by-hand', ['execute one.2', 'end one by-hand (mira)', ...two, 'succeeded']],
    ['skip: later', ['execute one.2', 'end one skipped (later)', ...two, 'unverified; One: skipped, later']],
  ])('answered %s', (answer, then) => {
    expect(lines(steps, failed(answer))).toEqual([...head, ...then]);
  });

  test.each(['failed', 'timeout', 'unexpected', 'stopped'] as const)('is asked about when it is %s', (outcome) => {
    expect(lines(steps, worldOf({}, { 'one.1': [outcome] }))).toContain('ask failure one.1#1');
  });

  test('is tried again as often as retry= says before anybody is asked', () => {
    const played = lines({ One: write('retry=2') }, worldOf({ 'one.1#3': 'retry' }, { 'one.1': [1, 1, 1, 1, 1, 1] }));
    expect(played.slice(2)).toEqual([
      ...['execute one.1', 'execute one.1 attempt 2', 'execute one.1 attempt 3', 'ask failure one.1#3'],
      ...['execute one.1 attempt 4', 'execute one.1 attempt 5', 'execute one.1 attempt 6', 'ask failure one.1#6'],
      ...['end one failed (failed)', 'failed; One: failed, failed'],
    ]);
  });

  test('is not tried again by itself when a person has stopped it', () => {
    expect(lines({ One: write('retry=2') }, worldOf({}, { 'one.1': ['stopped'] }))).toContain('ask failure one.1#1');
  });

  test('leads to the step that on-failure= names, and the run has failed all the same', () => {
    const on = { One: write('on-failure=restore'), Two: read(), Restore: write() };
    expect(lines(on, worldOf({ 'one.1#1': 'on-failure' }, { 'one.1': [1] }))).toEqual([
      ...['begin one', 'ask run one.1', 'execute one.1', 'ask failure one.1#1', 'end one failed (failed)'],
      ...['begin restore', 'ask run restore.1', 'execute restore.1', 'end restore succeeded'],
      ...['end two not-reached', 'failed; One: failed, failed'],
    ]);
  });

  test('does not lead there when the responder ends it', () => {
    const on = { One: write('on-failure=restore'), Restore: write() };
    expect(lines(on, worldOf({}, { 'one.1': [1] })).slice(-2)).toEqual([
      'end one failed (failed)',
      'failed; One: failed, failed',
    ]);
  });

  test('whose status may only say what it found is a question first', () => {
    const given = { 'one.1': { may: 'run', statusIsFinding: true } } as const;
    const steps = { One: read() };
    expect(lines(steps, worldOf({ 'one.1.finding': 'yes' }, { 'one.1': [1] }), '', given).slice(3)).toEqual([
      ...['ask finding one.1.finding', 'end one succeeded', 'succeeded'],
    ]);
    expect(lines(steps, worldOf({ 'one.1.finding': 'no' }, { 'one.1': [1] }), '', given).slice(3)).toEqual([
      ...['ask finding one.1.finding', 'ask failure one.1#1', 'end one failed (failed)', 'failed; One: failed, failed'],
    ]);
    expect(lines(steps, worldOf({}, { 'one.1': [2] }), '', given)[3]).toBe('ask failure one.1#1');
  });
});

describe('an action whose exit code 0 says nothing', () => {
  const given = { 'one.1': { may: 'run', successIsFinding: true } } as const;
  const steps = { One: read() };
  const ask = 'ask finding one.1.finding';

  test.each([
    ['yes', ['end one succeeded', 'succeeded']],
    ['no', ['ask failure one.1#1', 'end one failed (the result is not as it should be)']],
    [
      'unknown',
      ['end one skipped-cannot-tell (exit code 0 says only that an answer came. Is the result as it should be?)'],
    ],
  ])('is looked at by a person, who says %s', (answer, then) => {
    const played = lines(steps, worldOf({ 'one.1.finding': answer }), '', given);
    expect(played.slice(3, 4 + then.length)).toEqual([ask, ...then]);
  });

  test('is asked about again when it was run again', () => {
    const answers = { 'one.1.finding': 'no', 'one.1#1': 'retry', 'one.1.finding-2': 'yes' };
    expect(lines(steps, worldOf(answers), '', given).slice(3)).toEqual([
      ...[ask, 'ask failure one.1#1', 'execute one.1 attempt 2', 'ask finding one.1.finding-2'],
      ...['end one succeeded', 'succeeded'],
    ]);
  });
});

describe('a step in which nothing is to be run', () => {
  test.each([
    ['only undoes', write('undo'), 'nothing in it is to be run here'],
    ['is for another environment', write('env=staging'), 'only in staging'],
    ['is behind guards that were answered no', `Only if x:\n\n${write()}\nIf y:\n\n${write()}`, 'answer: no'],
  ])('because it %s has not succeeded', (_, body, why) => {
    const plan = planOf(runbookText({ One: body, Two: read() }, { front: 'environments: { staging: {} }' }));
    const played = play(plan, worldOf({ 'one.only-if-x': 'no', 'one.if-y': 'no' })).lines;
    expect(played.find((line) => line.startsWith('end one'))).toBe(`end one skipped-condition (${why})`);
    expect(played).toContain('end two succeeded');
  });
});

test('an action that decides a guard inside an option answers by its exit status', () => {
  const look = fence('bash {effect=read id=look}', 'look');
  const option = `#### Option A: one\n\n${write()}\nIf needed:\n\n${write('when=look')}\n#### Option B: two\n\n${write()}`;
  const plan = planOf(runbookText({ One: look, Two: option }));
  expect([...decidingActions(plan)]).toEqual(['look.look']);
});

describe('an action that is not run', () => {
  test('because a person says so is skipped with its reason, and the run is unverified', () => {
    expect(lines({ One: write() }, worldOf({ 'one.1': 'skip: not needed' })).slice(1)).toEqual([
      ...['ask run one.1', 'end one skipped (not needed)', 'unverified; One: skipped, not needed'],
    ]);
  });

  test.each([
    ['be-refused', 'done', 'end one by-hand (mira)', 'succeeded'],
    ['be-handed-off', 'done', 'end one by-hand (mira)', 'succeeded'],
    ['be-refused', 'skip: no time', 'end one skipped (no time)', 'unverified; One: skipped, no time'],
  ] as const)('because it is to %s is done by hand: %s', (may, answer, end, outcome) => {
    expect(lines({ One: write() }, worldOf({ 'one.1': answer }), '', { 'one.1': { may } })).toEqual([
      ...['begin one', 'ask by-hand one.1', end, outcome],
    ]);
  });

  test('by hand, as its person says, is a failure', () => {
    const played = lines({ One: write() }, worldOf({ 'one.1': 'no' }), '', { 'one.1': { may: 'be-refused' } });
    expect(played.slice(1)).toEqual([
      ...[
        'ask by-hand one.1',
        'ask failure one.1#1',
        'end one failed (not done by hand: a reason)',
        'failed; One: failed, not done by hand: a reason',
      ],
    ]);
  });

  test.each([
    [2, ['ask by-hand one.by-hand']],
    [3, ['ask by-hand one.1']],
    [7, ['ask by-hand one.1']],
  ])('because row %i only shows it is not what makes a step succeed', (row, asked) => {
    const played = lines({ One: write() }, worldOf(), '', { 'one.1': { may: 'be-shown', row } });
    expect(played).toEqual(['begin one', ...asked, 'end one by-hand (mira)', 'succeeded']);
  });

  test('by its own when= is passed over', () => {
    const text = runbookText({ One: read() + write('when=!rain') }, { front: 'inputs: { rain: { type: boolean } }' });
    const values = createValues();
    values.byName.set('rain', 'true');
    expect(play(planOf(text), worldOf(), values).lines).toEqual([
      ...['begin one', 'ask run one.1', 'execute one.1', 'end one succeeded', 'succeeded'],
    ]);
  });
});

describe('another option chosen', () => {
  const option = (key: string) => fence(`bash {effect=write option="${key}: way ${key}"}`, `go ${key}`);
  const steps = { One: option('A') + option('B') + read() };
  const begin = ['begin one', 'ask option one.choice'];
  const [asked, choice] = (() => {
    const { lines: all } = play(planOf(runbookText(steps)), worldOf());
    return [all, all[1]?.replace('ask option ', '') ?? ''] as const;
  })();

  test('before anything of the first has run runs only the other', () => {
    let count = 0;
    const usual = worldOf();
    const world = {
      ...usual,
      answer: (question: Parameters<typeof usual.answer>[0]) => {
        count += question.kind === 'run' ? 1 : 0;
        return question.kind === 'run' && count === 1 ? `choose ${choice}=B` : usual.answer(question);
      },
    };
    const played = play(planOf(runbookText(steps)), world).lines;
    expect(asked.slice(0, 2)).toEqual([begin[0], `ask option ${choice}`]);
    expect(played.filter((line) => line.startsWith('execute'))).toEqual(['execute one.2', 'execute one.3']);
  });

  test('after what follows has failed runs it, and what follows once more', () => {
    const world = worldOf({ 'one.3#1': `choose ${choice}=B` }, { 'one.3': [1, 0] });
    const played = play(planOf(runbookText(steps)), world).lines;
    expect(played.slice(2)).toEqual([
      ...['ask run one.1', 'execute one.1', 'execute one.3', 'ask failure one.3#1'],
      ...['ask run one.2', 'execute one.2', 'execute one.3 attempt 2', 'end one succeeded', 'succeeded'],
    ]);
  });

  test('and then the first again asks for the first again', () => {
    const world = worldOf(
      { 'one.3#1': `choose ${choice}=B`, 'one.2#1': `choose ${choice}=A` },
      { 'one.3': [1, 0], 'one.2': [1] },
    );
    const played = play(planOf(runbookText(steps)), world).lines;
    expect(played.slice(6)).toEqual([
      ...['ask run one.2', 'execute one.2', 'ask failure one.2#1'],
      ...['ask run one.1', 'execute one.1 attempt 2', 'execute one.3 attempt 2', 'end one succeeded', 'succeeded'],
    ]);
  });
});

describe('a second look at the criteria', () => {
  const checked = fence('bash {check="It answers" effect=read id=answers retry=2}', 'curl');
  const criteria = '## Success Criteria\n\n- [ ] It answers\n- [ ] People are happy\n';
  const before = `## Prerequisites\n\n${fence('bash {check="" effect=read id=ready}', 'ready')}\n`;
  const plan = (given = {}) => planOf(runbookText({ One: write() }, { before, after: criteria + checked }), given);
  const looked = 'execute success-criteria.answers';

  /** Answers the criterion that a person answers by a second look first, `times` times. */
  function lookedAgain(times: number, world: World, given = {}) {
    let left = times;
    const answer: World['answer'] = (question) => {
      if (question.kind !== 'criterion' || left === 0) return world.answer(question);
      left -= 1;
      return 'again';
    };
    return play(plan(given), { ...world, answer }).lines;
  }

  test('runs the checks of the criteria, and not those of the prerequisites', () => {
    const played = lookedAgain(1, worldOf());
    expect(played.filter((line) => line.startsWith('execute'))).toEqual([
      ...['execute prerequisites.ready', 'execute one.1', looked, `${looked} attempt 2`],
    ]);
  });

  test('is tried as often as retry= says, like the first', () => {
    const played = lookedAgain(1, worldOf({}, { 'success-criteria.answers': [1, 0, 1, 1, 1] }));
    expect(played.filter((line) => line.startsWith(looked))).toHaveLength(5);
    expect(played).toContain('ask failure success-criteria.answers#5');
  });

  test('gives a result of its own: what was said of the one before says nothing about it', () => {
    const given = { 'success-criteria.answers': { may: 'run', successIsFinding: true } };
    const said = ['yes', 'no'];
    const world = worldOf();
    const answer: World['answer'] = (question) =>
      question.kind === 'finding' ? (said.shift() ?? 'no') : world.answer(question);
    const played = lookedAgain(1, { ...world, answer }, given);
    expect(played.filter((line) => line.startsWith('ask finding'))).toHaveLength(2);
    expect(played.filter((line) => line.includes('by check'))).toEqual([
      'met success-criteria.it-answers by check',
      'not-met success-criteria.it-answers by check',
    ]);
    expect(played.at(-1)).toMatch(/^failed/);
  });
});
