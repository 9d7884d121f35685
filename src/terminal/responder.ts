import { escapeControls } from '../diagnostics/escape-controls.ts';
import { checkInput } from '../runner/check-input.ts';
import { checkOf } from '../runner/check-of.ts';
import { type GivenAnswers, givenAnswer } from '../runner/given-answers.ts';
import type { Prompter, PromptView } from '../runner/prompter.ts';
import { criterionQuestion, optionQuestion, type Question, type Reply } from '../runner/question.ts';
import { stepOf } from '../runner/run-plan.ts';
import { undoAddresses } from '../runner/undo.ts';
import { askValue, choicesOf } from './ask-value.ts';
import type { CardView } from './card.ts';
import { environmentFact, fill } from './card-text.ts';
import { cardOf } from './cards.ts';
import { choiceKeys, mostChoices, typeIt } from './choice-keys.ts';
import { failedOutput } from './failure-card.ts';
import { type Below, framing } from './frame.ts';
import { shellRows } from './hand-off.ts';
import { backRule, changedRow } from './hand-off-rules.ts';
import { helpEntries } from './help-entries.ts';
import { withTextInput } from './key-input.ts';
import { byHandKeys, constantAnswers, type Keys, keyRowsOf, keysOf, leaveKeys, skipKeys } from './keys.ts';
import { leaveCard } from './leave-card.ts';
import {
  contactsReading,
  detailsReading,
  differenceReading,
  helpReading,
  keysReading,
  type Reading,
} from './overlays.ts';
import type { Moment, Person } from './person.ts';
import { choiceAround, hasOtherTarget } from './run-card.ts';
import { undoReading } from './undo-reading.ts';

export interface ResponderOptions {
  readonly given: GivenAnswers;
  readonly person: Person;
  /** Ctrl-C at the leave screen: the second one ends the run at once. */
  readonly interrupt: () => void;
  /** What only the outside can tell. */
  readonly readings: Readings;
  /** What is kept of programs that have the terminal. */
  readonly transcript: 'kept' | 'times-only';
}

/** Longer texts that are read from outside the terminal. */
export interface Readings {
  /** The whole output of the last action, or of the one that runs. */
  readonly log: (view: PromptView) => Reading;
  /** What is left of the run as plain commands. */
  readonly rest: (view: PromptView) => Reading;
}

type Answered = Reply | 'again';

/** A person at a terminal. What was answered on the command line is not asked again. */
export function createResponder(options: ResponderOptions): Prompter {
  return {
    async reply(question, view, signal) {
      const given = givenAnswer(question, options.given);
      if (given !== undefined) return { do: 'answer', answer: given, by: 'flag' };
      for (;;) {
        if (signal.aborted) return { do: 'leave', how: 'end' };
        const reply = await ask(question, { view, signal, ...options }).catch((error: unknown) => {
          if (signal.aborted) return { do: 'leave', how: 'end' } as const;
          throw error;
        });
        if (reply !== 'again') return reply;
      }
    },
  };
}

/** Everything that a question is asked with. */
interface Asking extends ResponderOptions {
  readonly view: PromptView;
  readonly signal: AbortSignal;
}

async function ask(question: Question, asking: Asking): Promise<Answered> {
  // The width does not decide which keys there are.
  const keys = keysOf(question, { ...asking.view, columns: 80 });
  if (keys === undefined) return askText(question, asking);
  const key = await pressKey(keys, question, asking);
  return (await followConstant(key, question, asking)) ?? (await follow(key, question, asking));
}

/** The keys that are the same everywhere. */
async function followConstant(key: string, question: Question, asking: Asking): Promise<Answered | undefined> {
  const { view, signal, person, readings } = asking;
  const cardView = cardViewOf(asking);
  const read = async (reading: Reading): Promise<'again'> => {
    await person.read(reading, view, signal);
    return 'again';
  };
  switch (key) {
    case 'interrupted':
    case 'leave':
      return leave(question, asking);
    case 'pause':
      return { do: 'leave', how: 'pause' };
    case 'contacts':
      return read(contactsReading(cardView));
    case 'details':
      return read(differenceOf(question, view) ?? detailsReading(question.step, cardView));
    case 'log':
      return read(readings.log(view));
    case 'undo-plan':
      return readUndoPlan(asking);
    case 'help':
      return read(keysReading);
    case 'write-out':
      return read(readings.rest(view));
    default:
      return undefined;
  }
}

/** On the screen of a resume the details are what became of the runbook's file. */
function differenceOf({ kind }: Question, { resumed }: PromptView): Reading | undefined {
  const isResume = kind === 'unknown' || kind === 'running';
  return isResume && resumed !== undefined ? differenceReading(resumed) : undefined;
}

