import { escapeControls } from '../diagnostics/escape-controls.ts';
import { checkInput } from '../runbook/check-input.ts';
import type { Question } from '../runner/question.ts';
import { askValue, choicesOf } from './ask-value.ts';
import { type Answered, type Asking, answered, momentOf, typeBelow } from './asking.ts';
import { cardOf } from './cards.ts';
import { choiceKeys, mostChoices, typeIt } from './choice-keys.ts';
import { type Below, framing } from './frame.ts';
import { withTextInput } from './key-input.ts';
import { leave } from './leave-run.ts';

/** What follows the keys that are the same everywhere. */
type FollowConstant = (key: string, question: Question, asking: Asking) => Promise<Answered | undefined>;

export async function askText(question: Question, asking: Asking, followConstant: FollowConstant): Promise<Answered> {
  if (question.kind === 'environment' || question.kind === 'target') {
    const reply = await confirmTyped(question, question.typed, asking);
    return reply === 'again' ? leave(question, asking) : reply;
  }
  const choices = choicesOf(question, asking.view);
  if (choices.length > 0 && choices.length <= mostChoices) {
    const chosen = await chooseByKey(choices, question, asking, followConstant);
    if (chosen !== typeIt) return chosen;
  }
  const value = await typeValue(question, asking);
  return value === undefined ? leave(question, asking) : answered(value);
}

/** By the prompts of a library, below the card: they correct, mask and search. */
async function typeValue(question: Question, { person, view, signal }: Asking): Promise<string | undefined> {
  const below: Below = { turn: 'YOUR TURN', keys: () => [' Type it below; Ctrl-C goes back.'], constant: false };
  using _lent = person.lend(framing((cardView) => cardOf(question, cardView), below, view));
  return await withTextInput((input) => askValue(question, view, { signal, input })).catch(whenLeft);
}

function whenLeft(error: unknown): undefined {
  if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
    return undefined;
  throw error;
}

async function chooseByKey(
  choices: readonly string[],
  question: Question,
  asking: Asking,
  followConstant: FollowConstant,
): Promise<Answered | typeof typeIt> {
  const isClosed = question.kind === 'input' && question.input.type === 'choice';
  const { rows, keys } = choiceKeys(choices, isClosed);
  const key = await asking.person.press(momentOf(keys, question, asking, [...rows, '']), asking.signal);
  if (key === typeIt) return typeIt;
  if (!key.startsWith('=')) return (await followConstant(key, question, asking)) ?? 'again';
  const choice = key.slice(1);
  const checked = question.kind === 'input' ? checkInput(question.input, choice) : undefined;
  return answered(checked?.state === 'good' ? checked.value : choice);
}

/** The name of the target, letter by letter; anything else goes back to the card. */
export async function confirmTyped(question: Question, typed: string, asking: Asking): Promise<Answered> {
  const text = await typeBelow(`Type  ${escapeControls(typed)}  to go on, Esc to go back: `, question, asking);
  return text === typed ? answered(typed) : 'again';
}
