import { beganSeq } from '../events/run-state.ts';
import { checkOf } from '../runner/check-of.ts';
import { givenAnswer } from '../runner/given-answers.ts';
import type { Prompter, PromptView } from '../runner/prompter.ts';
import { checkAgainQuestion, criterionQuestion, optionQuestion, type Question } from '../runner/question.ts';
import { askEdit } from './ask-edit.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { askText, confirmTyped } from './ask-text.ts';
import {
  type Answered,
  type Asking,
  answered,
  cardViewOf,
  momentOf,
  pressBelow,
  pressKey,
  type ResponderOptions,
  typeBelow,
} from './asking.ts';
import { environmentFact, numberedTitle } from './card-text.ts';
import { cardOf } from './cards.ts';
import { failedOutput } from './failure-card.ts';
import { helpEntries } from './help-entries.ts';
import { keysOf, skipKeys } from './keys.ts';
import { leave, readUndoPlan } from './leave-run.ts';
import { differenceReading, helpReading, type Reading } from './overlays.ts';
import { readingOf } from './readings.ts';
import { choiceAround, hasOtherTarget } from './run-card.ts';

/** A person at a terminal. What was answered on the command line is not asked again. */
export function createResponder(options: ResponderOptions): Prompter {
  return {
    async reply(question, view, signal) {
      const given = isAboutAnother(question, view) ? undefined : givenAnswer(question, options.given);
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

/**
 * What was answered on the command line was answered before the run went on: it says nothing about a command that was
 * edited since then, nor about running once more what has been run since then.
 */
function isAboutAnother(question: Question, { state }: PromptView): boolean {
  const actions =
    question.kind === 'run'
      ? question.actions.map(({ action }) => action)
      : 'action' in question
        ? [question.action]
        : [];
  const begunSeq = state.resumed.at(-1)?.seq ?? 0;
  const wasEdited = actions.some((action) => (state.edits.get(action?.address ?? '')?.seq ?? -1) > begunSeq);
  const found = question.kind === 'run' ? state.actions.get(question.id) : undefined;
  return wasEdited || (found !== undefined && beganSeq(found) > begunSeq);
}

async function ask(question: Question, asking: Asking): Promise<Answered> {
  // The width does not decide which keys there are.
  const keys = keysOf(question, { ...asking.view, columns: 80 });
  if (keys === undefined) return askText(question, asking, followConstant);
  const key = await pressKey(keys, question, asking);
  return (await followConstant(key, question, asking)) ?? (await follow(key, question, asking));
}

/** The keys that are the same everywhere. */
async function followConstant(key: string, question: Question, asking: Asking): Promise<Answered | undefined> {
  const { view, signal, person, readings } = asking;
  if (key === 'interrupted' || key === 'leave') return leave(question, asking);
  if (key === 'pause') return { do: 'leave', how: 'pause' };
  if (key === 'undo-plan') return readUndoPlan(asking);
  const details = key === 'details' ? differenceOf(question, view) : undefined;
  const reading = details ?? readingOf(key, question.step, cardViewOf(asking), readings);
  if (reading === undefined) return undefined;
  await person.read(reading, view, signal);
  return 'again';
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
    case 'check-again':
      return question.kind === 'criterion'
        ? { do: 'instead', question: checkAgainQuestion(question), answer: 'again' }
        : 'again';
    case 'edit':
      return askEdit(question, asking);
    case 'option':
      return chooseAnother(question, asking);
    default:
      if (key.startsWith('goto-')) return goTo(Number(key.slice(5)), question, asking);
      return key.startsWith('help-') ? openHelp(Number(key.slice(5)), question, asking) : answered(key);
  }
}

async function askReason(question: Question, asking: Asking): Promise<Answered> {
  const reason = await pressBelow(skipKeys, [' Why? One key says it.'], question, asking);
  return reason === 'back' ? 'again' : answered('skip', reason);
}

async function askWhy(question: Question, asking: Asking): Promise<Answered> {
  const reason = await typeBelow('Why is it acceptable? (Esc to go back)  ', question, asking);
  return reason === undefined || reason === '' ? 'again' : answered('accept', reason);
}

/** Nobody confirms half a command: what does not fit is read to its end first. */
async function confirmWhole(question: Question, asking: Asking): Promise<Answered> {
  const view = cardViewOf(asking);
  const reading = {
    title: numberedTitle(question.step, question.text, view),
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
