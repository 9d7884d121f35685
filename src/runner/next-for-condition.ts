import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Condition } from '../runbook/body.ts';
import type { Command } from './command.ts';
import { decideWhen } from './decide-when.ts';
import { executeNext } from './execute-next.ts';
import { isUnknown } from './is-unknown.ts';
import { checksOfStep, lookedAt } from './look-at-checks.ts';
import { conditionQuestion } from './question.ts';
import type { WalkContext } from './walk.ts';

/** What a condition without an answer needs: `when=` decides it, or the checks of its step are looked at and a person is asked. */
export function nextForCondition(condition: Condition, context: WalkContext): Command {
  const { plan, state, values, step } = context;
  const decision = condition.when === undefined ? 'unknown' : decideWhen(condition.when, plan, state, values);
  if (decision !== 'unknown') {
    const isSo = (decision === 'yes') === (condition.runsIf === 'yes');
    return { do: 'settle', question: conditionQuestion(condition, step?.id), answer: isSo ? 'yes' : 'no' };
  }
  // Without a person there is nobody to look at them.
  const checks = state.started?.attended === true ? checksOfStep(step, plan, state) : [];
  const open = checks.find(({ action }) => !isSeen(action, context));
  if (open !== undefined) return executeNext(open.action, open.may, state);
  const looked = checks.flatMap(({ action }) => lookedAt(action, state));
  return { do: 'ask', question: conditionQuestion(condition, step?.id, looked) };
}

/** In this step, and after whatever was written last. */
function isSeen({ address }: Action, { state, step }: WalkContext): boolean {
  const found = state.actions.get(address);
  if (found?.status !== 'ended' || found.step !== step?.id || isUnknown(found, state)) return false;
  return found.ended.seq > lastWriteSeq(state);
}

function lastWriteSeq({ actions }: RunState): number {
  const writes = [...actions.values()].filter(({ intended }) => intended !== undefined && intended.effect !== 'read');
  return Math.max(-1, ...writes.map((action) => (action.status === 'ended' ? action.ended.seq : -1)));
}
