import { formatBudget } from '../runbook/budget.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { OptionQuestion } from '../runner/question.ts';
import { fill, indented, stepRule } from './card-text.ts';
import { commandOf } from './run-card.ts';

export function optionCard(question: OptionQuestion, view: PromptView): readonly string[] {
  const { choice } = question;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const lines = choice.options.flatMap((option, index) => [
    `${option.key === choice.preselected ? '*' : ' '}${index + 1}  ${option.key}: ${fill(option.title, view)}`,
    ...option.body.flatMap((leaf) => {
      if (leaf.node === 'by-hand') return indented(fill(leaf.text, view));
      const may = leaf.node === 'action' ? view.plan.dispositions.get(leaf.address) : undefined;
      return leaf.node === 'action' && may?.may === 'run' ? commandOf(leaf, may) : [];
    }),
    '',
  ]);
  return [
    stepRule(
      question,
      view,
      '-',
      `${choice.options.length} options${step?.budget === undefined ? '' : `, budget ${formatBudget(step.budget)}`}`,
    ),
    '',
    ...lines,
  ];
}
