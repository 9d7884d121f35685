import type { RunOutcome, StepOutcome } from '../events/event.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Question } from './question.ts';

/** The one thing to do next. Each leads to events, and these to the next command. */
export type Command =
  | { readonly do: 'start-step'; readonly step: string }
  | { readonly do: 'ask'; readonly question: Question }
  /** `when=` decided a condition: recorded like an answer. */
  | { readonly do: 'settle'; readonly question: Question; readonly answer: string }
  | {
      readonly do: 'execute';
      readonly action: Action;
      readonly may: Runnable;
      readonly attempt: number;
      /** A program that a person is given to do something by hand: its exit code means nothing. */
      readonly opens?: true | undefined;
    }
  | {
      readonly do: 'end-step';
      readonly step: string;
      readonly outcome: StepOutcome;
      readonly detail?: string | undefined;
    }
  | {
      readonly do: 'record-check';
      readonly criterion: string;
      readonly verdict: 'met' | 'not-met' | 'open';
      readonly by: 'check' | 'answer';
      readonly action?: string | undefined;
      readonly detail?: string | undefined;
    }
  | { readonly do: 'end-undo'; readonly outcome: 'succeeded' | 'failed' }
  | {
      readonly do: 'end-run';
      readonly outcome: Exclude<RunOutcome, 'interrupted'>;
      readonly reasons: readonly string[];
    };
