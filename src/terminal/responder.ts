import { escapeControls } from '../diagnostics/escape-controls.ts';
import { checkInput } from '../runner/check-input.ts';
import { type GivenAnswers, givenAnswer } from '../runner/given-answers.ts';
import type { Prompter, PromptView } from '../runner/prompter.ts';
import type { Question, Reply } from '../runner/question.ts';
import { askValue, choicesOf } from './ask-value.ts';
import { fill } from './card-text.ts';
import { cardOf } from './cards.ts';
import { choiceKeys, mostChoices, typeIt } from './choice-keys.ts';
import { clockLine } from './clock-line.ts';
import { fitRow } from './fit-row.ts';
import { withTextInput } from './key-input.ts';
import { byHandKeys, type Keys, keysOf, leaveKeys, skipKeys } from './keys.ts';
import { leaveCard } from './leave-card.ts';
import { promptTheme } from './prompt-theme.ts';
import { hyphens } from './rule.ts';
import { highlight, type Style } from './style.ts';

export interface ResponderOptions {
  readonly given: GivenAnswers;
  readonly style: Style;
  readonly write: (text: string) => void;
  /** Ctrl-C at the leave screen: the second one ends the run at once. */
  readonly interrupt: () => void;
}

type Answered = Reply | 'again';

/** A person at a terminal. What was answered on the command line is not asked again. */
export function createResponder(options: ResponderOptions): Prompter {
  return {
    async reply(question, view, signal) {
      const given = givenAnswer(question, options.given);
      if (given !== undefined) return { do: 'answer', answer: given, by: 'flag' };
      options.write(
        `${cardOf(question, view)
          .flatMap(fitRow)
          .map((line) => highlight(line, options.style))
          .join('\n')}\n`,
      );
      for (;;) {
        const reply = await ask(question, view, signal, options);
        if (reply !== 'again') return reply;
        if (signal.aborted) return { do: 'leave', how: 'end' };
      }
    },
  };
}

async function ask(
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  options: ResponderOptions,
): Promise<Answered> {
  const keys = keysOf(question);
  if (keys === undefined) return askText(question, view, signal, options);
  const key = await pressKey(keys, question, view, signal, options);
  switch (key) {
    case 'interrupted':
    case 'leave':
      return leave(view, signal, options);
    case 'contacts':
      options.write(`${contactLines(view)}\n`);
      return 'again';
    case 'type':
      return question.kind === 'run' && question.typed !== undefined ? confirm(question.typed, signal) : 'again';
    case 'skip':
      return askReason(question, view, signal, options);
    case 'by-hand':
      return askHowItWent(question, view, signal, options);
    case 'accept':
      return askWhy(signal);
    default:
      return { do: 'answer', answer: key, by: 'responder' };
  }
}

/** Writes need a moment's distance: a key meant for the screen before must not start them. */
function deafness(question: Question): number {
  return question.kind === 'run' && question.actions.some(({ may }) => may.effect !== 'read') ? 300 : 150;
}

async function pressKey(
  keys: Keys,
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  { style }: ResponderOptions,
): Promise<string> {
  const head = () => `${hyphens}\n${highlight(clockLine('YOUR TURN', view), style)}`;
  const { askKey } = await import('./key-prompt.ts');
  const prompt = askKey(
    { head, keys: keys.row, answers: keys.answers, deafMs: deafness(question) },
    { signal, clearPromptOnDone: true },
  );
  return prompt.catch((error: unknown) => whenInterrupted(error, 'interrupted'));
}

function whenInterrupted<T>(error: unknown, instead: T): T {
  if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) return instead;
  throw error;
}

/** Where things stand, before anything is ended. A second Ctrl-C here ends the run as interrupted. */
async function leave(view: PromptView, signal: AbortSignal, options: ResponderOptions): Promise<Answered> {
  if (signal.aborted) return { do: 'leave', how: 'end' };
  const rows = leaveCard(view).flatMap(fitRow);
  options.write(`\n${rows.map((row) => highlight(row, options.style)).join('\n')}\n`);
  const question = { head: () => hyphens, keys: leaveKeys.row, answers: leaveKeys.answers, deafMs: 150 };
  const { askKey } = await import('./key-prompt.ts');
  const answer = await askKey(question, { signal, clearPromptOnDone: true }).catch((error: unknown) =>
    whenInterrupted(error, 'interrupted'),
  );
  if (answer === 'back') return 'again';
  if (answer === 'interrupted') options.interrupt();
  return { do: 'leave', how: 'end' };
}

