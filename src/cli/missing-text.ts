import type { MissingAnswer } from '../runner/missing-answers.ts';
import type { Question } from '../runner/question.ts';
import { type RunPlan, stepNumber } from '../runner/run-plan.ts';

/** What is missing, each with its place and the flag to add; what one --yes-to answers stands together. */
export function missingText(missing: readonly MissingAnswer[], plan: RunPlan, file: string): readonly string[] {
  const count = missing.length === 1 ? '1 answer is needed' : `${missing.length} answers are needed`;
  const bulk = missing.filter(({ flags }) => flags[0]?.startsWith('--yes-to'));
  const single = missing.filter((one) => !bulk.includes(one));
  return [
    `${count} and nobody is there to ask.`,
    ...single.flatMap((one) => oneByOne(one, plan, file)),
    ...together(bulk, plan, file),
  ];
}

function oneByOne({ question, flags, refusal }: MissingAnswer, plan: RunPlan, file: string): readonly string[] {
  const head = row(question, plan, file);
  if (refusal === undefined)
    return [head, ...flags.map((flag, index) => `         ${index === 0 ? 'add' : ' or'}  ${flag}`)];
  return [
    head,
    `         REFUSED: ${refusal}`,
    '         no flag answers this: answer its condition with no, or run it with a person',
  ];
}

/** One flag for all of them: --yes-to writes covers the reads as well. */
function together(missing: readonly MissingAnswer[], plan: RunPlan, file: string): readonly string[] {
  if (missing.length === 0) return [];
  const flag = missing.some(({ flags }) => flags[0] === '--yes-to writes') ? '--yes-to writes' : '--yes-to reads';
  return [...missing.map(({ question }) => row(question, plan, file)), `         add  ${flag}`];
}

function row(question: Question, plan: RunPlan, file: string): string {
  const text = labelOf(question, plan).replaceAll('\n', ' ');
  const shown = text.length > 52 ? `${text.slice(0, 49)}...` : text;
  return `     ${`${stepNumber(plan, question.step)} ${shown}`.trimStart().padEnd(57)} ${file}:${question.place.line}`;
}

function labelOf(question: Question, plan: RunPlan): string {
  if (question.kind !== 'run') return question.text;
  const [first] = question.actions;
  if (first === undefined) return question.text;
  const { effect } = first.may;
  const where = plan.environment === undefined || effect === 'read' ? '' : ` to ${plan.environment.name}`;
  return `${effect === 'read' ? 'read' : effect.toUpperCase()}${where}: ${first.action.check || question.text}`;
}
