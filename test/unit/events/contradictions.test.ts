import { expect, test } from 'vitest';
import { contradictionsOf } from '../../../src/events/contradictions.ts';
import type { EventBody, EventBodyOf } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import { eventsOf, runStarted } from './story.ts';

type Outcome = EventBodyOf<'run-ended'>['outcome'];
type StepOutcome = EventBodyOf<'step-ended'>['outcome'];

const started: EventBody = {
  ...runStarted,
  steps: [{ id: 'one', title: 'One' }],
  criteria: [{ id: 'well', text: 'All is well' }],
  followUps: [],
};

test.each<[string, Outcome, number, StepOutcome | undefined, 'met' | 'not-met' | 'open', readonly string[]]>([
  ['succeeded is right', 'succeeded', 0, 'succeeded', 'met', []],
  ['late but succeeded is right', 'succeeded', 3, 'by-hand', 'met', []],
  ['failed is right', 'failed', 1, 'failed', 'open', []],
  ['failed before the first step is right', 'failed', 1, 'not-reached', 'open', []],
  ['unverified is right', 'unverified', 1, 'succeeded', 'open', []],
  ['interrupted says nothing of steps', 'interrupted', 130, undefined, 'open', []],
  [
    'a step failed, and the criterion is open',
    'succeeded',
    0,
    'failed',
    'open',
    [
      'the run is recorded as succeeded, but step "One" has failed',
      'the run is recorded as succeeded, but "All is well" is open',
    ],
  ],
  [
    'a step has no end',
    'succeeded',
    0,
    undefined,
    'met',
    ['the run is recorded as succeeded, but step "One" has no end'],
  ],
  [
    'a criterion is not met',
    'unverified',
    1,
    'succeeded',
    'not-met',
    ['the run is recorded as unverified, but "All is well" is NOT MET'],
  ],
  ['nothing failed', 'failed', 1, 'succeeded', 'met', ['the run is recorded as failed, but nothing in it has failed']],
  [
    'the exit code is that of another outcome',
    'succeeded',
    1,
    'succeeded',
    'met',
    ['the run is recorded as succeeded, but with exit code 1'],
  ],
])('%s', (_title, outcome, exitCode, step, verdict, expected) => {
  const ended: EventBody = { type: 'run-ended', outcome, exitCode, elapsedMs: 0, reasons: [] };
  const stepEnded: EventBody[] =
    step === undefined ? [] : [{ type: 'step-ended', step: 'one', outcome: step, elapsedMs: 0 }];
  const check: EventBody = { type: 'check-ended', criterion: 'well', verdict, by: 'responder' };
  const events = eventsOf([started, ...stepEnded, check, ended].map((body) => [0, body]));
  expect(contradictionsOf(foldRun(events))).toEqual(expected);
});

test('a run that has not ended contradicts nothing', () => {
  expect(contradictionsOf(foldRun(eventsOf([[0, started]])))).toEqual([]);
});
