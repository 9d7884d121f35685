import type { Input } from '../runbook/input.ts';
import type { Command } from './command.ts';
import { executeNext } from './execute-next.ts';
import { isUnknown } from './is-unknown.ts';
import { nextForAction } from './next-for-action.ts';
import { listerOf, printedChoices } from './printed-choices.ts';
import type { InputQuestion } from './question.ts';
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
  for (const input of context.plan.runbook.inputs) {
    const next = nextForInput(input, context);
    if (next !== undefined) return next;
  }
  return undefined;
}

function nextForInput(input: Input, context: WalkContext): Command | undefined {
  const value = context.values.byName.get(input.name);
  if (value === undefined && context.values.withheld.has(input.name)) return undefined;
  if (value === undefined) return choicesFirst(input, context) ?? ask(input);
  // A person has chosen from the list already.
  if (!isBound(input) || context.state.answers.has(input.name)) return undefined;
  return choicesFirst(input, context) ?? bindToChoices(input, value, context);
}

/** Of a choice the printed lines are all there is; of any other type they are suggestions. */
function isBound({ type, choices, choicesFrom }: Input): boolean {
  return type === 'choice' && choicesFrom !== undefined && (choices ?? []).length === 0;
}

/** The action that lists the choices is run before the question, when it is a declared read. */
function choicesFirst(input: Input, { plan, state }: WalkContext): Command | undefined {
  const action = listerOf(input, plan);
  if (action === undefined) return undefined;
  const found = state.actions.get(action.address);
  if (found !== undefined && !isUnknown(found, state)) return undefined;
  if (action.never || action.confirm !== undefined) return undefined;
  const may = dispositionOf(plan, action.address);
  if (may.may !== 'run' || may.effect !== 'read' || may.assumed) return undefined;
  return executeNext(action, may, state);
}

/** A value given before the run has met no list yet; recorded as an answer, it is not held against a later list. */
function bindToChoices(input: Input, value: string, { plan, state }: WalkContext): Command | undefined {
  const lister = listerOf(input, plan);
  const found = state.actions.get(lister?.address ?? '');
  if (lister === undefined || found === undefined) return undefined;
  const choices = printedChoices(input, plan, state);
  if (choices?.includes(value) === true) return { do: 'settle', question: questionOf(input), answer: value };
  const why =
    choices === undefined
      ? `its choices cannot be read, because ${lister.address} failed`
      : `it must be one of ${listed(choices)}, which ${lister.address} printed`;
  const reason = `the value "${value}" of ${input.name} is not possible: ${why}; nothing has been changed`;
  return { do: 'end-run', outcome: 'failed', reasons: [reason] };
}

function listed(choices: readonly string[]): string {
  if (choices.length === 0) return 'no lines';
  const more = choices.length > 8 ? ` and ${choices.length - 8} more` : '';
  return `${choices.slice(0, 8).join(', ')}${more}`;
}

function ask(input: Input): Command {
  return { do: 'ask', question: questionOf(input) };
}

function questionOf(input: Input): InputQuestion {
  return { kind: 'input', id: input.name, text: input.prompt ?? input.name, place: input.place, input };
}
