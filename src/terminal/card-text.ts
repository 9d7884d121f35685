import { wrapText } from '../diagnostics/wrap-text.ts';
import { formatBudget } from '../runbook/budget.ts';
import { fillIn } from '../runner/fill-in.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { rule } from './rule.ts';

const width = 78;

/** `-- 3/5 Roll Back Application ---- budget 2:00 -- PRODUCTION --` */
export function stepRule(question: Question, view: PromptView, mark: '-' | '!' = '-', special?: string): string {
  const ids = view.plan.graph.order;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const number = step === undefined || !ids.includes(step.id) ? '' : `${ids.indexOf(step.id) + 1}/${ids.length} `;
  const budget = step?.budget === undefined ? [] : [`budget ${formatBudget(step.budget)}`];
  const environment = view.plan.environment?.name.toUpperCase();
  const facts = special === undefined ? budget : [special];
  return rule(
    mark,
    `${number}${fill(step?.title ?? checkedText(question) ?? question.text, view)}`,
    environment === undefined ? facts : [...facts, environment],
  );
}

/** What fails between the steps is the check of a criterion: its words say more than the command's. */
function checkedText(question: Question): string | undefined {
  if (question.kind !== 'failure' || question.action?.check === undefined) return undefined;
  return question.action.check === '' ? undefined : question.action.check;
}

export function indented(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => wrapText(line, width))
    .map((line) => ` ${line}`);
}

/** ` why       text`, what does not fit below it. */
export function hanging(word: string, text: string): readonly string[] {
  return wrapText(text, width - 12).map((line, index) => ` ${(index === 0 ? word : '').padEnd(10)} ${line}`);
}

export function linkLine(link: string | undefined): readonly string[] {
  return link === undefined ? [] : [`    ${link}`];
}

export function fill(text: string, view: PromptView): string {
  return fillIn(text, view.values);
}