async function follow(key: string, question: Question, asking: Asking): Promise<Answered> {
  // It may have become another one since the key was offered.
  if ((key === 'run' || key === 'type') && hasOtherTarget(asking.view)) return 'again';
  switch (key) {
    case 'run':
      return asking.person.isCut() ? confirmWhole(question, asking) : answered('run');
    case 'type':
      return question.kind === 'run' && question.typed !== undefined
        ? confirmTyped(question, question.typed, asking)
        : 'again';
    case 'skip':
      return askReason(question, asking);
    case 'by-hand':
      return askHowItWent(question, asking);
    case 'accept':
      return askWhy(question, asking);
    case 'option':
      return chooseAnother(question, asking);
    default:
      if (key.startsWith('goto-')) return goTo(Number(key.slice(5)), question, asking);
      return key.startsWith('help-') ? openHelp(Number(key.slice(5)), question, asking) : answered(key);
  }
}

function answered(answer: string, reason?: string): Reply {
  return { do: 'answer', answer, by: 'responder', reason };
}

/** Writes need a moment's distance: a key meant for the screen before must not start them. */
function deafness(question: Question): number {
  return question.kind === 'run' && question.actions.some(({ may }) => may.effect !== 'read') ? 300 : 150;
}

function momentOf(keys: Keys, question: Question, { view }: Asking, rows: readonly string[] = []): Moment {
  // Made anew with each tick: what a retry costs grows while it is thought about.
  const now = () => (rows.length > 0 ? keys : (keysOf(question, { ...view, columns: 80 }) ?? keys));
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => [...rows, ...keyRowsOf(now(), columns)] };
  return {
    frame: framing((cardView) => cardOf(question, cardView), below, view),
    answers: new Map([...constantAnswers, ...keys.answers]),
    deafMs: deafness(question),
  };
}

function pressKey(keys: Keys, question: Question, asking: Asking): Promise<string> {
  return asking.person.press(momentOf(keys, question, asking), asking.signal);
}

/** A row of keys of its own below the card, such as the reasons for a skip; Esc and Ctrl-C go back. */
function pressBelow(
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
function typeBelow(label: string, question: Question, { person, view, signal }: Asking): Promise<string | undefined> {
  return person.type((typed) => {
    const below: Below = { turn: 'YOUR TURN', keys: () => [` ${label}${typed}`], constant: false };
    return framing((cardView) => cardOf(question, cardView), below, view);
  }, signal);
}

/** Where things stand, before anything is ended. A second Ctrl-C here ends the run as interrupted. */
async function leave(question: Question, asking: Asking): Promise<Answered> {
  const { view, signal, person, readings, interrupt } = asking;
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => keyRowsOf(leaveKeys, columns), constant: false };
  const moment: Moment = {
    frame: framing((card) => leaveCard(card, question.kind === 'failure' ? 'failed' : 'aborted'), below, view),
    answers: new Map([...leaveKeys.answers, ['ctrl-c', 'interrupted']]),
    deafMs: 150,
  };
  for (;;) {
    const key = await person.press(moment, signal);
    switch (key) {
      case 'back':
        return 'again';
      case 'pause':
        return { do: 'leave', how: 'pause' };
      case 'undo-plan': {
        const reply = await readUndoPlan(asking);
        if (reply !== 'again') return reply;
        break;
      }
      case 'write-out':
        await person.read(readings.rest(view), view, signal);
        break;
      case 'interrupted':
        interrupt();
        return { do: 'leave', how: 'end' };
      default:
        // What has failed ends as failed: nobody overrode it.
        return question.kind === 'failure' ? answered('end') : { do: 'leave', how: 'end' };
    }
  }
}

/** Looking at it runs nothing; from its end the run can be left to take back what it did, each action asked for. */
async function readUndoPlan(asking: Asking): Promise<Answered> {
  const { person, view, signal } = asking;
  const reading = undoReading(cardViewOf(asking));
  if (view.state.undo !== undefined || undoAddresses(view.plan, view.state).length === 0) {
    await person.read(reading, view, signal);
    return 'again';
  }
  const how = await person.readToTheEnd(reading, 'r', '[r] leave the run and undo: each action is asked for', signal);
  return how === 'confirmed' ? { do: 'leave', how: 'undo' } : 'again';
}

async function askReason(question: Question, asking: Asking): Promise<Answered> {
  const reason = await pressBelow(skipKeys, [' Why? One key says it.'], question, asking);
  return reason === 'back' ? 'again' : answered('skip', reason);
}

