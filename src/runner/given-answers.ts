import type { Effect } from '../runbook/effect.ts';
import { noneOfThem, type Question, type UnknownQuestion } from './question.ts';

/** What was said on the command line before the run. */
export interface GivenAnswers {
  /** --answer ID=VALUE */
  readonly answers: ReadonlyMap<string, string>;
  /** --option STEP=X, by choice id or step id. */
  readonly options: ReadonlyMap<string, string>;
  /** --set NAME=VALUE and RUNBOOK_INPUT_NAME, already checked. */
  readonly values: ReadonlyMap<string, string>;
  readonly yesTo: 'reads' | 'writes' | undefined;
}

/** The given answer to a question, or undefined when a person must be asked. */
export function givenAnswer(question: Question, given: GivenAnswers): string | undefined {
  switch (question.kind) {
    case 'option': {
      const wanted = given.options.get(question.id) ?? given.options.get(question.step ?? '');
      if (question.choice.mayDecline && wanted?.toLowerCase() === noneOfThem) return noneOfThem;
      return question.choice.options.find((option) => option.key.toLowerCase() === wanted?.toLowerCase())?.key;
    }
    case 'input':
    case 'placeholder':
      return given.values.get(question.id);
    case 'journal':
      return given.answers.get(question.id) === 'go-on' ? 'go-on' : undefined;
    case 'environment':
    case 'target':
      return given.answers.get(question.id) === question.typed ? question.typed : undefined;
    case 'run':
      return runAnswer(question, given);
    case 'by-hand':
      // What is refused is a person's to do: nobody can say beforehand that it was done.
      if (question.may?.may === 'be-refused') return undefined;
      return byHandAnswer(given.answers.get(question.id));
    case 'unknown':
      return unknownAnswer(question, given);
    case 'running':
      return ['wait', 'stop'].find((word) => word === given.answers.get(question.id));
    case 'failure':
      return undefined;
    case 'guard':
    case 'prerequisite':
    case 'checklist':
    case 'criterion':
    case 'finding':
      return yesNoUnknown(given.answers.get(question.id));
  }
}

/** --yes-to covers what was declared, and the read-only list; never what is worked out, nor what wants an answer of its own. */
function runAnswer(question: Question & { kind: 'run' }, given: GivenAnswers): string | undefined {
  const answer = given.answers.get(question.id);
  if (question.typed !== undefined) return answer === question.typed || answer === 'skip' ? answer : undefined;
  if (answer === 'run' || answer === 'skip') return answer;
  const isCovered = question.actions.every(
    ({ action, may }) => action.confirm === undefined && covers(given.yesTo, may.effect, may.assumed, may.allowListed),
  );
  return isCovered ? 'run' : undefined;
}

/** `--yes-to` lets it count as succeeded only where its checks say that it has; to run it again wants its own answer. */
function unknownAnswer(question: UnknownQuestion, given: GivenAnswers): string | undefined {
  const { ways, may, action } = question;
  const answer = ways.find((way) => way === given.answers.get(question.id));
  if (answer !== undefined) return answer;
  const isCovered = action.confirm === undefined && covers(given.yesTo, may.effect, may.assumed, may.allowListed);
  return ways.includes('succeeded') && isCovered ? 'succeeded' : undefined;
}

function covers(yesTo: GivenAnswers['yesTo'], effect: Effect, assumed: boolean, allowListed: boolean): boolean {
  if (yesTo === undefined || effect === 'destructive') return false;
  if (assumed) return effect === 'read' && allowListed;
  return effect === 'read' || yesTo === 'writes';
}

function byHandAnswer(answer: string | undefined): string | undefined {
  if (answer === 'yes' || answer === 'done') return 'done';
  return answer === 'skip' ? 'skip' : undefined;
}

function yesNoUnknown(answer: string | undefined): string | undefined {
  const text = answer?.toLowerCase();
  if (text === 'yes' || text === 'y' || text === 'true' || text === 'met') return 'yes';
  if (text === 'no' || text === 'n' || text === 'false') return 'no';
  return text === 'unknown' || text === 'cannot-tell' ? 'unknown' : undefined;
}
