import type { RunState } from '../events/run-state.ts';
import { type Input, variableOf } from '../runbook/input.ts';
import { answeredBefore, isOver } from './answered-before.ts';
import { type GivenAnswers, givenAnswer } from './given-answers.ts';
import type { Question } from './question.ts';
import { questionsOf } from './questions-of.ts';
import type { RunPlan } from './run-plan.ts';
import { isUndoing } from './undo-questions.ts';
import type { RunValues } from './values.ts';

export interface MissingAnswer {
  readonly question: Question;
  /** What to add to the command line; empty when no flag can answer it. */
  readonly flags: readonly string[];
  /** Why no flag can: an action that is refused. */
  readonly refusal: string | undefined;
}

/** Where a run that goes on stands, and what its values are. */
export interface Before {
  readonly state: RunState;
  readonly values: RunValues;
  /** What only a run that goes on asks, first of all. */
  readonly first: readonly Question[];
}

/** Without a person: every question that would come up and has no answer yet, all at once. */
export function missingAnswers(plan: RunPlan, given: GivenAnswers, before?: Before): readonly MissingAnswer[] {
  const answered = before === undefined ? () => undefined : answeredBefore(plan, before.state, before.values);
  const known = (question: Question) => givenAnswer(question, given) ?? answered(question);
  const seen = new Set<string>();
  const open = before?.first ?? [];
  const forward = before !== undefined && isUndoing(before.state) ? [] : questionsOf(plan, known);
  return [...open, ...forward]
    .filter((question) => before === undefined || !isOver(question, before.state))
    .filter((question) => known(question) === undefined && !seen.has(question.id) && seen.add(question.id))
    .map(missingAnswer);
}

export function missingAnswer(question: Question): MissingAnswer {
  return { question, flags: flagsFor(question), refusal: refusalOf(question) };
}

/** The flags that would answer a question, one per possible answer. */
export function flagsFor(question: Question): readonly string[] {
  switch (question.kind) {
    case 'option':
      return question.choice.options.map((option) => `--option ${shortId(question)}=${option.key}`);
    case 'input':
      return [question.input.type === 'secret' ? secretSource(question.input) : `--set ${question.id}=VALUE`];
    case 'placeholder':
      return [`--set ${question.id}=VALUE`];
    case 'environment':
    case 'target':
      return [`--answer ${question.id}=${asWord(question.typed)}`];
    case 'run':
      return runFlags(question);
    case 'by-hand':
      return question.may?.may === 'be-refused' ? [] : [`--answer ${question.id}=done`];
    case 'unknown':
      return question.ways.map((way) => `--answer ${question.id}=${way}`);
    case 'running':
      return [`--answer ${question.id}=wait`, `--answer ${question.id}=stop`];
    case 'journal':
      return [`--answer ${question.id}=go-on`];
    case 'failure':
      return [];
    case 'guard':
    case 'finding':
      return [`--answer ${question.id}=yes`, `--answer ${question.id}=no`];
    case 'prerequisite':
    case 'checklist':
      return [`--answer ${question.id}=yes`];
    case 'criterion':
      return [`--answer ${question.id}=yes`, `--answer ${question.id}=unknown`];
  }
}

/** A flag would stand in the history of the shell and in the list of processes. */
function secretSource({ name, fromEnv }: Input): string {
  return `${fromEnv ?? `RUNBOOK_INPUT_${variableOf(name)}`}, a variable of the environment`;
}

/** As one word of a shell, so that the flag can be copied. */
function asWord(text: string): string {
  return /^[\w./:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function shortId(question: Question & { kind: 'option' }): string {
  return question.step !== undefined && question.id === `${question.step}.option` ? question.step : question.id;
}

function runFlags(question: Question & { kind: 'run' }): readonly string[] {
  if (question.typed !== undefined) return [`--answer ${question.id}=${asWord(question.typed)}`];
  const [first] = question.actions;
  const exact = `--answer ${question.id}=run`;
  if (first === undefined) return [exact];
  const { may, action } = first;
  if (action.confirm !== undefined) return [exact];
  if (may.effect === 'read' && (!may.assumed || may.allowListed)) return ['--yes-to reads'];
  return may.effect === 'write' && !may.assumed ? ['--yes-to writes'] : [exact];
}

function refusalOf(question: Question): string | undefined {
  if (question.kind !== 'by-hand' || question.may?.may !== 'be-refused') return undefined;
  return question.may.reasons[0] ?? 'it is refused';
}
