import type { RunState } from '../events/run-state.ts';
import type { Question, Reply } from './question.ts';
import type { ResumedFacts } from './resumed-facts.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunValues } from './values.ts';

/** What a person needs to see to answer. */
export interface PromptView {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
  /** Milliseconds since the run began, now. */
  readonly elapsedMs: () => number;
  /** Of a run that was resumed. */
  readonly resumed?: ResumedFacts | undefined;
}

/** Who answers: a responder at a terminal, or the flags that were given. */
export interface Prompter {
  reply(question: Question, view: PromptView, signal: AbortSignal): Promise<Reply>;
}
