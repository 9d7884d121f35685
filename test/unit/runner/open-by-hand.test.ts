import { expect, test } from 'vitest';
import type { Opening } from '../../../src/runbook/disposition.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

const placeholders = [{ text: '<host>', name: 'host', variable: 'HOST', description: 'host' }];
const opens: Opening = {
  script: 'psql',
  program: 'psql',
  wayOut: '\\q',
  effect: 'write',
  placeholders: [],
  dependsOn: [],
};

/** A step that is done by hand in psql, and one after it. */
function planWith(opening: Opening): RunPlan {
  const text = runbookText({ One: fence('bash', 'psql'), Two: fence('bash {effect=read}', 'look') });
  const plan = planOf(text, { 'one.1': { may: 'be-handed-off' } });
  const handedOff = plan.dispositions.get('one.1');
  if (handedOff?.may !== 'be-handed-off') throw new Error('it was not handed off');
  return { ...plan, dispositions: new Map([...plan.dispositions, ['one.1', { ...handedOff, opens: opening }]]) };
}

/** The answers to the question about it, in their order; everything else goes well. */
function linesOf(opening: Opening, answers: readonly string[], brought: Parameters<typeof worldOf>[1] = {}) {
  const left = [...answers];
  const world = worldOf({ host: 'db-1' }, brought);
  const answer: typeof world.answer = (question) =>
    question.kind === 'by-hand' ? (left.shift() ?? 'skip') : world.answer(question);
  return play(planWith(opening), { ...world, answer }).lines;
}

test('what is opened is asked about again, and its exit code means nothing', () => {
  const lines = linesOf(opens, ['open', 'open', 'done'], { 'one.1': [3, 0] });
  expect(lines.slice(0, 7)).toEqual([
    'begin one',
    'ask by-hand one.1',
    'execute one.1',
    'ask by-hand one.1',
    'execute one.1 attempt 2',
    'ask by-hand one.1',
    'end one by-hand (mira)',
  ]);
});

test('a person who has opened it may still say that it failed', () => {
  const lines = linesOf(opens, ['open', 'failed'], { 'one.1': [0] });
  expect(lines.slice(2, 5)).toEqual(['execute one.1', 'ask by-hand one.1', 'ask failure one.1#1']);
});

test('a placeholder is asked for before it is opened', () => {
  const lines = linesOf({ ...opens, placeholders }, ['open', 'done']);
  expect(lines.slice(1, 5)).toEqual([
    'ask by-hand one.1',
    'ask placeholder host',
    'execute one.1',
    'ask by-hand one.1',
  ]);
});

test('what reads a variable that nothing has set is not opened', () => {
  const lines = linesOf({ ...opens, dependsOn: [{ variable: 'HOST', setBy: ['two.1'] }] }, ['open', 'done']);
  expect(lines.slice(0, 4)).toEqual(['begin one', 'ask by-hand one.1', 'ask by-hand one.1', 'end one by-hand (mira)']);
});
