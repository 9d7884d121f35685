import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emptyRun } from '../events/fold-run.ts';
import { type GivenAnswers, givenAnswer } from '../runner/given-answers.ts';
import type { Question, Reply } from '../runner/question.ts';
import { questionsOf } from '../runner/questions-of.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { RunValues } from '../runner/values.ts';
import { NotStartedError } from './not-started.ts';
import type { Ready } from './ready.ts';
import type { Screen } from './screen.ts';

export interface AnsweredBefore {
  readonly question: Question;
  readonly reply: Reply & { readonly do: 'answer' };
}

export interface BeforeStart {
  readonly screen: Screen;
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly given: GivenAnswers;
  readonly diagnostics: readonly Diagnostic[];
  /** The tool's own checks, which go on while a person reads and answers. */
  readonly checking: Promise<Ready>;
}

export interface Started {
  readonly ready: Ready;
  readonly answers: readonly AnsweredBefore[];
}

/** What the tool cannot check is asked, then the start; a prerequisite that is not met keeps the run from starting. */
export async function askBeforeStart(before: BeforeStart, signal: AbortSignal): Promise<Started | 'left'> {
  const { screen, plan, values, given, diagnostics, checking } = before;
  // Whoever waits for it hears of what went wrong.
  checking.catch(() => undefined);
  const view = { plan, state: emptyRun(), values, elapsedMs: () => 0 };
  const answers: AnsweredBefore[] = [];
  const questions = questionsOf(plan);
  for (const question of questions.filter(({ kind }) => kind === 'prerequisite')) {
    const reply = await screen.prompter.reply(question, view, signal);
    if (reply.do !== 'answer') return 'left';
    if (reply.answer === 'no') throw new NotStartedError([`prerequisite NOT MET: ${question.text}`]);
    answers.push({ question, reply });
  }
  if ((await screen.start(checking, diagnostics)) === 'left') return 'left';
  for (const question of questions.filter(({ kind }) => kind === 'environment')) {
    const flag = givenAnswer(question, given);
    const answer = flag ?? plan.environment?.name ?? '';
    answers.push({ question, reply: { do: 'answer', answer, by: flag === undefined ? 'responder' : 'flag' } });
  }
  return { ready: await checking, answers };
}
