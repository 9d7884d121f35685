import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Question, Reply } from './question.ts';
import type { ResumedFacts } from './resumed-facts.ts';
import type { RunPlan } from './run-plan.ts';
import type { TargetsSeen } from './target-watch.ts';
import type { RunValues } from './values.ts';

/** What a person needs to see to answer. */
export interface PromptView {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
  /** Milliseconds since the run began, now. */
  readonly elapsedMs: () => number;
  /** What the targets say of themselves while a card that writes is read; absent before they have answered. */
  readonly targets?: (() => TargetsSeen | undefined) | undefined;
  /** Of a run that was resumed. */
  readonly resumed?: ResumedFacts | undefined;
  /** Gives the terminal to a shell of the session, on the proved target; absent where there is no run or nobody to type. */
  readonly openShell?: (() => Promise<ShellVisited>) | undefined;
  /** Gives the terminal to the person's editor, with the code of an action in it; absent like `openShell`. */
  readonly edit?: ((action: Action) => Promise<Edited>) | undefined;
}

/** What became of the code that a person had in their editor; `taken` once it is what will be run. */
export type Edited =
  | { readonly state: 'taken' }
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly why: string };

/** How a shell of the session was left; `refused`: it was not opened, and why. */
export type ShellVisited =
  | { readonly state: 'refused'; readonly why: string }
  | {
      readonly state: 'left';
      readonly elapsedMs: number;
      /** `directory`, `1 variable`. */
      readonly changed: readonly string[];
      readonly problem: string | undefined;
    };

/** Who answers: a responder at a terminal, or the flags that were given. */
export interface Prompter {
  reply(question: Question, view: PromptView, signal: AbortSignal): Promise<Reply>;
}
