import type { Question } from './question.ts';

/** The answer as it is recorded: a typed name means the run was confirmed. */
export function expectedAnswer(question: Question, answer: string): string {
  return question.kind === 'run' && question.typed !== undefined && answer === question.typed ? 'run' : answer;
}
