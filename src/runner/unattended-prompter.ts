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

/**
 * Only questions that could not be foreseen come here. What is not true for certain counts as not known; what would let
 * something run, or be part of what runs, is nobody's to make up: the run stands until somebody says.
 */
function withoutAnswer(question: Question): Reply {
  switch (question.kind) {
    case 'failure':
      return { do: 'answer', answer: question.ways.includes('on-failure') ? 'on-failure' : 'end', by: 'runner' };
    case 'finding':
      return { do: 'answer', answer: 'no', by: 'runner' };
    case 'guard':
    case 'prerequisite':
    case 'checklist':
    case 'criterion':
    case 'by-hand':
      return { do: 'answer', answer: 'unknown', by: 'runner', reason: 'nobody is there to ask' };
    default:
      return { do: 'leave', how: 'unanswered' };
  }
}
