import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/event.ts';
import { createValues } from '../../../src/runner/values.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf } from './machine.ts';

import {
  answered,
  changed,
  check,
  ended,
  inFlight,
  intended,
  lost,
  next,
  resumed,
  started,
  write,
} from './what-is-next.ts';

describe('a write whose end nobody saw', () => {
  const plan = planOf(runbookText({ One: write + check, Two: write }));

  test('is looked at by the checks of its step before anybody is asked', () => {
    expect(next(plan, lost)).toBe('execute one.look 1');
  });

  test('may be counted as succeeded when its checks are met', () => {
    const met = [...lost, ended('one.look', 'succeeded')];
    expect(next(plan, met)).toBe('ask unknown one.1.unknown: succeeded retry by-hand');
    expect(next(plan, [...met, answered('one.1.unknown', 'succeeded')])).toBe('end one succeeded-by-checks');
  });

  test('may not when one is not met', () => {
    const notMet = [...lost, ended('one.look', 'failed')];
    expect(next(plan, notMet)).toBe('ask unknown one.1.unknown: retry by-hand');
    expect(next(plan, [...notMet, answered('one.1.unknown', 'by-hand')])).toBe('end one by-hand');
    expect(next(plan, [...notMet, answered('one.1.unknown', 'retry')])).toBe('execute one.1 2');
  });

  test('is asked about when there is nothing to look with', () => {
    const bare = planOf(runbookText({ One: write }));
    expect(next(bare, lost)).toBe('ask unknown one.1.unknown: retry by-hand');
  });

  test('is looked at again when the second attempt is lost as well: what was found before says nothing', () => {
    const retried = [...lost, ended('one.look', 'failed'), answered('one.1.unknown', 'retry'), intended('one.1', 2)];
    const again = [...retried, resumed, ended('one.1', 'unknown', 2)];
    expect(next(plan, again)).toBe('execute one.look 2');
    expect(next(plan, [...again, ended('one.look', 'succeeded', 2)])).toBe(
      'ask unknown one.1.unknown: succeeded retry by-hand',
    );
  });

  test('is looked at once more when the look itself was lost', () => {
    const looking = [...lost, intended('one.look'), resumed, ended('one.look', 'unknown')];
    expect(next(plan, looking)).toBe('execute one.look 2');
  });

  test('is asked for its typed name again before it is run again', () => {
    const destructive = planOf(runbookText({ One: fence('bash {effect=destructive}', 'act') }));
    const retry = [...lost, answered('one.1.unknown', 'retry')];
    expect(next(destructive, retry)).toBe('ask run one.1');
    expect(next(destructive, [...retry, answered('one.1', 'run')])).toBe('execute one.1 2');
  });

  test('is one that was stopped because the run was interrupted, too, but not one that somebody stopped and decided about', () => {
    const stopped = [...inFlight, ended('one.1', 'stopped')];
    expect(next(plan, stopped)).toBe('ask failure one.1#1');
    expect(next(plan, [...stopped, resumed])).toBe('execute one.look 1');
    const accepted: EventBody = {
      type: 'question-answered',
      question: 'one.1#1',
      kind: 'failure',
      text: '',
      answer: 'accept',
      by: 'responder',
    };
    expect(next(plan, [...stopped, accepted, resumed])).toBe('end one accepted');
  });
});

describe('a read whose end nobody saw', () => {
  const plan = planOf(runbookText({ One: fence('bash {effect=read}', 'act') }));

  const lost = [started, answered('one.1', 'run'), intended('one.1', 1, 'read'), resumed, ended('one.1', 'unknown')];

  test('is asked about again where a person had let it run', () => {
    expect(next(plan, lost)).toBe('ask run one.1');
    expect(next(plan, [...lost, answered('one.1', 'run')])).toBe('execute one.1 2');
    expect(next(plan, [...lost, answered('one.1', 'skip')])).toBe('end one skipped');
  });

  test('is simply run again where a flag had', () => {
    const read = intended('one.1', 1, 'read');
    const flagged = [started, answered('one.1', 'run', 'flag'), read];
    expect(next(plan, [...flagged, resumed, ended('one.1', 'unknown')])).toBe('execute one.1 2');
    expect(next(plan, [...flagged, changed, ended('one.1', 'unknown')])).toBe('ask run one.1');
  });

  test('is no read where it was begun as a write', () => {
    expect(next(plan, [...inFlight, resumed, ended('one.1', 'unknown')])).toMatch('ask unknown one.1.unknown');
  });
});

test('what a check said in the middle of a step is no answer to a criterion', () => {
  const criterion = fence('bash {check="It answers" effect=read id=answers}', 'curl');
  const plan = planOf(runbookText({ One: write + criterion }, { after: '## Success Criteria\n\n- [ ] It answers\n' }));
  const counted = [
    ...lost,
    intended('one.answers'),
    ended('one.answers', 'succeeded'),
    answered('one.1.unknown', 'succeeded'),
  ];
  const stepEnded: EventBody = { type: 'step-ended', step: 'one', outcome: 'succeeded-by-checks', elapsedMs: 0 };
  expect(next(plan, [...counted, stepEnded])).toBe('execute one.answers 2');
});