function contactLines(view: PromptView): string {
  const { contacts } = view.plan.runbook;
  return contacts.length === 0
    ? ' The runbook names no contacts.'
    : contacts.flatMap((contact) => fitRow(` ${fill(contact.text, view)}`)).join('\n');
}

async function askReason(
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  options: ResponderOptions,
): Promise<Answered> {
  const reason = await pressKey(skipKeys, question, view, signal, options);
  if (reason === 'back' || reason === 'interrupted') return 'again';
  return { do: 'answer', answer: 'skip', by: 'responder', reason };
}

/** A person's word for what a person did; the tool cannot know. */
async function askHowItWent(
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  options: ResponderOptions,
): Promise<Answered> {
  const answer = await pressKey(byHandKeys, question, view, signal, options);
  return answer === 'by-hand' ? { do: 'answer', answer, by: 'responder' } : 'again';
}

async function askWhy(signal: AbortSignal): Promise<Answered> {
  const { input } = await import('@inquirer/prompts');
  const question = {
    message: 'Why is it acceptable?',
    theme: promptTheme,
    validate: (text: string) => text.trim() !== '' || 'A reason is needed; it goes into the report.',
  };
  const reason = await withTextInput((keyboard) => input(question, { signal, input: keyboard })).catch(
    (error: unknown) => whenInterrupted(error, undefined),
  );
  return reason === undefined ? 'again' : { do: 'answer', answer: 'accept', by: 'responder', reason: reason.trim() };
}

/** The name of the target, letter by letter; anything else goes back to the card. */
async function askTyped(typed: string, signal: AbortSignal): Promise<Answered | 'nothing'> {
  const { input } = await import('@inquirer/prompts');
  const question = { message: `Type  ${escapeControls(typed)}  to go on, or nothing to go back:`, theme: promptTheme };
  const text = await withTextInput((keyboard) => input(question, { signal, input: keyboard })).catch((error: unknown) =>
    whenInterrupted(error, ''),
  );
  if (text.trim() === '') return 'nothing';
  return text.trim() === typed ? { do: 'answer', answer: typed, by: 'responder' } : 'again';
}

/** Nothing typed goes back to the card, too. */
async function confirm(typed: string, signal: AbortSignal): Promise<Answered> {
  const answer = await askTyped(typed, signal);
  return answer === 'nothing' ? 'again' : answer;
}

async function askText(
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  options: ResponderOptions,
): Promise<Answered> {
  if (question.kind === 'environment' || question.kind === 'target') {
    const answer = await askTyped(question.typed, signal);
    return answer === 'nothing' ? leave(view, signal, options) : answer;
  }
  const choices = choicesOf(question, view);
  if (choices.length > 0 && choices.length <= mostChoices) {
    const chosen = await chooseByKey(choices, question, view, signal, options);
    if (chosen !== typeIt) return chosen;
  }
  const value = await withTextInput((input) => askValue(question, view, { signal, input })).catch((error: unknown) =>
    whenInterrupted(error, undefined),
  );
  return value === undefined ? leave(view, signal, options) : { do: 'answer', answer: value, by: 'responder' };
}

async function chooseByKey(
  choices: readonly string[],
  question: Question,
  view: PromptView,
  signal: AbortSignal,
  options: ResponderOptions,
): Promise<Answered | typeof typeIt> {
  const isClosed = question.kind === 'input' && question.input.type === 'choice';
  const { card, ...keys } = choiceKeys(choices, isClosed);
  options.write(`${card}\n`);
  const key = await pressKey(keys, question, view, signal, options);
  if (key === 'contacts') options.write(`${contactLines(view)}\n`);
  if (key === typeIt) return typeIt;
  if (key === 'contacts') return 'again';
  if (!key.startsWith('=')) return leave(view, signal, options);
  const choice = key.slice(1);
  const checked = question.kind === 'input' ? checkInput(question.input, choice) : undefined;
  return { do: 'answer', answer: checked?.state === 'good' ? checked.value : choice, by: 'responder' };
}
