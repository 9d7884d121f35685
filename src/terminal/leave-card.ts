import { fillFromRun } from '../events/fill-from-run.ts';
import type { PromptView } from '../runner/prompter.ts';
import { cutMiddle, rule } from './rule.ts';
import { standingOf } from './step-line.ts';

/** Where things stand before anything is ended: what is done, and what is open. */
export function leaveCard(view: PromptView): readonly string[] {
  const { plan, state } = view;
  const environment = plan.environment?.name.toUpperCase();
  const ids = plan.graph.order;
  const steps = ids.flatMap((id, index) => {
    const step = state.steps.get(id);
    if (step === undefined) return [];
    const name = cutMiddle(`${index + 1}/${ids.length} ${fillFromRun(step.title, state)}`, 33).padEnd(33);
    return [{ isDone: step.status === 'ended', row: `${name} ${standingOf(step, state)}` }];
  });
  return [
    rule('!', 'Leave the run?', environment === undefined ? [] : [environment]),
    ' Nothing is running.',
    '',
    ...below('done', rowsOf(steps, 'done')),
    ...below('open', [...rowsOf(steps, 'open'), ...criteriaRow(view)]),
  ];
}

function rowsOf(steps: readonly { readonly isDone: boolean; readonly row: string }[], which: 'done' | 'open') {
  return steps.filter(({ isDone }) => isDone === (which === 'done')).map(({ row }) => row);
}

function criteriaRow({ plan, state }: PromptView): readonly string[] {
  const { criteria, criteriaTitle } = plan.runbook;
  const answered = criteria.filter(({ id }) => (state.criteria.get(id)?.verdict ?? 'open') !== 'open').length;
  if (answered === criteria.length) return [];
  return [`${(criteriaTitle ?? 'Success Criteria').padEnd(33)} ${answered} of ${criteria.length} answered`];
}

function below(word: string, rows: readonly string[]): readonly string[] {
  return rows.map((row, index) => ` ${(index === 0 ? word : '').padEnd(9)} ${row}`);
}
