import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/event.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf } from './machine.ts';

import { answered, changed, ended, intended, lost, next, resumed, started, write } from './what-is-next.ts';

describe('an answer that lets a command run', () => {
  const plan = planOf(runbookText({ One: write }));
  const edited: EventBody = { type: 'action-edited', action: 'one.1', source: 'act otherwise', user: 'mira' };

  test.each([
    ['holds in a resumed run', [resumed], 'execute one.1 1'],
    ['does not hold for what a changed file says', [changed], 'ask run one.1'],
    ['does not hold for what the command was edited to', [edited], 'ask run one.1'],
    ['given after the edit holds', [edited, answered('one.1', 'run')], 'execute one.1 1'],
  ])('%s', (_, then, expected) => {
    expect(next(plan, [started, answered('one.1', 'run'), ...then])).toBe(expected);
  });

  test.each(['unknown', 'no', 'yes', 'retry'])('is none when it is %s', (word) => {
    expect(next(plan, [started, answered('one.1', word)])).toBe('ask run one.1');
  });

  const failed = [started, answered('one.1', 'run'), intended('one.1'), ended('one.1', 'failed')];
  const retry: EventBody = {
    type: 'question-answered',
    ...{ question: 'one.1#1', kind: 'failure', text: '', answer: 'retry', by: 'responder' },
  };
  const twice = planOf(runbookText({ One: fence('bash {effect=write retry=2}', 'act') }));

  test.each([
    ['is not tried again by itself', twice, [changed], 'ask run one.1'],
    ['is tried again by itself once it is agreed to', twice, [changed, answered('one.1', 'run')], 'execute one.1 2'],
    ['is not tried again by a decision from before', plan, [retry, changed], 'ask run one.1'],
    ['is tried again by a decision', plan, [changed, retry], 'execute one.1 2'],
  ])('to what failed and is another command in a changed file: it %s', (_, of, then, expected) => {
    expect(next(of, [...failed, ...then])).toBe(expected);
  });

  test('to one whose end nobody saw does not hold for what a changed file says', () => {
    expect(next(plan, [...lost, answered('one.1.unknown', 'retry'), changed])).toBe('ask run one.1');
    expect(next(plan, [...lost, changed, answered('one.1.unknown', 'retry')])).toBe('execute one.1 2');
  });

  test('of a result does not hold for the result of an edited command', () => {
    const found = planOf(runbookText({ One: write }), { 'one.1': { may: 'run', successIsFinding: true } });
    const said: EventBody = {
      type: 'question-answered',
      ...{ question: 'one.1.finding', kind: 'finding', text: '', answer: 'no', by: 'responder' },
    };
    const first = [started, answered('one.1', 'run'), intended('one.1'), ended('one.1', 'succeeded'), said];
    const second = [edited, answered('one.1', 'run'), intended('one.1', 2), ended('one.1', 'succeeded', 2)];
    expect(next(found, first)).toBe('ask failure one.1#1');
    expect(next(found, [...first, ...second])).toBe('ask finding one.1.finding');
  });

  test('about what is done by hand does not hold for what it was edited to, nor opens what a changed file says', () => {
    const byHand = planOf(runbookText({ One: fence('bash', 'psql') }), { 'one.1': { may: 'be-handed-off' } });
    const said = (answer: string): EventBody => ({
      type: 'question-answered',
      ...{ question: 'one.1', kind: 'by-hand', text: '', answer, by: 'responder' },
    });
    expect(next(byHand, [started, said('done')])).toBe('end one by-hand');
    expect(next(byHand, [started, said('done'), edited])).toBe('ask by-hand one.1');
    expect(next(byHand, [...failed, edited])).toBe('ask by-hand one.1');
    expect(next(byHand, [started, said('open'), changed])).toBe('ask by-hand one.1');
  });

  test('is asked for anew when what failed was edited, and the next attempt is another one', () => {
    const failed = [started, answered('one.1', 'run'), intended('one.1'), ended('one.1', 'failed')];
    expect(next(plan, failed)).toBe('ask failure one.1#1');
    expect(next(plan, [...failed, edited])).toBe('ask run one.1');
    expect(next(plan, [...failed, edited, answered('one.1', 'run')])).toBe('execute one.1 2');
  });
});

describe('what is tried again', () => {
  const twice = planOf(runbookText({ One: fence('bash {effect=write retry=2}', 'act') }));
  const answer = (question: string, kind: 'target' | 'failure' | 'by-hand', said: string): EventBody => ({
    type: 'question-answered',
    ...{ question, kind, text: '', answer: said, by: 'responder' },
  });

  test('is not for ever, where it is refused before it begins', () => {
    const refused = [1, 2, 3].map((attempt) => ended('one.1', 'failed', attempt));
    const begins = [started, answered('one.1', 'run')];
    expect(next(twice, [...begins, ...refused.slice(0, 2)])).toBe('execute one.1 3');
    expect(next(twice, [...begins, ...refused])).toBe('ask failure one.1#3');
  });

  test('is not for ever, where somebody lets it run on a target that cannot be reached', () => {
    const tried = [1, 2, 3].flatMap((attempt) => [
      ...[answer('one.1.target', 'target', 'run unproved'), intended('one.1', attempt)],
      ended('one.1', 'failed', attempt),
    ]);
    expect(next(twice, [started, answered('one.1', 'run'), ...tried])).toBe('ask failure one.1#3');
  });

  test('is not the command that it was edited to while it still ran', () => {
    const edited: EventBody = { type: 'action-edited', action: 'one.1', source: 'act otherwise', user: 'mira' };
    const late = [started, answered('one.1', 'run'), intended('one.1'), edited, ended('one.1', 'failed')];
    expect(next(twice, late)).toBe('ask run one.1');
  });

  test('is not decided by what was said of another answer to the same', () => {
    const byHand = planOf(runbookText({ One: fence('bash', 'psql') }), { 'one.1': { may: 'be-handed-off' } });
    const failed = [started, answer('one.1', 'by-hand', 'failed'), answer('one.1#1', 'failure', 'accept')];
    expect(next(byHand, failed)).toBe('end one accepted');
    expect(next(byHand, [...failed, answer('one.1', 'by-hand', 'failed')])).toBe('ask failure one.1#1');
  });
});

test('an option that is chosen once more is no other one: what was done stays done', () => {
  const option = (key: string) => fence(`bash {effect=write option="${key}: way"}`, 'act');
  const plan = planOf(runbookText({ One: option('A') + option('B') + write }));
  const choose = (key: string): EventBody => ({
    type: 'option-chosen',
    ...{ choice: 'one.option', option: key, title: key, by: 'responder' },
  });
  const [first = '', , last = ''] = [...plan.dispositions.keys()];
  const done = [started, choose('A'), answered(first, 'run'), intended(first), ended(first, 'succeeded')];
  const failed = [...done, answered(last, 'run'), intended(last), ended(last, 'failed')];
  expect(next(plan, failed)).toBe(`ask failure ${last}#1`);
  expect(next(plan, [...failed, choose('A')])).toBe(`ask failure ${last}#1`);
  expect(next(plan, [...failed, choose('B')])).toMatch(/^ask run one\./);
});
