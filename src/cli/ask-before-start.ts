import { emptyRun } from '../events/fold-run.ts';
import type { Prompter } from '../runner/prompter.ts';
import type { Question, Reply } from '../runner/question.ts';
import { questionsOf } from '../runner/questions-of.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { RunValues } from '../runner/values.ts';
import { NotStartedError } from './not-started.ts';

export interface AnsweredBefore {
  readonly question: Question;
  readonly reply: Reply & { readonly do: 'answer' };
}

/** What the tool cannot check is asked; a prerequisite that is not met keeps the run from starting. */
export async function askBeforeStart(
  prompter: Prompter,
  plan: RunPlan,
  values: RunValues,
  signal: AbortSignal,
): Promise<readonly AnsweredBefore[] | 'left'> {
  const view = { plan, state: emptyRun(), values, elapsedMs: () => 0 };
  const answers: AnsweredBefore[] = [];
  for (const question of questionsOf(plan)) {
    if (question.kind !== 'prerequisite' && question.kind !== 'environment') continue;
    const reply = await prompter.reply(question, view, signal);
    if (reply.do === 'leave') return 'left';
    if (reply.answer === 'no') throw new NotStartedError([`prerequisite NOT MET: ${question.text}`]);
    answers.push({ question, reply });
  }
  return answers;
}
