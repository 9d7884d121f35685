import type { Action } from '../runbook/action.ts';
import type { PromptView } from '../runner/prompter.ts';
import { stepOf } from '../runner/run-plan.ts';
import { stepRule } from './card-text.ts';
import { rule } from './rule.ts';
import { commandRows } from './run-card.ts';

/** What stands above a program that has the terminal: which step, what runs, and that its words begin here. */
export function handOffRows(action: Action, base: PromptView, columns: number): readonly string[] {
  const view = { ...base, columns };
  const step = stepOf(view.plan, view.state.currentStep ?? '');
  const may = view.plan.dispositions.get(action.address);
  const command = may?.may === 'run' ? commandRows(action, may, view) : [];
  return [
    stepRule(step?.id, action.address, view, { special: 'YOU TYPE', withBudget: true }),
    ...command,
    rule('>', `from here on: ${action.id}`, [], columns),
  ];
}
