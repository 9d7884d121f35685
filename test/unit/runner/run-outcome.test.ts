import { describe, expect, test } from 'vitest';
import { stepOutcomes } from '../../../src/events/event.ts';
import { applyEvent } from '../../../src/events/fold-run.ts';
import { outcomeOf } from '../../../src/runner/run-outcome.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

const plan = planOf(
  runbookText({ One: fence('bash {effect=read}', 'look') }, { after: '## Success Criteria\n\n- [ ] It answers\n' }),
);

type StepOutcome = (typeof stepOutcomes)[number];

/** A run through to its end, and then the last word about its step and its criterion. */
function outcomeWith(outcome: StepOutcome, verdict: 'met' | 'not-met' | 'open') {
  const { state } = play(plan, worldOf());
  const envelope = { v: 1, seq: 99, at: '2026-11-23T03:14:09.000Z', monoMs: 99, prev: '' } as const;
  applyEvent(state, { ...envelope, type: 'step-ended', step: 'one', outcome, elapsedMs: 0 });
  applyEvent(state, {
    ...envelope,
    type: 'check-ended',
    criterion: 'success-criteria.it-answers',
    verdict,
    by: 'check',
  });
  return outcomeOf(plan, state).outcome;
}

const expected: Readonly<Record<StepOutcome, string>> = {
  succeeded: 'succeeded',
  'succeeded-by-checks': 'succeeded',
  'by-hand': 'succeeded',
  accepted: 'succeeded',
  'skipped-condition': 'succeeded',
  skipped: 'unverified',
  'skipped-cannot-tell': 'unverified',
  'not-reached': 'unverified',
  failed: 'failed',
  refused: 'failed',
  unknown: 'failed',
};

describe('the outcome of a run', () => {
  test.each(stepOutcomes)('with a step that is %s and a criterion that is met', (outcome) => {
    expect(outcomeWith(outcome, 'met')).toBe(expected[outcome]);
  });

  test.each(stepOutcomes)('with a step that is %s and a criterion that is open is never succeeded', (outcome) => {
    expect(outcomeWith(outcome, 'open')).toBe(expected[outcome] === 'failed' ? 'failed' : 'unverified');
  });

  test.each(stepOutcomes)('with a step that is %s and a criterion that is not met is failed', (outcome) => {
    expect(outcomeWith(outcome, 'not-met')).toBe('failed');
  });

  test('is unverified when nobody could tell whether a prerequisite is met', () => {
    const text = runbookText(
      { One: fence('bash {effect=read}', 'look') },
      { before: '## Prerequisites\n\n- Two people are awake\n' },
    );
    const own = planOf(text);
    const { state } = play(own, worldOf());
    const question = { question: 'prerequisites.two-people-are-awake', kind: 'prerequisite', text: '' } as const;
    const envelope = { v: 1, seq: 99, at: '2026-11-23T03:14:09.000Z', monoMs: 99, prev: '' } as const;
    applyEvent(state, { ...envelope, type: 'question-answered', ...question, answer: 'unknown', by: 'flag' });
    expect(outcomeOf(own, state)).toEqual({ outcome: 'unverified', reasons: ['Two people are awake: cannot tell'] });
  });
});
