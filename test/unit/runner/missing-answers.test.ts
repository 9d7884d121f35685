import { describe, expect, test } from 'vitest';
import type { GivenAnswers } from '../../../src/runner/given-answers.ts';
import { missingAnswers } from '../../../src/runner/missing-answers.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

const act = (info: string) => fence(`bash {${info}}`, 'act');
const choice = `Only if it rains:

${act('effect=write option="A: left"')}${act('effect=destructive option="B: right"')}${act('effect=read')}`;
const inner = `${act('effect=read')}
If it snows:

${act('effect=write confirm')}
- [ ] Green`;
const plan = planOf(
  runbookText(
    { One: choice, Two: inner, Three: act('effect=write'), Four: 'Call somebody.' },
    {
      front: 'inputs: { version: {} }',
      before: '## Prerequisites\n\n- Two people are awake\n',
      after: '## Success Criteria\n\n- [ ] It answers\n',
    },
  ),
  { 'three.1': { may: 'be-refused' } },
);

function asked(given: Partial<GivenAnswers> = {}, answers: Readonly<Record<string, string>> = {}) {
  const nothing = { options: new Map(), values: new Map(), yesTo: undefined };
  const missing = missingAnswers(plan, { ...nothing, answers: new Map(Object.entries(answers)), ...given });
  return missing.map(({ question, flags, refusal }) =>
    refusal === undefined ? flags.join(' ') : `${question.id} ${refusal}`,
  );
}

const before = ['--answer prerequisites.two-people-are-awake=yes', '--set version=VALUE'];
const end = [
  'three.1 a reason',
  '--answer four.by-hand=done',
  '--answer success-criteria.it-answers=yes --answer success-criteria.it-answers=unknown',
];
const snow = '--answer two.if-it-snows=yes --answer two.if-it-snows=no';
const green = '--answer two.green=yes';

describe('what is missing', () => {
  test('is every question of every path, with its flags', () => {
    expect(asked()).toEqual([
      ...before,
      '--answer one=yes --answer one=no',
      '--option one=A --option one=B',
      '--yes-to writes',
      '--answer one.2=Deploy',
      ...['--yes-to reads', '--yes-to reads', snow, '--answer two.2=run', green],
      ...end,
    ]);
  });

  test.each(['no', 'unknown'])('is nothing of a step whose condition was answered %s', (answer) => {
    expect(asked({}, { one: answer })).toEqual([
      ...before,
      '--yes-to reads',
      snow,
      '--answer two.2=run',
      green,
      ...end,
    ]);
  });

  test('is nothing behind a guard in a step that was answered no, but all that stands beside it', () => {
    const flags = asked({ yesTo: 'reads' }, { one: 'no', 'two.if-it-snows': 'no' });
    expect(flags).toEqual([...before, green, ...end]);
  });

  test.each([
    ['A', []],
    ['b', ['--answer one.2=Deploy']],
  ])('is nothing of the options that were not taken: %s', (key, own) => {
    const flags = asked({ options: new Map([['one', key]]), yesTo: 'writes' }, { one: 'yes', 'two.if-it-snows': 'no' });
    expect(flags).toEqual([...before, ...own, green, ...end]);
  });

  test('is still what wants an answer of its own, under --yes-to writes', () => {
    const flags = asked({ yesTo: 'writes' }, { one: 'no', 'two.if-it-snows': 'yes' });
    expect(flags).toEqual([...before, '--answer two.2=run', green, ...end]);
  });

  test('is nothing once everything was answered but what is refused', () => {
    const answers = {
      one: 'no',
      'two.if-it-snows': 'no',
      'two.green': 'yes',
      'prerequisites.two-people-are-awake': 'yes',
      'four.by-hand': 'done',
      'success-criteria.it-answers': 'unknown',
    };
    expect(asked({ values: new Map([['version', 'v1']]), yesTo: 'reads' }, answers)).toEqual(['three.1 a reason']);
  });
});

describe('what may come up later', () => {
  const given = (answers: Readonly<Record<string, string>>) => ({
    answers: new Map(Object.entries(answers)),
    options: new Map<string, string>(),
    values: new Map<string, string>(),
    yesTo: 'writes' as const,
  });
  const flags = (text: string, answers: Readonly<Record<string, string>>, dispositions = {}) =>
    missingAnswers(planOf(text, dispositions), given(answers)).flatMap((missing) => missing.flags);

  test('a result that a person has to look at is asked for beforehand, unless it is skipped', () => {
    const text = runbookText({ One: act('effect=read') });
    const finding = { 'one.1': { may: 'run', statusIsFinding: true } };
    expect(flags(text, {}, finding)).toEqual(['--answer one.1.finding=yes', '--answer one.1.finding=no']);
    expect(flags(text, { 'one.1': 'skip' }, finding)).toEqual([]);
  });

  test('a condition is asked for beforehand when the action that decides it may be left out', () => {
    const text = runbookText({
      One: `Only if x:\n\n${act('effect=read id=look')}`,
      Two: act('effect=write when=look'),
      Three: `${act('effect=write')}${act('effect=write when=!look')}`,
    });
    const asked = ['two', 'three.2.when'].flatMap((id) => [`--answer ${id}=yes`, `--answer ${id}=no`]);
    expect(flags(text, { look: 'no' })).toEqual(asked);
    expect(flags(text, { look: 'no', two: 'no', 'three.2.when': 'no' })).toEqual([]);
    expect(flags(text, { look: 'yes' })).toEqual([]);
  });

  test('what reads a variable that nothing will have set is refused, and only then', () => {
    const text = runbookText({ One: `Only if x:\n\n${act('effect=write')}`, Two: act('effect=write') });
    const plan = planOf(text);
    const may = plan.dispositions.get('two.1');
    if (may?.may !== 'run') throw new Error('it may run');
    const dependsOn = [{ variable: 'TARGET', setBy: ['one.1'] }];
    const dependent = { ...plan, dispositions: new Map([...plan.dispositions, ['two.1', { ...may, dependsOn }]]) };
    const refused = (answers: Readonly<Record<string, string>>) =>
      missingAnswers(dependent, given(answers)).map(({ refusal }) => refusal);
    expect(refused({ one: 'yes' })).toEqual([]);
    expect(refused({ one: 'no' })).toEqual(['it reads $TARGET, and what would have set it has not succeeded: one.1']);
    const played = play(dependent, { ...worldOf({ one: 'no' }), answer: (q) => (q.id === 'one' ? 'no' : 'unknown') });
    expect(played.lines).not.toContain('execute two.1');
    expect(played.lines.at(-1)).toMatch(/^failed; Two: failed, not done by hand: it reads \$TARGET/);
  });

  test('what is refused takes no answer', () => {
    const text = runbookText({ One: act('effect=write') });
    const missing = missingAnswers(planOf(text, { 'one.1': { may: 'be-refused' } }), given({ 'one.1': 'done' }));
    expect(missing.map(({ question, refusal }) => [question.id, refusal])).toEqual([['one.1', 'a reason']]);
  });
});
