import type { Place } from '../diagnostics/place.ts';
import type { Action, When } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Condition } from '../runbook/body.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { guessName, type ParseContext, placeOfAttribute, report } from './parse-context.ts';

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
    const guess = guessName(context, name, values);
    const hint =
      guess === undefined ? 'Name an input, an output (capture=) or the id of an action.' : `Did you mean "${guess}"?`;
    report(context, 'unknown-name', place, `${what} "${name}" is not defined`, hint);
  };
  const written = writtenNames(actions);
  for (const when of whensOf(runbook)) if (!written.has(when.name)) expectName(when.name, when.place, 'when=');
  for (const input of runbook.inputs)
    if (input.choicesFrom !== undefined) expectName(input.choicesFrom, input.place, 'choicesFrom:');
  const environments = runbook.environments.map((environment) => environment.name);
  for (const action of actions) {
    if (action.onlyIn === undefined || environments.includes(action.onlyIn)) continue;
    const guess = guessName(context, action.onlyIn, environments);
    const hint =
      guess === undefined
        ? `There are: ${environments.slice(0, 10).join(', ') || 'none'}.`
        : `Did you mean "${guess}"?`;
    const place = placeOfAttribute(context, action, 'env');
    report(context, 'unknown-name', place, `no environment "${action.onlyIn}" is defined`, hint);
  }
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
  const guards: (Condition | undefined)[] = steps.flatMap((step) => [
    step.condition,
    ...step.body.map((node) => (node.node === 'guard' ? node.condition : undefined)),
  ]);
  const all = [
    ...steps.map((step) => step.when),
    ...guards.map((guard) => guard?.when),
    ...allActionsOf(runbook).map((action) => action.when),
  ];
  return all.filter((when) => when !== undefined);
}
