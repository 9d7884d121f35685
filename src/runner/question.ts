import type { Place } from '../diagnostics/place.ts';
import type { Action, When } from '../runbook/action.ts';
import type { Choice, Condition } from '../runbook/body.ts';
import type { Disposition, Opening, Placeholder, Runnable } from '../runbook/disposition.ts';
import type { Input } from '../runbook/input.ts';
import type { Criterion } from '../runbook/runbook.ts';

interface Asked {
  /** Addresses the question in --answer, --option or --set. */
  readonly id: string;
  /** In words, without a question mark where the runbook has none. */
  readonly text: string;
  readonly place: Place;
  /** The step it belongs to. */
  readonly step?: string | undefined;
}

export interface ConditionQuestion extends Asked {
  readonly kind: 'guard';
  readonly condition: Condition;
  /** What the checks of its step say before it is answered. */
  readonly looked: readonly LookedAgain[];
}

export function conditionQuestion(
  condition: Condition,
  step: string | undefined,
  looked: readonly LookedAgain[] = [],
): ConditionQuestion {
  return { kind: 'guard', id: condition.id, text: condition.text, place: condition.place, step, condition, looked };
}

/** `when=` that cannot decide, as the question that is asked instead. */
export function conditionOf(when: When, id: string): Condition {
  return { id, text: `${when.negated ? 'Not ' : ''}${when.name}`, runsIf: 'yes', when, place: when.place };
}

/** A prerequisite, an item of a checklist, a criterion: yes, no, or cannot tell. */
export interface ItemQuestion extends Asked {
  readonly kind: 'prerequisite' | 'checklist' | 'criterion';
  readonly link?: string | undefined;
}

export function criterionQuestion({ id, text, place, link }: Criterion): ItemQuestion {
  return { kind: 'criterion', id, text, place, link };
}

/** The answer by which the checks of the criteria are run once more. */
export const checkAgainId = 'criteria.check-again';

export function checkAgainQuestion({ place }: ItemQuestion): ItemQuestion {
  return { kind: 'criterion', id: checkAgainId, text: 'the checks of the criteria', place };
}

/** One press for one write and the reads after it. */
export interface RunQuestion extends Asked {
  readonly kind: 'run';
  readonly actions: readonly { readonly action: Action; readonly may: Runnable }[];
  /** What must be typed instead of a key. */
  readonly typed: string | undefined;
}

/** Something that a person does: written so, refused, or a program that needs a terminal of its own. */
export interface ByHandQuestion extends Asked {
  readonly kind: 'by-hand';
  readonly action: Action | undefined;
  readonly may: Disposition | undefined;
  /** What the answer `open` gives the terminal to, after which the same is asked again. */
  readonly opens?: Opening | undefined;
  /** How often it was opened, and why it was not the last time, or what its end was. */
  readonly opened?: { readonly times: number; readonly message: string | undefined } | undefined;
}

/** The answer to a menu of which no entry fits. */
export const noneOfThem = 'none';

export interface OptionQuestion extends Asked {
  readonly kind: 'option';
  readonly choice: Choice;
}

export function optionQuestion(choice: Choice, step: string | undefined): OptionQuestion {
  const text = choice.options.map((option) => `${option.key}: ${option.title}`).join(' | ');
  return { kind: 'option', id: choice.id, text, place: choice.place, step, choice };
}

/** A read whose exit status does not say whether all is well: its result is shown and a person says. */
export interface FindingQuestion extends Asked {
  readonly kind: 'finding';
  readonly action: Action;
}

/** `retries` counts how often a person had it run again: each result is a question of its own. */
export function findingQuestion(
  { action, may, retries }: { action: Action; may: Runnable; retries: number },
  step: string | undefined,
): FindingQuestion {
  const id = `${action.address}.finding${retries === 0 ? '' : `-${retries + 1}`}`;
  const text = may.successIsFinding
    ? 'exit code 0 says only that an answer came. Is the result as it should be?'
    : 'exit code 1 may only say what it found. Is the result as it should be?';
  return { kind: 'finding', id, text, place: action.place, step, action };
}

export type FailureWay = 'retry' | 'accept' | 'skip' | 'by-hand' | 'on-failure' | 'end';

export interface FailureQuestion extends Asked {
  readonly kind: 'failure';
  readonly action: Action | undefined;
  readonly message: string;
  readonly ways: readonly FailureWay[];
}

/** What one look at a check of the step gave, after the command in flight was lost sight of. */
export interface LookedAgain {
  readonly action: Action;
  readonly isMet: boolean;
  /** Its last line of output, or why it is not met. */
  readonly said: string | undefined;
}

/** A command that outlived the program which began it: before anything else it ends by itself, or is stopped. */
export interface RunningQuestion extends Asked {
  readonly kind: 'running';
  readonly address: string;
  readonly pids: readonly number[];
  /** UTC, RFC 3339. */
  readonly since: string;
}

export type UnknownWay = 'succeeded' | 'retry' | 'by-hand';

/** An action whose end nobody saw: what was looked at again says whether it can be counted as succeeded. */
export interface UnknownQuestion extends Asked {
  readonly kind: 'unknown';
  readonly action: Action;
  readonly may: Runnable;
  readonly looked: readonly LookedAgain[];
  /** `succeeded` only where there are checks and all of them are met. */
  readonly ways: readonly UnknownWay[];
}

export function unknownId(address: string): string {
  return `${address}.unknown`;
}

export interface InputQuestion extends Asked {
  readonly kind: 'input';
  readonly input: Input;
}

export interface PlaceholderQuestion extends Asked {
  readonly kind: 'placeholder';
  readonly placeholder: Placeholder;
}

export function placeholderQuestion(
  placeholder: Placeholder,
  { place }: Action,
  step: string | undefined,
): PlaceholderQuestion {
  const text = `${placeholder.text}: ${placeholder.description}`;
  return { kind: 'placeholder', id: placeholder.name, text, place, step, placeholder };
}

/** A name to type: of the environment at the start, or of a target that cannot be reached. */
export interface TypedQuestion extends Asked {
  readonly kind: 'environment' | 'target';
  readonly typed: string;
}

/** The journal can be kept nowhere: whether the run goes on all the same. */
export interface JournalQuestion extends Asked {
  readonly kind: 'journal';
}

export type Question =
  | JournalQuestion
  | ConditionQuestion
  | ItemQuestion
  | RunQuestion
  | ByHandQuestion
  | OptionQuestion
  | FindingQuestion
  | FailureQuestion
  | UnknownQuestion
  | RunningQuestion
  | InputQuestion
  | PlaceholderQuestion
  | TypedQuestion;

/**
 * How a responder leaves a run: it can be gone on with, it is over, or what it did is taken back first. `unanswered`:
 * nobody is there who could answer what could not be foreseen.
 */
export type Leaving = 'pause' | 'end' | 'undo' | 'unanswered';

/** A reply: the answer and who gave it, or the wish to leave. */
export type Reply =
  | {
      readonly do: 'answer';
      readonly answer: string;
      readonly by: 'responder' | 'flag' | 'value' | 'runner';
      readonly reason?: string | undefined;
    }
  /** An answer to another question, such as an option chosen anew; what was asked is asked again if it still stands. */
  | { readonly do: 'instead'; readonly question: Question; readonly answer: string }
  /** What was asked does not stand any more: what there is to ask now is worked out anew. */
  | { readonly do: 'ask-anew' }
  | { readonly do: 'leave'; readonly how: Leaving };
