import { type GivenAnswers, givenAnswer } from './given-answers.ts';
import type { Prompter } from './prompter.ts';
import type { Question, Reply } from './question.ts';

/** Answers from what was given. Nobody is there for a failure: the runbook's own way is taken, or the run ends. */
export function createUnattendedPrompter(given: GivenAnswers): Prompter {
  return {
    reply: async (question) => {
      const answer = givenAnswer(question, given);
      if (answer !== undefined) return { do: 'answer', answer, by: 'flag' };
      return withoutAnswer(question);
    },
  };
}

/** Only questions that could not be foreseen come here: failures, findings, and conditions whose source was skipped. */
function withoutAnswer(question: Question): Reply {
  switch (question.kind) {
    case 'failure':
      return { do: 'answer', answer: question.ways.includes('on-failure') ? 'on-failure' : 'end', by: 'runner' };
    case 'unknown':
      return { do: 'leave', how: 'unanswered' };
    case 'finding':
      return { do: 'answer', answer: 'no', by: 'runner' };
    default:
      return { do: 'answer', answer: 'unknown', by: 'runner', reason: 'nobody is there to ask' };
  }
}
