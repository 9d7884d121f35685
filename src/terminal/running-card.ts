import { wrapText } from '../diagnostics/wrap-text.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { formatExcess } from '../runbook/duration.ts';
import { effectWord } from '../runbook/effect.ts';
import type { Step } from '../runbook/step.ts';
import { stepOf } from '../runner/run-plan.ts';
import { type Block, block, type Card, type CardView } from './card.ts';
import { factRows, fill, stepRule } from './card-text.ts';
import type { ChildOutput } from './child-output.ts';
import { commandRows } from './run-card.ts';

const shownOutput = 10;

/** A command runs: what it is, what it says, and what comes after it. Over its budget also what the runbook says then. */
export function runningCard(address: string, output: ChildOutput, view: CardView): Card {
  const action = allActionsOf(view.plan.runbook).find((one) => one.address === address);
  const step = stepOf(view.plan, view.state.currentStep ?? '');
  const excessMs = overBy(step, view);
  const effect = view.state.actions.get(address)?.intended?.effect;
  const special = excessMs === undefined ? effectWord(effect ?? 'write') : `OVER BUDGET by ${formatExcess(excessMs)}`;
  const title = action?.check === undefined || action.check === '' ? address : action.check;
  const commands = block(
    'command',
    covered(address, view).flatMap((one) => commandOf(one, view)),
  );
  return {
    rule: stepRule(step?.id, title, view, {
      mark: excessMs === undefined ? '-' : '!',
      special,
      withBudget: excessMs === undefined,
    }),
    blocks: [
      ...(excessMs === undefined ? [] : overBlocks(action, step, view)),
      commands,
      block('always', ['', ...factRows([['output', output.summary()]], view.columns)]),
      block('output', output.rows(view.columns, shownOutput)),
      block('always', ['']),
      ...(excessMs === undefined ? [block('facts', nextRows(step, view))] : []),
    ],
  };
}

/** One key runs a write and the reads after it: all of them stand there until they are through. */
function covered(address: string, { plan, state }: CardView): readonly Action[] {
  const addresses = state.coveredBy.get(address)?.covers ?? [address];
  const all = allActionsOf(plan.runbook);
  return addresses.flatMap((one) => all.filter((action) => action.address === one));
}

function commandOf(action: Action, view: CardView): readonly string[] {
  const may = view.plan.dispositions.get(action.address);
  return may?.may === 'run' ? commandRows(action, may, view) : [];
}

/** By how much the step that runs is over its budget, in ms; undefined while it is within. */
export function overBy(step: Step | undefined, { state, elapsedMs }: CardView): number | undefined {
  const found = step === undefined ? undefined : state.steps.get(step.id);
  if (found?.status !== 'running' || found.budget === undefined) return undefined;
  const excessMs = elapsedMs() - found.startedMonoMs - found.budget.upperMs;
  return excessMs > 0 ? excessMs : undefined;
}

/** The answer to the first fear comes first: nothing was stopped. */
function overBlocks(action: Action | undefined, step: Step | undefined, view: CardView): readonly Block[] {
  const { elapsedMs, state, columns, plan } = view;
  const begun = action === undefined ? undefined : state.actions.get(action.address)?.intended?.monoMs;
  const leftMs =
    action?.timeoutMs === undefined || begun === undefined ? undefined : begun + action.timeoutMs - elapsedMs();
  const ends = leftMs === undefined || leftMs < 0 ? '' : `; its timeout ends it in ${formatExcess(leftMs)}`;
  const contact = plan.runbook.contacts[0]?.text;
  const advice = step?.overBudget ?? (contact === undefined ? undefined : `Contact: ${contact}`);
  const says =
    advice === undefined
      ? []
      : [
          ' THE RUNBOOK SAYS, if over budget',
          ...wrapText(fill(advice, view), columns - 5).map((line) => `   ${line}`),
          '',
        ];
  return [block('always', [` Nothing was stopped. The command goes on${ends}.`, '', ...says])];
}

/** Waiting is when one can read ahead: one step, nothing more. */
function nextRows(step: Step | undefined, view: CardView): readonly string[] {
  const ids = view.plan.graph.order;
  const index = step === undefined ? -1 : ids.indexOf(step.id);
  const next = index === -1 ? undefined : ids[index + 1];
  const found = next === undefined ? undefined : stepOf(view.plan, next);
  if (found === undefined) return [];
  const condition = found.condition === undefined ? '' : `: ${found.condition.text}`;
  return factRows([['next', `${index + 2}/${ids.length} ${fill(found.title, view)}${condition}`]], view.columns).slice(
    0,
    1,
  );
}
