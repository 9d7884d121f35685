import { wrapText } from '../diagnostics/wrap-text.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { FailureQuestion } from '../runner/question.ts';
import { fill, hanging, stepRule } from './card-text.ts';

export function failureCard(question: FailureQuestion, view: PromptView): readonly string[] {
  const found = question.action && view.state.actions.get(question.action.address);
  const tail = found?.status === 'ended' ? found.tail.slice(-6) : [];
  const line = found?.status === 'ended' ? (found.ended.line ?? question.place.line) : question.place.line;
  return [
    stepRule(question, view, '!', 'FAILED'),
    ...hanging(
      'failed',
      question.message.includes(` line ${line}`) ? question.message : `${question.message}, line ${line}`,
    ),
    ...(tail.length === 0
      ? []
      : [
          ` output     ${tail.length === 1 ? 'the last line' : `the last ${tail.length} lines`}`,
          ...tail.map((text) => ` | ${text}`),
        ]),
    ` so far     ${soFar(view)}`,
    '',
    ...helpLines(tail, view),
  ];
}

function soFar({ state, plan }: PromptView): string {
  const ended = plan.graph.order.filter((id) => state.steps.get(id)?.status === 'ended').length;
  const writes = [...state.actions.values()].filter(
    (action) => action.intended !== undefined && action.intended.effect !== 'read',
  );
  const made =
    writes.length === 0
      ? 'nothing has been changed'
      : `${writes.length} ${writes.length === 1 ? 'write was' : 'writes were'} begun`;
  return `${ended} of ${plan.graph.order.length} steps have ended; ${made}`;
}

/** Troubleshooting, best match first: of this step, then by words in the output, then the rest. */
function helpLines(tail: readonly string[], view: PromptView): readonly string[] {
  const { plan, state } = view;
  const output = tail.join(' ').toLowerCase();
  const running = [...state.steps.values()].find((step) => step.status === 'running')?.id;
  const score = (symptom: string, step: string | undefined): number => {
    const words = symptom
      .toLowerCase()
      .split(/\W+/)
      .filter((word) => word.length > 5);
    return (step !== undefined && step === running ? 2 : 0) + (words.some((word) => output.includes(word)) ? 1 : 0);
  };
  const entries = plan.runbook.troubleshooting.toSorted((a, b) => score(b.symptom, b.step) - score(a.symptom, a.step));
  const [first, ...rest] = entries;
  if (first === undefined) return [];
  return [
    ` help       ${fill(first.symptom, view)}`,
    ...first.advice.slice(0, 4).flatMap((text) => wrapText(fill(text, view), 65).map((line) => `             ${line}`)),
    ...rest.slice(0, 3).map((entry) => `           ${fill(entry.symptom, view)}`),
    '',
  ];
}
