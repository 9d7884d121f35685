import type { GivenAnswers } from '../runner/given-answers.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question, Reply } from '../runner/question.ts';
import type { CardView } from './card.ts';
import { cardOf } from './cards.ts';
import { type Below, framing } from './frame.ts';
import { constantAnswers, type Keys, keyRowsOf, keysOf } from './keys.ts';
import type { Moment, Person } from './person.ts';
import type { Readings } from './readings.ts';

export interface ResponderOptions {
  readonly given: GivenAnswers;
  readonly person: Person;
  /** Ctrl-C at the leave screen: the second one ends the run at once. */
  readonly interrupt: () => void;
  /** What only the outside can tell. */
  readonly readings: Readings;
  /** What is kept of programs that have the terminal. */
  readonly transcript: 'kept' | 'times-only';
  /** The command of the person's editor; undefined where none was found. */
  readonly editor: () => string | undefined;
}

export type Answered = Reply | 'again';

/** Everything that a question is asked with. */
export interface Asking extends ResponderOptions {
  readonly view: PromptView;
  readonly signal: AbortSignal;
}

export function answered(answer: string, reason?: string): Reply {
  return { do: 'answer', answer, by: 'responder', reason };
}

export function cardViewOf({ view, person }: Asking): CardView {
  return { ...view, columns: person.columns() };
}

/** Writes need a moment's distance: a key meant for the screen before must not start them. */
function deafness(question: Question): number {
  return question.kind === 'run' && question.actions.some(({ may }) => may.effect !== 'read') ? 300 : 150;
}

export function momentOf(keys: Keys, question: Question, { view }: Asking, rows: readonly string[] = []): Moment {
  // Made anew with each tick: what a retry costs grows while it is thought about.
  const now = () => (rows.length > 0 ? keys : (keysOf(question, { ...view, columns: 80 }) ?? keys));
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => [...rows, ...keyRowsOf(now(), columns)] };
  return {
    frame: framing((cardView) => cardOf(question, cardView), below, view),
    answers: new Map([...constantAnswers, ...keys.answers]),
    deafMs: deafness(question),
  };
}

export function pressKey(keys: Keys, question: Question, asking: Asking): Promise<string> {
  return asking.person.press(momentOf(keys, question, asking), asking.signal);
}

/** A row of keys of its own below the card, such as the reasons for a skip; Esc and Ctrl-C go back. */
export function pressBelow(
  keys: Keys,
  rows: readonly string[],
  question: Question,
  { person, view, signal }: Asking,
): Promise<string> {
  const below: Below = {
    turn: 'YOUR TURN',
    keys: (columns) => [...rows, ...keyRowsOf(keys, columns)],
    constant: false,
  };
  const frame = framing((cardView) => cardOf(question, cardView), below, view);
  const answers = new Map([...keys.answers, ['ctrl-c', 'back'] as const]);
  return person.press({ frame, answers, deafMs: 150 }, signal);
}

/** A text below the card, letter by letter. */
export function typeBelow(
  label: string,
  question: Question,
  { person, view, signal }: Asking,
): Promise<string | undefined> {
  return person.type((typed) => {
    const below: Below = { turn: 'YOUR TURN', keys: () => [` ${label}${typed}`], constant: false };
    return framing((cardView) => cardOf(question, cardView), below, view);
  }, signal);
}
