import { nearest } from '../diagnostics/nearest.ts';
import { isMaskable } from '../journal/secret-forms.ts';
import { UsageError, unknownName } from '../project/usage-error.ts';
import { checkInput } from '../runbook/check-input.ts';
import type { Environment } from '../runbook/environment.ts';
import type { Input } from '../runbook/input.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import { journalQuestion } from '../runner/journal-consent.ts';
import { noneOfThem, type Question } from '../runner/question.ts';
import { questionsOf } from '../runner/questions-of.ts';
import type { RunPlan } from '../runner/run-plan.ts';

/** The options of `run` and `plan` as commander hands them over. */
export interface RunFlags {
  readonly env?: string;
  readonly set?: readonly string[];
  readonly option?: readonly string[];
  readonly answer?: readonly string[];
  readonly yesTo?: string;
}

export function chooseEnvironment(runbook: Runbook, name: string | undefined): Environment | undefined {
  if (name === undefined) return undefined;
  const environment = runbook.environments.find((candidate) => candidate.name === name);
  if (environment === undefined)
    throw unknownName(
      'environment',
      name,
      runbook.environments.map((candidate) => candidate.name),
    );
  return environment;
}

/** Flags → answers, every name and value checked: a name that means nothing must not pass for an answer. */
export function readGivenAnswers(
  flags: RunFlags,
  plan: RunPlan,
  variables: NodeJS.ProcessEnv,
  /** What only a run that goes on asks. */
  unknown: readonly Question[] = [],
): GivenAnswers {
  const questions = [journalQuestion, ...unknown, ...questionsOf(plan)];
  const yesTo = readYesTo(flags.yesTo);
  const options = pairs(flags.option, '--option');
  const answers = pairs(flags.answer, '--answer', questions);
  for (const [name, key] of options) checkOption(name, key, questions, options);
  for (const [name, value] of answers) checkAnswer(name, value, questions, plan);
  return { answers, options, values: readValues(flags.set, plan.runbook.inputs, questions, variables), yesTo };
}

function readYesTo(text: string | undefined): GivenAnswers['yesTo'] {
  if (text === undefined || text === 'reads' || text === 'writes') return text;
  throw new UsageError(`--yes-to does not take "${text}"`, 'Write --yes-to reads or --yes-to writes.');
}

/** Values of --set and --answer may be secrets, and so may be what has no name before it: no message repeats them. */
function pairs(
  texts: readonly string[] | undefined,
  flag: '--set' | '--answer' | '--option',
  questions: readonly Question[] = [],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const text of texts ?? []) {
    const at = text.indexOf('=');
    const name = at < 1 ? text : text.slice(0, at);
    const value = text.slice(at + 1);
    const isNamed = flag === '--option' || questions.some((question) => question.id === name);
    if (at < 1 || (/^=*$/.test(value) && !isNamed)) {
      throw new UsageError(`${flag}${isNamed ? ` "${name}"` : ''} has no value`, `Write ${flag} NAME=VALUE.`);
    }
    if ((found.get(name) ?? value) !== value) {
      throw new UsageError(`${flag} gives "${name}" two values`, `Write ${flag} ${name}=VALUE once.`);
    }
    found.set(name, value);
  }
  return found;
}

function checkOption(
  name: string,
  key: string,
  questions: readonly Question[],
  options: ReadonlyMap<string, string>,
): void {
  const choices = questions.filter((question) => question.kind === 'option');
  const found = choices.filter((question) => question.id === name || question.step === name);
  if (found.length === 0)
    throw unknownName(
      'step with options',
      name,
      choices.map((question) => question.step ?? question.id),
    );
  if (found.length > 1 && !found.some((question) => question.id === name)) {
    throw new UsageError(
      `"${name}" has several choices`,
      `Name one: ${found.map((question) => question.id).join(', ')}.`,
    );
  }
  const other = found.find(({ id }) => id !== name && (options.get(id) ?? key) !== key);
  if (other !== undefined) {
    throw new UsageError(
      `--option gives "${name}" and "${other.id}", the same choice, two values`,
      'Name one of them.',
    );
  }
  const keys = found.flatMap(({ choice }) => [
    ...choice.options.map((option) => option.key),
    ...(choice.mayDecline ? [noneOfThem] : []),
  ]);
  if (!keys.some((candidate) => candidate.toLowerCase() === key.toLowerCase()))
    throw unknownName(`option of ${name}`, key, keys);
}

const yesNo = ['yes', 'no', 'unknown', 'y', 'n', 'true', 'false', 'met', 'cannot-tell'];