/** In a shell of the session, where there is one; then a person's word for what a person did: the tool cannot know. */
async function askHowItWent(question: Question, asking: Asking): Promise<Answered> {
  const rows = await doByHand(asking);
  const answer = await pressBelow(byHandKeys, rows, question, asking);
  return answer === 'by-hand' ? answered(answer) : 'again';
}

/** Gives the terminal to a shell of the session, and says what it changed. */
async function doByHand({ view, person, transcript }: Asking): Promise<readonly string[]> {
  const { openShell } = view;
  if (openShell === undefined) return [' Do it in a terminal of your own, then say how it went.'];
  const lent = person.lend(({ columns }) => ({ rows: shellRows(view, columns, transcript), isCut: false }));
  const visited = await openShell().finally(() => lent[Symbol.dispose]());
  if (visited.state === 'refused') return [` The shell was not opened: ${visited.why}`];
  const { elapsedMs, changed, problem } = visited;
  return [backRule(elapsedMs, undefined), problem === undefined ? changedRow(changed) : ` ${problem}`];
}

async function askWhy(question: Question, asking: Asking): Promise<Answered> {
  const reason = await typeBelow('Why is it acceptable? (Esc to go back)  ', question, asking);
  return reason === undefined || reason === '' ? 'again' : answered('accept', reason);
}

/** The name of the target, letter by letter; anything else goes back to the card. */
async function confirmTyped(question: Question, typed: string, asking: Asking): Promise<Answered> {
  const text = await typeBelow(`Type  ${escapeControls(typed)}  to go on, Esc to go back: `, question, asking);
  return text === typed ? answered(typed) : 'again';
}

/** Nobody confirms half a command: what does not fit is read to its end first. */
async function confirmWhole(question: Question, asking: Asking): Promise<Answered> {
  const view = cardViewOf(asking);
  const ids = view.plan.graph.order;
  const step = question.step === undefined ? undefined : stepOf(view.plan, question.step);
  const number = step === undefined || !ids.includes(step.id) ? '' : `${ids.indexOf(step.id) + 1}/${ids.length} `;
  const reading = {
    title: `${number}${fill(step?.title ?? question.text, view)}`,
    facts: environmentFact(view),
    rows: cardOf(question, view).blocks.flatMap(({ rows }) => rows),
  };
  const how = await asking.person.readToTheEnd(reading, 'r', '[r] run', asking.signal);
  return how === 'confirmed' ? answered('run') : 'again';
}

/** Choosing leads back to the card and runs nothing. */
async function chooseAnother(question: Question, asking: Asking): Promise<Answered> {
  const action =
    question.kind === 'run' ? question.actions[0]?.action : 'action' in question ? question.action : undefined;
  const choice = choiceAround(action, question.step, cardViewOf(asking));
  if (choice === undefined) return 'again';
  const other = optionQuestion(choice, question.step);
  const keys = keysOf(other, cardViewOf(asking));
  if (keys === undefined) return 'again';
  const answers = new Map([...keys.answers, ['escape', 'back'] as const, ['ctrl-c', 'back'] as const]);
  const key = await asking.person.press({ ...momentOf(keys, other, asking), answers }, asking.signal);
  return key === 'back' ? 'again' : { do: 'instead', question: other, answer: key };
}

function cardViewOf({ view, person }: Asking): CardView {
  return { ...view, columns: person.columns() };
}

/** Another criterion, also one that was answered: the last answer counts. What a check tells is not a person's to answer. */
async function goTo(number: number, question: Question, asking: Asking): Promise<Answered> {
  const { plan } = asking.view;
  const criterion = plan.runbook.criteria[number - 1];
  if (criterion === undefined || criterion.id === question.id || checkOf(criterion, plan) !== undefined) return 'again';
  const other = criterionQuestion(criterion);
  const reply = await ask(other, asking);
  if (reply === 'again' || reply.do !== 'answer') return reply;
  return { do: 'instead', question: other, answer: reply.answer };
}

async function openHelp(number: number, question: Question, asking: Asking): Promise<'again'> {
  const view = cardViewOf(asking);
  const output = question.kind === 'failure' ? failedOutput(question, view) : [];
  const entry = helpEntries(question.step, output, view)[number - 1];
  if (entry !== undefined) await asking.person.read(helpReading(entry, view), asking.view, asking.signal);
  return 'again';
}

async function askText(question: Question, asking: Asking): Promise<Answered> {
  if (question.kind === 'environment' || question.kind === 'target') {
    const reply = await confirmTyped(question, question.typed, asking);
    return reply === 'again' ? leave(question, asking) : reply;
  }
  const choices = choicesOf(question, asking.view);
  if (choices.length > 0 && choices.length <= mostChoices) {
    const chosen = await chooseByKey(choices, question, asking);
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
