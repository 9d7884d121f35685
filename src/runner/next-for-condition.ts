import { isAttended } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Condition } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { variableOf } from '../runbook/input.ts';
import type { Command } from './command.ts';
import { decideWhen } from './decide-when.ts';
import { executeNext } from './execute-next.ts';
import { isUnknown } from './is-unknown.ts';
import { checksOfStep, lookedAt } from './look-at-checks.ts';
import { mayRead } from './may-read.ts';
import { conditionQuestion } from './question.ts';
import type { RunValues } from './values.ts';
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
  const checks = isAttended(state)
    ? checksOfStep(context).filter(({ action, may }) => isAtHand(action, may, values))
    : [];
  const open = checks.find(({ action }) => !isSeen(action, context));
  if (open !== undefined) return executeNext(open.action, open.may, state);
  const looked = checks.flatMap(({ action }) => lookedAt(action, state));
  return { do: 'ask', question: conditionQuestion(condition, step?.id, looked) };
}

/** Nobody is asked for a secret only to look at something. */
function isAtHand(action: Action, { script }: Runnable, { withheld }: RunValues): boolean {
  return ![...withheld].some((name) => mayRead(action, script, variableOf(name)));
}

/** In this step, and after whatever was written last. */
function isSeen({ address }: Action, { state, step }: WalkContext): boolean {
  const found = state.actions.get(address);
  if (found?.status !== 'ended' || found.step !== step?.id || isUnknown(found, state)) return false;
  return found.ended.seq > (state.lastWrite?.seq ?? -1);
}