function checkAnswer(name: string, value: string, questions: readonly Question[], plan: RunPlan): void {
  const question = questions.find((candidate) => candidate.id === name) ?? conditionNamed(name, plan);
  if (question === 'finding') return checkWord(name, value, yesNo);
  if (question === undefined)
    throw unknownName(
      'question',
      name,
      questions.filter(takesAnswer).map((candidate) => candidate.id),
    );
  switch (question.kind) {
    case 'guard':
    case 'prerequisite':
    case 'checklist':
    case 'criterion':
      return checkWord(name, value, yesNo);
    case 'by-hand':
      return checkWord(name, value, ['done', 'yes', 'skip']);
    case 'run':
      return checkWord(name, value, runWords(question));
    case 'environment':
    case 'target':
      return checkWord(name, value, [question.typed]);
    case 'option':
      throw new UsageError(`"${name}" is a choice`, `Write --option ${name}=KEY.`);
    case 'input':
    case 'placeholder':
      throw new UsageError(`"${name}" is an input`, `Write --set ${name}=VALUE.`);
    case 'unknown':
      return checkWord(name, value, question.ways);
    case 'journal':
      return checkWord(name, value, ['go-on']);
    case 'running':
      return checkWord(name, value, ['wait', 'stop']);
    case 'finding':
    case 'failure':
      return;
  }
}

/** A check of a criterion or prerequisite is not skipped: its criterion would stay open unsaid. */
function runWords({ typed, step }: Question & { kind: 'run' }): readonly string[] {
  const go = typed ?? 'run';
  return step === undefined ? [go] : [go, 'skip'];
}

/** Questions that only come up when something else happened: a condition whose source was skipped, a finding. */
function conditionNamed(name: string, plan: RunPlan): Question | 'finding' | undefined {
  const address = name.replace(/\.(?:finding|when)$/, '');
  if (address !== name && plan.dispositions.has(address)) return 'finding';
  const step = plan.runbook.steps.find(
    (candidate) => candidate.id === name && (candidate.when ?? candidate.condition) !== undefined,
  );
  return step === undefined ? undefined : 'finding';
}

function takesAnswer(question: Question): boolean {
  return !['option', 'input', 'placeholder', 'journal'].includes(question.kind);
}

function checkWord(name: string, value: string, words: readonly string[]): void {
  if (words.includes(value) || words.includes(value.toLowerCase())) return;
  const guess = nearest(value, words);
  throw new UsageError(
    `--answer ${name} does not take the value given`,
    guess === undefined ? `Write one of: ${words.join(', ')}.` : `Did you mean "${guess}"?`,
  );
}

/** --set, then RUNBOOK_INPUT_NAME, then fromEnv, then the default; each checked like an answer. */
function readValues(
  set: readonly string[] | undefined,
  inputs: readonly Input[],
  questions: readonly Question[],
  variables: NodeJS.ProcessEnv,
): Map<string, string> {
  const given = pairs(set, '--set', questions);
  const placeholders = questions.filter((question) => question.kind === 'placeholder');
  const known = [...inputs.map((input) => input.name), ...placeholders.map((question) => question.id)];
  for (const name of given.keys()) if (!known.includes(name)) throw unknownName('input', name, known);
  const values = new Map<string, string>();
  for (const { id } of placeholders) {
    const text = given.get(id) ?? variables[`RUNBOOK_INPUT_${id.toUpperCase()}`];
    if (text !== undefined)
      values.set(id, checked(id, { type: 'string', pattern: undefined, choices: undefined }, text, '--set'));
  }
  for (const input of inputs) {
    const source = sourceOf(input, given, variables);
    if (source !== undefined) values.set(input.name, checked(input.name, input, source.text, source.from));
  }
  return values;
}

function sourceOf(
  input: Input,
  given: ReadonlyMap<string, string>,
  variables: NodeJS.ProcessEnv,
): { text: string; from: string } | undefined {
  const flag = given.get(input.name);
  if (flag !== undefined) return { text: flag, from: '--set' };
  for (const name of [`RUNBOOK_INPUT_${input.name.toUpperCase()}`, input.fromEnv]) {
    const text = name === undefined ? undefined : variables[name];
    if (text !== undefined && text !== '') return { text, from: `$${name}` };
  }
  return input.default === undefined ? undefined : { text: input.default, from: 'default' };
}

function checked(name: string, input: Pick<Input, 'type' | 'pattern' | 'choices'>, text: string, from: string): string {
  const result = checkInput(input, text);
  if (input.type === 'secret' && result.state === 'good' && !isMaskable(result.value)) {
    throw new UsageError(
      `the value of ${name} (${from}) is not possible: a secret shorter than 4 characters cannot be masked in what is shown and kept`,
      `Give ${name} a longer value, or declare it as another type if it is no secret.`,
    );
  }
  if (result.state === 'good') return result.value;
  // What has no form of its own may be a secret that was given under the wrong name.
  const shown = input.type === 'secret' || input.type === 'string' ? '' : ` "${text}"`;
  throw new UsageError(
    `the value${shown} of ${name} (${from}) is not possible: ${result.problem}`,
    `Write --set ${name}=VALUE.`,
  );
}