test('a run that was interrupted between two actions goes on with the second', () => {
  const plan = planOf(runbookText({ One: write + fence('bash {effect=write id=more}', 'more') }));
  const between = [...inFlight, ended('one.1', 'succeeded'), resumed];
  expect(next(plan, between)).toBe('ask run one.more');
});

describe('an undo that was interrupted', () => {
  const plan = planOf(
    runbookText({ One: write + check + fence('bash {effect=write undo id=back}', 'back'), Two: write }),
  );
  const undoing: EventBody[] = [
    ...inFlight,
    ended('one.1', 'failed'),
    { type: 'undo-started', actions: ['one.back'] },
    answered('one.back', 'run'),
    intended('one.back'),
  ];

  test('goes on with the undo alone, and asks about what nobody saw the end of', () => {
    const back = [...undoing, resumed, ended('one.back', 'unknown')];
    expect(next(plan, back)).toBe('ask unknown one.back.unknown: retry by-hand');
    expect(next(plan, [...back, answered('one.back.unknown', 'by-hand')])).toBe('end-undo');
    expect(next(plan, [...back, answered('one.back.unknown', 'retry')])).toBe('execute one.back 2');
  });

  test('takes nothing back twice', () => {
    expect(next(plan, [...undoing, ended('one.back', 'succeeded'), resumed])).toBe('end-undo');
  });
});

describe('a condition in a run that goes on', () => {
  const look = fence('bash {check="" effect=read id=look}', 'curl "$TOKEN"');
  const plan = planOf(runbookText({ One: `Only if it ran:\n\n${write}\n${look}` }));
  const goesOn = (attended: boolean): EventBody => ({ ...resumed, type: 'run-resumed', attended });

  test('is asked for below what its checks say where a person is there now', () => {
    expect(next(plan, [started])).toBe('execute one.look 1');
    expect(next(plan, [started, goesOn(true)])).toBe('execute one.look 1');
    expect(next(plan, [started, goesOn(false)])).toBe('ask guard one');
  });

  test('is asked for without a check that reads a secret which was never kept', () => {
    const values = createValues();
    values.withheld.add('token');
    expect(next(plan, [started, goesOn(true)], values)).toBe('ask guard one');
  });
});

describe('a command that reads a variable which was lost with the session', () => {
  const steps = {
    One: [fence('bash {effect=write id=one}', 'X=1'), fence('bash {effect=write id=use}', 'act')].join('\n'),
  };
  const plan = planOf(runbookText(steps));
  const may = plan.dispositions.get('one.use');
  if (may?.may !== 'run') throw new Error('it may not run');
  const dependsOn = [{ variable: 'X', setBy: ['one.one'] }];
  const reading = { ...plan, dispositions: new Map([...plan.dispositions, ['one.use', { ...may, dependsOn }]]) };
  const values = createValues();
  values.lostVariables.add('X');
  const set = [started, answered('one.one', 'run'), intended('one.one'), ended('one.one', 'succeeded')];
  const used = [...set, answered('one.use', 'run'), intended('one.use')];
  const retry = (question: string, kind: 'failure' | 'unknown'): EventBody => ({
    type: 'question-answered',
    ...{ question, kind, text: '', answer: 'retry', by: 'responder' },
  });

  test.each([
    ['before it has begun', [...set, answered('one.use', 'run'), resumed]],
    ['when it had failed', [...used, ended('one.use', 'failed'), resumed, retry('one.use#1', 'failure')]],
    ['when nobody saw its end', [...used, resumed, ended('one.use', 'unknown'), retry('one.use.unknown', 'unknown')]],
  ])('is not run without it, %s', (_, bodies) => {
    expect(next(reading, bodies, values)).toBe('ask by-hand one.use');
  });
});

test('an undo whose end nobody saw stays unknown in the next undo', () => {
  const undo = fence('bash {undo effect=write id=back}', 'back');
  const plan = planOf(runbookText({ One: fence('bash {effect=write id=one}', 'act') + undo }));
  const begun: EventBody = { type: 'undo-started', actions: ['one.back'] };
  const lost = [
    ...[started, answered('one.one', 'run'), intended('one.one'), ended('one.one', 'failed'), begun],
    ...[answered('one.back', 'run'), intended('one.back'), resumed, ended('one.back', 'unknown')],
  ];
  expect(next(plan, lost)).toMatch('ask unknown one.back.unknown');
  const again: EventBody[] = [{ type: 'undo-ended', outcome: 'stopped' }, resumed, begun];
  expect(next(plan, [...lost, ...again])).toMatch('ask unknown one.back.unknown');
});
