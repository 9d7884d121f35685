import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { type Input, variableOf } from '../runbook/input.ts';
import { answerAbout, askToRun } from './consent.ts';
import { walkToExecute } from './execute-next.ts';
import { isDeclaredRead } from './look-at-checks.ts';
import { mayRead } from './may-read.ts';
import type { InputQuestion } from './question.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';
import type { Walk, WalkContext } from './walk.ts';

/**
 * Before a resumed run executes something: a secret that it may need and that was never kept. A read that printed it is
 * run again; else the value is asked for.
 */
export function beforeExecuting(walk: Walk, context: WalkContext): Walk {
  if (walk.next !== 'command' || walk.command.do !== 'execute') return walk;
  const { action, may } = walk.command;
  const { plan, values, step, state } = { ...context, step: context.step?.id };
  const name = [...values.withheld].find((one) => mayRead(action, may.script, variableOf(one)));
  if (name === undefined || gives(action, name)) return walk;
  return (
    printAgain(name, context, state) ?? {
      next: 'command',
      command: { do: 'ask', question: withheldQuestion(name, action, plan, step) },
    }
  );
}

function gives({ capture, secret }: Action, name: string): boolean {
  return capture === name || secret === name;
}

function printAgain(name: string, context: WalkContext, state: RunState): Walk | undefined {
  const action = allActionsOf(context.plan.runbook).find((one) => gives(one, name));
  return action && runAgain(action, context.plan, state);
}

/** A declared read of an earlier step, once more in this part of the run; undefined where that cannot help. */
export function runAgain(action: Action, plan: RunPlan, state: RunState): Walk | undefined {
  const may = dispositionOf(plan, action.address);
  if (may.may !== 'run' || !isDeclaredRead(may)) return undefined;
  const resumedSeq = state.resumed.at(-1)?.seq ?? 0;
  const found = state.actions.get(action.address);
  if (found?.status === 'ended' && found.ended.seq > resumedSeq) return undefined;
  const said = answerAbout(action.address, state);
  const isFree = said?.by === 'flag' || (said !== undefined && said.seq > resumedSeq);
  if (!isFree) return askToRun(action, may, { plan, step: plan.runbook.steps.find((one) => one.id === found?.step) });
  if (said?.answer !== 'run') return undefined;
  return walkToExecute(action, may, state);
}

/** The question for a secret that was never kept: an input, or what an action gave. */
function withheldQuestion(
  name: string,
  { place }: Action,
  { runbook }: RunPlan,
  step: string | undefined,
): InputQuestion {
  const declared = runbook.inputs.find((one) => one.name === name);
  const setter = allActionsOf(runbook).find((one) => gives(one, name));
  const source = declared === undefined ? `, which ${setter?.address ?? 'an action'} gave` : '';
  const text = declared?.prompt ?? `${name}${source}; secrets are never kept`;
  const input: Input = declared ?? { name, type: 'secret', place };
  return { kind: 'input', id: name, text, place: input.place, step, input };
}
