import type { Action } from '../runbook/action.ts';
import { effectWord } from '../runbook/effect.ts';
import { stepsToUndo } from '../runner/undo.ts';
import type { CardView } from './card.ts';
import { indented, numberedTitle } from './card-text.ts';
import type { Reading } from './overlays.ts';
import { commandRows } from './run-card.ts';
import { wrapCommand } from './wrap-command.ts';

/** What would be taken back, in which order, by which commands; and what nothing is written for. */
export function undoReading(view: CardView): Reading {
  const { plan, state, columns } = view;
  const found = stepsToUndo(plan, state);
  const title = 'Undo plan';
  if (found.length === 0) return { title, rows: [' No write has been begun: there is nothing to take back.'] };
  const rows = found.flatMap(({ step, actions }) => {
    const head = ` ${numberedTitle(step.id, step.title, view)}`;
    if (actions.length === 0) return [`${head}: NONE written in the runbook`, ''];
    return [head, ...actions.flatMap((action) => actionRows(action, view)), ''];
  });
  const words = 'In this order, each action asked for by a key of its own. Nothing is run by looking at it.';
  return { title, rows: [...indented(words, columns), '', ...rows] };
}

function actionRows(action: Action, view: CardView): readonly string[] {
  const may = view.plan.dispositions.get(action.address);
  const done = view.state.actions.get(action.address);
  const standing = done?.status === 'ended' ? `, ${done.outcome}` : '';
  const effect = may?.may === 'run' ? effectWord(may.effect) : 'by hand';
  const command =
    may?.may === 'run'
      ? commandRows(action, may, view)
      : wrapCommand(action.kind, action.source.split('\n'), view.columns);
  return [`   ${action.id}   ${effect}${standing}   line ${action.place.line}`, ...command];
}
