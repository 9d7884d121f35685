import type { Place } from '../diagnostics/place.ts';
import type { Action, When } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Input } from '../runbook/input.ts';
import { conditionsIn } from '../runbook/nodes-in.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { guessName, type ParseContext, placeOfAttribute, report, reportName } from './parse-context.ts';

/** Every name that an attribute or the front matter points at must exist. Steps are checked by the graph. */
export function checkReferences(runbook: Runbook, context: ParseContext): void {
  const actions = allActionsOf(runbook);
  const ids = actions.filter((action) => action.named).map((action) => action.id);
  const outputs = actions.flatMap((action) => [action.capture, action.secret].filter((name) => name !== undefined));
  const values = [
    ...runbook.inputs.map((input) => input.name),
    ...outputs,
    ...ids,
    ...actions.map((action) => action.address),
  ];
  const known = new Set(values);
  const expectName = (name: string, place: Place, what: string) => {
    if (known.has(name)) return;
    const meant = guessName(context, name, values);
    const otherwise = 'Name an input, an output (capture=) or the id of an action.';
    const message = `${what} "${name}" is not defined`;
    reportName(context, 'unknown-name', place, message, { written: name, meant, otherwise });
  };
  const written = writtenNames(actions);
  const inputs = new Map(runbook.inputs.map((input) => [input.name, input]));
  for (const when of whensOf(runbook)) {
    if (!written.has(when.name)) expectName(when.name, when.place, 'when=');
    const input = inputs.get(when.name);
    if (input !== undefined && !isYesNo(input)) reportNoYesNo(input, when, context);
  }
  for (const input of runbook.inputs)
    if (input.choicesFrom !== undefined) expectName(input.choicesFrom, input.place, 'choicesFrom:');
  const environments = runbook.environments.map((environment) => environment.name);
  for (const action of actions) {
    if (action.onlyIn === undefined || environments.includes(action.onlyIn)) continue;
    const meant = guessName(context, action.onlyIn, environments);
    const otherwise = `There are: ${environments.slice(0, 10).join(', ') || 'none'}.`;
    const place = placeOfAttribute(context, action, 'env');
    const message = `no environment "${action.onlyIn}" is defined`;
    reportName(context, 'unknown-name', place, message, { written: action.onlyIn, meant, otherwise });
  }
}

const yesNoWords = new Set(['yes', 'y', 'true', 'on', '1', 'no', 'n', 'false', 'off', '0']);

/** Choices that an action lists are not known before it has run. */
function isYesNo({ type, choices = [] }: Input): boolean {
  return type === 'boolean' || (type === 'choice' && choices.every((choice) => yesNoWords.has(choice.toLowerCase())));
}

function reportNoYesNo({ name, type }: Input, { place }: When, context: ParseContext): void {
  const message = `when= needs a yes/no input, and "${name}" is ${type === 'integer' ? 'an' : 'a'} ${type}`;
  const hint = 'Give it type: boolean, or let an action answer: when=ID takes its exit status, 0 or 1.';
  report(context, 'attribute-value', place, message, hint);
}

/** Values written to $RUNBOOK_OUTPUT are not known before they are written. */
function writtenNames(actions: readonly Action[]): ReadonlySet<string> {
  const writers = actions.filter((action) => action.source.includes('RUNBOOK_OUTPUT'));
  return new Set(
    writers.flatMap(({ source }) => [...source.matchAll(/([a-z][a-z0-9_]*)=/g)].map(([, name = '']) => name)),
  );
}

function whensOf(runbook: Runbook): readonly When[] {
  const steps = [...runbook.steps, ...runbook.undo];
  const guards = steps.flatMap((step) => [step.condition, ...conditionsIn(step.body)]);
  const all = [
    ...steps.map((step) => step.when),
    ...guards.map((guard) => guard?.when),
    ...allActionsOf(runbook).map((action) => action.when),
  ];
  return all.filter((when) => when !== undefined);
}
