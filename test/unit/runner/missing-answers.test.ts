import { describe, expect, test } from 'vitest';
import type { GivenAnswers } from '../../../src/runner/given-answers.ts';
import { missingAnswers } from '../../../src/runner/missing-answers.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf } from './machine.ts';

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
