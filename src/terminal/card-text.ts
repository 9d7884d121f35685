import { wrapText } from '../diagnostics/wrap-text.ts';
import type { Target } from '../events/event.ts';
import { formatBudget } from '../runbook/budget.ts';
import { fillIn } from '../runner/fill-in.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { stepNumber, stepOf } from '../runner/run-plan.ts';
import type { CardView } from './card.ts';
import { type RuleMark, rule } from './rule.ts';

export interface StepRule {
  readonly mark?: RuleMark | undefined;
  /** Behind the title: `: 3 options`. */
  readonly suffix?: string | undefined;
  /** In front of the budget, or instead of it: `WRITE`, `FAILED`. */
  readonly special?: string | undefined;
  readonly withBudget?: boolean | undefined;
}

/** `-- 3/5 Roll Back Application ---- budget 2:00 -- PRODUCTION --` */
export function stepRule(id: string | undefined, title: string, view: CardView, options: StepRule = {}): string {
  const { mark = '-', suffix = '', special, withBudget = special === undefined } = options;
  const step = id === undefined ? undefined : stepOf(view.plan, id);
  const budget = step?.budget === undefined || !withBudget ? [] : [`budget ${formatBudget(step.budget)}`];
  const facts = [...(special === undefined ? [] : [special]), ...budget, ...environmentFact(view)];
  return rule(mark, `${numberedTitle(id, title, view)}${suffix}`, facts, view.columns);
}

/** `3/5 Roll Back Application`, or the title alone of what is no step. */
export function numberedTitle(id: string | undefined, title: string, view: CardView): string {
  const step = id === undefined ? undefined : stepOf(view.plan, id);
  return `${stepNumber(view.plan, id)} ${fill(step?.title ?? title, view)}`.trimStart();
}

/** The rule of a question's step; what is asked between the steps stands there itself. */
export function questionRule(question: Question, view: CardView, options: StepRule = {}): string {
  return stepRule(question.step, checkedText(question) ?? question.text, view, options);
}

/** What fails between the steps is the check of a criterion: its words say more than the command's. */
function checkedText(question: Question): string | undefined {
  if (question.kind !== 'failure' || question.action?.check === undefined) return undefined;
  return question.action.check === '' ? undefined : question.action.check;
}

export function environmentFact({ plan }: PromptView): readonly string[] {
  const drill = plan.drill !== undefined ? 'DRILL, ' : '';
  return plan.environment === undefined ? [] : [`${drill}${plan.environment.name.toUpperCase()}`];
}

export function indented(text: string, columns = 80): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => wrapText(line, columns - 2))
    .map((line) => ` ${line}`);
}

/** A word and what is said of it; rows that are not to be joined stand apart. */
export type Fact = readonly [word: string, ...rows: readonly string[]];

const leastLabel = 10;

/** The column in which what is said of the words begins, one blank left of them. */
export function labelWidth(facts: readonly Fact[]): number {
  return Math.max(leastLabel, ...facts.map(([word]) => word.length + 2));
}

/** ` undo      written in the runbook`, what does not fit below it. */
export function factRows(facts: readonly Fact[], columns: number, width = labelWidth(facts)): readonly string[] {
  return facts.flatMap(([word, ...rows]) =>
    rows
      .flatMap((row) => wrapText(row, columns - width - 2))
      .map((row, index) => ` ${(index === 0 ? word : '').padEnd(width)}${row}`.trimEnd()),
  );
}

/** ` why       text`, what does not fit below it. */
export function hanging(word: string, text: string, columns = 80): readonly string[] {
  return factRows([[word, text]], columns);
}

export function linkLine(link: string | undefined): readonly string[] {
  return link === undefined ? [] : [`    ${link}`];
}

export function fill(text: string, view: PromptView): string {
  return fillIn(text, view.values);
}

/** `cluster https://..., namespace production`, `database payments at db-1:5432, primary` */
export function targetText(target: Target): string {
  return target.kind === 'kubernetes'
    ? `cluster ${target.server}, namespace ${target.namespace}`
    : `database ${target.name} at ${target.host}, ${target.role}`;
}

/** `03:14:28Z` of an RFC 3339 stamp. */
export function clockOf(at: string): string {
  return `${at.slice(11, 19)}Z`;
}
