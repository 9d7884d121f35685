import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../src/runbook/actions-of.ts';
import { finishAfterRetry, projectFinish } from '../../../src/runner/project-finish.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

const read = fence('bash {effect=read}', 'look');
const plan = planOf(
  runbookText({ 'One (30 seconds)': read, 'Two (2 minutes)': read, 'Three (1 minute)': read }, { front: 'budget: 4m' }),
);

/** The state when the failure question of step two stands there. */
function failed() {
  const usual = worldOf({}, { 'two.1': [1] });
  const stopped = new Error('stopped');
  let seen: ReturnType<typeof play>['state'] | undefined;
  try {
    play(plan, {
      ...usual,
      seen: (command, state) => {
        seen = state;
        if (command.do === 'ask' && command.question.kind === 'failure') throw stopped;
      },
    });
  } catch (error) {
    if (error !== stopped) throw error;
  }
  if (seen === undefined) throw new Error('nothing was seen');
  return seen;
}

describe('the projected finish', () => {
  const state = failed();
  const two = plan.runbook.steps.find(({ id }) => id === 'two');
  const [action] = actionsOf(two?.body ?? []);
  const begun = state.steps.get('two');
  const beganMs = begun?.status === 'running' ? begun.startedMonoMs : Number.NaN;

  test('is now, and what is left of the step and of those behind it', () => {
    expect(projectFinish(plan, state, beganMs + 20_000)).toEqual({
      finishMs: beganMs + 20_000 + 100_000 + 60_000,
      bound: 'about',
      by: 'budget',
      spareMs: 240_000 - beganMs - 180_000,
    });
  });

  test('is a lower bound once the step is over its budget', () => {
    expect(projectFinish(plan, state, beganMs + 130_000)).toMatchObject({
      bound: 'after',
      finishMs: beganMs + 190_000,
    });
  });

  test('goes by what drills took, where they know each step that is left', () => {
    const practice = { drills: 3, wholeMs: 60_000, isP90: false, lastMs: 0, options: new Map() };
    const known = {
      ...plan,
      practice: {
        ...practice,
        steps: new Map([
          ['two', 40_000],
          ['three', 10_000],
        ]),
      },
    };
    expect(projectFinish(known, state, beganMs + 20_000)).toMatchObject({
      ...{ finishMs: beganMs + 20_000 + 20_000 + 10_000, bound: 'about', by: 'drills' },
    });
    // Slower than in a drill is not over what was promised.
    expect(projectFinish(known, state, beganMs + 60_000)).toMatchObject({ bound: 'about' });
    const partly = { ...plan, practice: { ...practice, steps: new Map([['two', 40_000]]) } };
    expect(projectFinish(partly, state, beganMs + 20_000)).toMatchObject({
      ...{ finishMs: beganMs + 20_000 + 20_000 + 60_000, by: 'budget' },
    });
  });

  test('after a retry holds what the action took, or its own budget', () => {
    if (action === undefined) throw new Error('no action');
    const long = { ...action, budgetMs: 90_000 };
    expect(finishAfterRetry(plan, state, beganMs + 100_000, long)).toMatchObject({
      finishMs: beganMs + 100_000 + 90_000 + 60_000,
      spareMs: 240_000 - beganMs - 250_000,
    });
    expect(finishAfterRetry(plan, state, beganMs + 10_000, long)?.finishMs).toBe(beganMs + 180_000);
  });
});
