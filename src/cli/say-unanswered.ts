import { missingAnswer } from '../runner/missing-answers.ts';
import { nextCommand } from '../runner/next-command.ts';
import type { Question } from '../runner/question.ts';
import type { Running } from '../runner/running.ts';
import { unknownQuestions } from '../runner/unknown-questions.ts';
import { missingText } from './missing-text.ts';
import { writeMessage } from './output.ts';

/**
 * What a run stands at because nobody is there to answer, with the flags that would: what only turned out on the way, as
 * where the checks said less than the flags had hoped for.
 */
export function sayUnanswered({ plan, state, values }: Running, file: string): void {
  const unknown = unknownQuestions(plan, state, values, 'looked');
  const next = nextCommand(plan, state, values);
  const isListed = next.do !== 'ask' || unknown.some(({ id }) => id === next.question.id);
  const questions: readonly Question[] = isListed ? unknown : [...unknown, next.question];
  writeMessage(missingText(questions.map(missingAnswer), plan, file).join('\n'));
}
