import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import type { Effect } from '../../../src/runbook/effect.ts';
import type { Command } from '../../../src/runner/command.ts';
import { nextCommand } from '../../../src/runner/next-command.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { createValues } from '../../../src/runner/values.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { eventsOf } from '../events/story.ts';
import { planOf } from './machine.ts';

const write = fence('bash {effect=write}', 'act');
const check = fence('bash {check="" effect=read id=look}', 'look');

function begun(plan: RunPlan): EventBody[] {
  const steps = plan.graph.order.map((id) => ({ id, title: id }));
  const runbook = { path: 'a.md', name: 'a', title: 'a', digest: '' };
  const responder = { user: 'mira', host: 'bastion-2', pid: 1 };
  const facts = { run: '1123-0314', runbook, drill: false, responder, version: '0.1.0', attended: true };
  return [{ type: 'run-started', ...facts, steps, criteria: [], followUps: [], inputs: {} }];
}

const answered = (question: string, answer: string, by: 'responder' | 'flag' = 'responder'): EventBody => ({
  type: 'question-answered',
  ...{ question, kind: question.endsWith('.unknown') ? 'unknown' : 'run', text: '', answer, by, user: 'mira' },
  covers: question.endsWith('.unknown') ? undefined : [question],
});

const intended = (action: string, attempt = 1, effect: Effect = 'write'): EventBody => ({
  type: 'action-intended',
  ...{ action, attempt, kind: 'shell', effect, command: '', line: 1 },
});

const ended = (action: string, outcome: 'succeeded' | 'failed' | 'stopped' | 'unknown', attempt = 1): EventBody => ({
  type: 'action-ended',
  ...{ action, attempt, outcome, elapsedMs: 0, tail: [], outputs: {} },
});

const resumed: EventBody = { type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 2 };
const changed: EventBody = {
  ...resumed,
  type: 'run-resumed',
  changed: { digest: '', keptAs: 'runbook-2.md', steps: [{ id: 'one', title: 'one' }], criteria: [], followUps: [] },
};
const started: EventBody = { type: 'step-started', step: 'one' };
const inFlight = [started, answered('one.1', 'run'), intended('one.1')];
const lost = [...inFlight, resumed, ended('one.1', 'unknown')];

/** What comes next after these events; a name for it. */
function next(plan: RunPlan, bodies: readonly EventBody[], values = createValues()): string {
  const events = eventsOf([...begun(plan), ...bodies].map((body, index) => [index, body]));
  return nameOf(nextCommand(plan, foldRun(events), values));
}

function nameOf(command: Command): string {
  switch (command.do) {
    case 'ask': {
      const { question } = command;
      return `ask ${question.kind} ${question.id}${question.kind === 'unknown' ? `: ${question.ways.join(' ')}` : ''}`;
    }
    case 'execute':
      return `execute ${command.action.address} ${command.attempt}`;
    case 'end-step':
      return `end ${command.step} ${command.outcome}`;
    default:
      return command.do;
  }
}

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
