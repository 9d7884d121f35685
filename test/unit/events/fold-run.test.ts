import { describe, expect, test } from 'vitest';
import { applyEvent, emptyRun, foldRun } from '../../../src/events/fold-run.ts';
import { actionsInFlight } from '../../../src/events/run-state.ts';
import { responderOf, summarizeRun } from '../../../src/events/run-summary.ts';
import { eventsOf, runStarted, story } from './story.ts';

const started = { ...runStarted, steps: [...runStarted.steps], criteria: [...runStarted.criteria], followUps: [] };

describe('foldRun', () => {
  test('steps are those of run-started, each with its times, outcome and verdict', () => {
    expect([...foldRun(story).steps.values()]).toEqual([
      {
        ...runStarted.steps[0],
        status: 'ended',
        startedMonoMs: 1_000,
        startedAt: '2026-11-23T03:14:10.000Z',
        outcome: 'succeeded',
        elapsedMs: 5_100,
        verdict: 'within',
      },
      {
        ...runStarted.steps[1],
        status: 'ended',
        startedMonoMs: 7_000,
        startedAt: '2026-11-23T03:14:16.000Z',
        outcome: 'succeeded',
        elapsedMs: 123_000,
        verdict: 'over',
      },
      { ...runStarted.steps[2], status: 'ended', outcome: 'skipped', detail: 'not needed', elapsedMs: 0 },
    ]);
  });

  test('a step is not begun, then running and current, then ended and no longer current', () => {
    const seen = [1, 3, 7].map((count) => {
      const state = foldRun(story.slice(0, count));
      return [state.steps.get('identify')?.status, state.currentStep];
    });
    expect(seen).toEqual([
      ['not-begun', undefined],
      ['running', 'identify'],
      ['ended', undefined],
    ]);
  });

  test('an action has its last attempt, that attempt’s end and the step it ran in', () => {
    const { intended, ended, ...action } = endedAction('roll-back.undo');
    expect(action).toEqual({
      address: 'roll-back.undo',
      step: 'roll-back',
      attempts: 2,
      tries: 2,
      effect: 'write',
      status: 'ended',
      outcome: 'succeeded',
      exitCode: 0,
      tail: [],
      outputs: { revision: '42' },
    });
    expect([intended?.command, ended.elapsedMs]).toEqual(['kubectl rollout undo deployment/payment-processor', 4_000]);
  });

  test('an action that was intended and did not end is in flight, with the process it started', () => {
    const before = foldRun(story.slice(0, 4));
    const begun = foldRun(story.slice(0, 5));
    expect([before, begun].map((state) => actionsInFlight(state).map(({ address, pid }) => [address, pid]))).toEqual([
      [['identify.history', undefined]],
      [['identify.history', 99]],
    ]);
    expect(actionsInFlight(foldRun(story))).toEqual([]);
  });

  test('a second attempt in flight hides the end of the first', () => {
    expect(foldRun(story.slice(0, 13)).actions.get('roll-back.undo')).toMatchObject({
      attempts: 2,
      status: 'in-flight',
    });
  });

  test('an answer is found by its question and by each action that it covers', () => {
    const state = foldRun(story);
    const answer = state.answers.get('roll-back.run');
    expect(answer).toMatchObject({ answer: 'run', user: 'mira', monoMs: 12_000 });
    expect([...state.coveredBy]).toEqual([
      ['roll-back.undo', answer],
      ['roll-back.wait', answer],
    ]);
  });

  test('the last answer to a question, the last option, output, verdict and proof win', () => {
    const question = {
      type: 'question-answered',
      question: 'q',
      kind: 'guard',
      text: 'Only if?',
      by: 'responder',
    } as const;
    const target = { kind: 'kubernetes', server: 'https://a.example.com', namespace: 'n' } as const;
    const state = foldRun(
      eventsOf([
        [0, { ...question, answer: 'no' }],
        [1, { ...question, answer: 'yes' }],
        [2, { type: 'option-chosen', choice: 'c', option: 'A', title: 'a', by: 'flag' }],
        [3, { type: 'option-chosen', choice: 'c', option: 'B', title: 'b', by: 'flag' }],
        [4, { type: 'check-ended', criterion: 'k', verdict: 'open', by: 'check' }],
        [5, { type: 'check-ended', criterion: 'k', verdict: 'met', by: 'responder', user: 'mira' }],
        [6, { type: 'target-proved', target, outcome: 'proved' }],
        [7, { type: 'target-proved', target, outcome: 'unreachable', before: 's.a' }],
      ]),
    );
    expect([
      state.answers.get('q')?.answer,
      state.options.get('c')?.option,
      state.criteria.get('k')?.verdict,
      state.targets.get('kubernetes')?.outcome,
      foldRun(story).outputs,
    ]).toEqual(['yes', 'B', 'met', 'unreachable', new Map([['revision', '42']])]);
  });

  test('notes, budgets passed, the end and the last time are kept', () => {
    const state = foldRun(story);
    expect([
      state.notes.map((note) => note.text),
      [...state.budgetsPassed.keys()],
      state.ended?.outcome,
      state.lastMonoMs,
      state.lastAt,
      state.started?.inputs,
    ]).toEqual([
      ['Argo CD is still paused'],
      ['roll-back'],
      'unverified',
      191_000,
      '2026-11-23T03:17:20.000Z',
      { version: 'v1.1.0' },
    ]);
  });

  test('a resumed run is neither paused nor ended', () => {
    const resumed = { type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 1 } as const;
    const ended = { type: 'run-ended', outcome: 'interrupted', exitCode: 130, elapsedMs: 1, reasons: [] } as const;
    const events = eventsOf([
      [0, started],
      [1, { type: 'run-paused', user: 'mira' }],
      [2, { ...ended, reasons: [] }],
      [3, resumed],
    ]);
    const before = foldRun(events.slice(0, 3));
    const after = foldRun(events);
    expect([before.paused?.user, before.ended?.outcome, responderOf(before)]).toEqual(['mira', 'interrupted', 'mira']);
    expect([after.paused, after.ended, after.resumed.length, responderOf(after)]).toEqual([
      undefined,
      undefined,
      1,
      'jonas',
    ]);
  });

  test('an undo is under way until it has ended', () => {
    const events = eventsOf([
      [0, { type: 'undo-started', actions: ['a.b'] }],
      [1, { type: 'undo-ended', outcome: 'succeeded' }],
    ]);
    expect([foldRun(events.slice(0, 1)).undo?.ended, foldRun(events).undo?.ended?.outcome]).toEqual([
      undefined,
      'succeeded',
    ]);
  });

  test('a step that run-started did not list is known by its id', () => {
    expect(foldRun(eventsOf([[5, { type: 'step-started', step: 'restore' }]])).steps.get('restore')).toEqual({
      id: 'restore',
      title: 'restore',
      status: 'running',
      startedMonoMs: 5,
      startedAt: '2026-11-23T03:14:09.005Z',
    });
  });

  test('unknown events are kept and change nothing else', () => {
    const unknown = { type: 'unknown', raw: { v: 9 }, why: 'newer' } as const;
    const state = foldRun([...story, unknown]);
    expect([state.unknown, state.lastMonoMs]).toEqual([[unknown], 191_000]);
  });

  test('event by event gives the same state as all at once', () => {
    let state = emptyRun();
    for (const event of story) state = applyEvent(state, event);
    expect(state).toEqual(foldRun(story));
  });

  test('two runs folded at the same time do not touch each other', () => {
    const other = emptyRun();
    foldRun(story);
    expect([other.steps.size, emptyRun().steps.size]).toEqual([0, 0]);
  });

  test('an event is written into the state there is, so that a long run costs no more per event', () => {
    const state = emptyRun();
    const { steps, notes, answers } = state;
    for (const event of story) expect(applyEvent(state, event)).toBe(state);
    expect([state.steps === steps, state.notes === notes, state.answers === answers]).toEqual([true, true, true]);
  });
});

test('a summary takes the end’s time, else the last event’s', () => {
  const is = { name: 'n', id: 'i', standing: { state: 'running', pid: 1 } } as const;
  const times = [story, story.slice(0, 8)].map((events) => summarizeRun(foldRun(events), is).elapsedMs);
  expect(times).toEqual([191_000, 7_000]);
});

function endedAction(address: string) {
  const action = foldRun(story).actions.get(address);
  if (action?.status !== 'ended') throw new Error(`${address} has not ended`);
  return action;
}
