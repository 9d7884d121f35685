import type { RunState } from '../events/run-state.ts';
import type { Prompter } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { questionsOf } from '../runner/questions-of.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { RunValues } from '../runner/values.ts';
import type { AnsweredBefore } from './ask-before-start.ts';
import { NotStartedError } from './not-started.ts';

/** A run that goes on, and the person who goes on with it; nobody where nobody is there. */
export interface GoingOn {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
  readonly responder: string | undefined;
}

/** What was not answered before the run was interrupted, and the name of the environment for whoever takes it over. */
export async function askBeforeResume(
  prompter: Prompter,
  goingOn: GoingOn,
  signal: AbortSignal,
): Promise<readonly AnsweredBefore[] | 'left'> {
  const { plan, state, values } = goingOn;
  const view = { plan, state, values, elapsedMs: () => state.lastMonoMs };
  const answers: AnsweredBefore[] = [];
  for (const question of questionsOf(plan)) {
    if (question.kind !== 'prerequisite' && question.kind !== 'environment') continue;
    if (isAnswered(question, goingOn)) continue;
    const reply = await prompter.reply(question, view, signal);
    if (reply.do !== 'answer') return 'left';
    if (reply.answer === 'no') throw new NotStartedError([`prerequisite NOT MET: ${question.text}`]);
    answers.push({ question, reply });
  }
  return answers;
}

/** Once a run is enough, but whoever takes over a run types the name of its environment, too. */
function isAnswered({ id, kind }: Question, { state, responder }: GoingOn): boolean {
  const answer = state.answers.get(id);
  if (answer === undefined || kind !== 'environment') return answer !== undefined;
  return responder === undefined || answer.user === undefined || answer.user === responder;
}
