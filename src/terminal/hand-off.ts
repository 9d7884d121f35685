import type { EventOf } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { stepOf } from '../runner/run-plan.ts';
import type { CardView } from './card.ts';
import { clockOf, stepRule, targetText } from './card-text.ts';
import { backRule, handOffIntro, handOffRule } from './hand-off-rules.ts';
import { commandRows } from './run-card.ts';

/** What stands above a program that has the terminal: which step, what runs, how to leave it, what is kept. */
export function handOffRows(
  action: Action,
  base: PromptView,
  { columns, transcript }: { readonly columns: number; readonly transcript: 'kept' | 'times-only' },
): readonly string[] {
  const view = { ...base, columns };
  const step = stepOf(view.plan, view.state.currentStep ?? '');
  const may = view.plan.dispositions.get(action.address);
  const opens = may?.may === 'be-handed-off' || may?.may === 'be-refused' ? may.opens : undefined;
  const special = opens === undefined ? 'YOU TYPE' : 'BY HAND';
  const program = opens?.program ?? action.id;
  return [
    stepRule(step?.id, action.address, view, { special, withBudget: true }),
    ...(may?.may === 'run' ? commandRows(action, may, view) : []),
    ...handOffIntro({ program, wayOut: opens?.wayOut, targets: provedTargets(view), transcript }, columns),
    handOffRule(program, columns),
  ];
}

/** What stands above a shell of the session. */
export function shellRows(
  question: Question,
  base: PromptView,
  { columns, transcript }: { readonly columns: number; readonly transcript: 'kept' | 'times-only' },
): readonly string[] {
  const program = 'a shell of the session';
  const view = { ...base, columns };
  const targets = provedTargets(view);
  return [
    ...writtenCommands(question, view),
    ...handOffIntro({ program, wayOut: 'exit', targets, transcript }, columns),
    handOffRule(program, columns),
  ];
}

/** What the runbook says there, for whoever types it now. */
function writtenCommands(question: Question, view: CardView): readonly string[] {
  const actions =
    question.kind === 'run'
      ? question.actions.map(({ action }) => action)
      : question.kind === 'failure'
        ? [question.action]
        : [];
  const rows = actions.flatMap((action) => {
    const may = action === undefined ? undefined : view.plan.dispositions.get(action.address);
    return action !== undefined && may?.may === 'run' ? commandRows(action, may, view) : [];
  });
  return rows.length === 0 ? [] : [' The runbook says:', ...rows, ''];
}

/** What stands below it. */
export function backRows({ elapsedMs, exitCode, signal }: EventOf<'action-ended'>, columns: number): readonly string[] {
  return [backRule(elapsedMs, endText(exitCode, signal), columns)];
}

function endText(exitCode: number | undefined, signal: string | undefined): string | undefined {
  if (signal === 'SIGINT' || exitCode === 130) return 'Ctrl-C';
  if (signal !== undefined) return `ended by ${signal}`;
  return exitCode === undefined ? undefined : `exit code ${exitCode}`;
}

/** Every target as it was proved last. */
function provedTargets({ state }: CardView): readonly string[] {
  return [...state.targets.values()].map(({ target, outcome, at }) => {
    return `${targetText(target)}, ${outcome === 'proved' ? `proved ${clockOf(at)}` : 'NOT PROVED'}`;
  });
}
