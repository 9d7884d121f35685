import { allActionsOf } from '../runbook/actions-of.ts';
import type { Input } from '../runbook/input.ts';
import type { Command } from './command.ts';
import { nextForAction } from './next-for-action.ts';
import { dispositionOf } from './run-plan.ts';
import type { WalkContext } from './walk.ts';

/** What comes before the first step: the runbook's own prerequisite checks, then the inputs that have no value yet. */
export function nextBeforeSteps(context: WalkContext): Command | undefined {
  for (const check of context.plan.runbook.prerequisites.checks) {
    const walk = nextForAction(check, context);
    if (walk.next === 'command') return walk.command;
    if (walk.next === 'failed') {
      return { do: 'end-run', outcome: 'failed', reasons: [`prerequisite NOT MET: ${walk.detail}`] };
    }
  }
  const input = context.plan.runbook.inputs.find(({ name }) => !context.values.byName.has(name));
  return input && (choicesFirst(input, context) ?? askInput(input));
}

/** The action that lists the choices is run before the question, when it is a declared read. */
function choicesFirst(input: Input, { plan, state }: WalkContext): Command | undefined {
  if (input.choicesFrom === undefined) return undefined;
  const action = allActionsOf(plan.runbook).find(
    ({ id, address }) => id === input.choicesFrom || address === input.choicesFrom,
  );
  if (action === undefined || state.actions.has(action.address)) return undefined;
  const may = dispositionOf(plan, action.address);
  if (may.may !== 'run' || may.effect !== 'read' || may.assumed) return undefined;
  return { do: 'execute', action, may, attempt: 1 };
}

function askInput(input: Input): Command {
  const question = {
    kind: 'input',
    id: input.name,
    text: input.prompt ?? input.name,
    place: input.place,
    input,
  } as const;
  return { do: 'ask', question };
}
