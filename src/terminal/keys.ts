import { formatClock } from '../runbook/duration.ts';
import { checkOf } from '../runner/check-of.ts';
import { finishAfterRetry } from '../runner/project-finish.ts';
import { type FailureWay, noneOfThem, type Question, type UnknownWay } from '../runner/question.ts';
import type { CardView } from './card.ts';
import { spareText } from './clock-line.ts';
import { failedOutput } from './failure-card.ts';
import { helpEntries } from './help-entries.ts';
import { keyRows } from './key-rows.ts';
import { unknownKey } from './resume-card.ts';
import { choiceAround, hasOtherTarget } from './run-card.ts';

/** The keys of a moment: as they are shown, in groups that begin a row each, and what each key gives. */
export interface Keys {
  readonly groups: readonly (readonly string[])[];
  readonly answers: ReadonlyMap<string, string>;
}

/** One key, what is shown of it, and what it gives. */
type Key = readonly [key: string, shown: string, gives: string];

/** The same in every moment; what cannot act now does nothing. */
const constantKeys: readonly Key[] = [
  ['d', '[d] details', 'details'],
  ['l', '[l] log', 'log'],
  ['u', '[u] undo plan', 'undo-plan'],
  ['c', '[c] contacts', 'contacts'],
  ['p', '[p] pause', 'pause'],
  ['q', '[q] quit', 'leave'],
  ['?', '[?]', 'help'],
];

/** ` [d] details  [l] log  ...`; by their letters alone where there is no room for more. */
export function constantRow(columns: number): readonly string[] {
  const row = ` ${constantKeys.map(([, shown]) => shown).join('  ')}`;
  if (row.length <= columns) return [row];
  return [` ${constantKeys.map(([key]) => `[${key}]`).join(' ')} names them`];
}

/** What the constant keys give, and Ctrl-C, which is `q` at a prompt. */
export const constantAnswers: readonly (readonly [string, string])[] = [
  ...constantKeys.map(([key, , gives]): [string, string] => [key, gives]),
  ['ctrl-c', 'interrupted'],
];

export function keysFrom(...groups: readonly (readonly Key[])[]): Keys {
  return {
    groups: groups.map((group) => group.map(([, shown]) => shown)),
    answers: new Map(groups.flat().map(([key, , gives]) => [key, gives])),
  };
}

export function keyRowsOf(keys: Keys, columns: number): readonly string[] {
  return keys.groups.flatMap((group) => keyRows(group, columns));
}

const cannotTell: Key = ['s', '[s] cannot tell', 'unknown'];

/** What one key can say to a question; questions that take a text have none. */
export function keysOf(question: Question, view: CardView): Keys | undefined {
  switch (question.kind) {
    case 'run':
      return runKeys(question, view);
    case 'journal':
      return keysFrom([
        ['g', '[g] go on without it, recorded when there is room', 'go-on'],
        ['w', '[w] write out what is left', 'write-out'],
      ]);
    case 'guard':
      return keysFrom(guardKeys(question));
    case 'prerequisite':
    case 'checklist':
      return keysFrom([['y', '[y] yes', 'yes'], ['n', '[n] no', 'no'], cannotTell]);
    case 'criterion':
      return criterionKeys(view);
    case 'finding':
      return keysFrom([['y', '[y] yes, as it should be', 'yes'], ['n', '[n] no: failed', 'no'], cannotTell]);
    case 'by-hand':
      return byHandQuestionKeys(question);
    case 'option':
      return optionKeys(question);
    case 'failure':
      return failureKeys(question, view);
    case 'unknown':
      return keysFrom(question.ways.map((way): Key => [unknownWays[way], unknownKey(way, question, view), way]));
    case 'running':
      return keysFrom([
        ['1', '[1] wait for it', 'wait'],
        ['x', '[x] stop it', 'stop'],
      ]);
    case 'input':
      // By a key, so that Enter does not take what stands first for an answer.
      return question.input.type === 'boolean'
        ? keysFrom([
            ['y', '[y] yes', 'true'],
            ['n', '[n] no', 'false'],
          ])
        : undefined;
    case 'placeholder':
    case 'environment':
    case 'target':
      return undefined;
  }
}

const unknownWays: Readonly<Record<UnknownWay, string>> = { succeeded: 'y', retry: 'r', 'by-hand': 'h' };

/** What opens it comes first until it was opened, and last from then on. */
function byHandQuestionKeys({ opens, opened }: Question & { readonly kind: 'by-hand' }): Keys {
  const says: readonly Key[] = [
    ['y', '[y] yes: done by hand', 'done'],
    ['n', '[n] no: failed', 'failed'],
    ['s', '[s] skip', 'skip'],
  ];
  if (opens === undefined) return keysFrom(says);
  if (opened === undefined) return keysFrom([['r', `[r] open ${opens.program}`, 'open'], ...says]);
  return keysFrom([...says, ['r', `[r] open ${opens.program} again`, 'open']]);
}

const editKey: Key = ['e', '[e] edit', 'edit'];

function runKeys(question: Question & { readonly kind: 'run' }, view: CardView): Keys {
  const run: Key =
    question.typed === undefined ? ['r', '[r] run', 'run'] : ['r', "[r] run: asks for the target's name", 'type'];
  const choice = choiceAround(question.actions[0]?.action, question.step, view);
  const chosen = choice === undefined ? undefined : view.state.options.get(choice.id)?.option;
  const other: readonly Key[] =
    choice === undefined || chosen === undefined
      ? []
      : [['o', `[o] option ${chosen} of ${choice.options.length}`, 'option']];
  const rest: readonly Key[] = [
    ...other,
    ['s', '[s] skip', 'skip'],
    ['h', '[h] by hand', 'by-hand'],
    ...(view.edit === undefined ? [] : [editKey]),
  ];
  // The key comes back with the target, on the same card; pressed before that it does nothing.
  const { answers } = keysFrom([run]);
  const { groups, answers: others } = keysFrom(hasOtherTarget(view) ? rest : [run, ...rest]);
  return { groups, answers: new Map([...answers, ...others]) };
}

/** A number goes to a criterion; the last answer to it counts. */
function criterionKeys({ plan }: CardView): Keys {
  const count = Math.min(9, plan.runbook.criteria.length);
  const { groups, answers } = keysFrom([['y', '[y] met', 'yes'], ['n', '[n] not met', 'no'], cannotTell]);
  const hasChecks = plan.runbook.criteria.some((criterion) => checkOf(criterion, plan) !== undefined);
  const goTo = count < 2 ? [] : [`[1-${count}] go to`];
  const again = hasChecks ? ['[r] check again'] : [];
  const numbers = Array.from({ length: count }, (_, index) => [String(index + 1), `goto-${index + 1}`] as const);
  return {
    groups: [[...(groups[0] ?? []), ...goTo, ...again]],
    answers: new Map([
      ...answers,
      ...(count < 2 ? [] : numbers),
      ...(hasChecks ? ([['r', 'check-again']] as const) : []),
    ]),
  };
}

function guardKeys({ condition }: Question & { readonly kind: 'guard' }): readonly Key[] {
  const [yes, no] = condition.runsIf === 'yes' ? [': show what comes next', ': skip it'] : [': skip it', ': show it'];
  return [
    ['y', `[y] yes${yes}`, 'yes'],
    ['n', `[n] no${no}`, 'no'],
    ['s', '[s] cannot tell: skip it for now', 'unknown'],
  ];
}

function optionKeys({ choice }: Question & { readonly kind: 'option' }): Keys {
  const options = choice.options.map(
    (option, index): Key => [String(index + 1), `[${index + 1}] ${option.key}`, option.key],
  );
  const rest: Key = choice.mayDecline
    ? ['n', '[n] none of them', noneOfThem]
    : ['escape', `Esc: keep ${choice.preselected}`, choice.preselected];
  const { groups, answers } = keysFrom([...options, rest]);
  return { groups: [[...(groups[0] ?? []), '  choosing runs nothing']], answers };
}

/** Keys that look come first, what overrides a failure last. */
function failureKeys(question: Question & { readonly kind: 'failure' }, view: CardView): Keys {
  const may = (way: FailureWay) => question.ways.includes(way);
  const help = helpEntries(question.step, failedOutput(question, view), view);
  const choice = choiceAround(question.action, question.step, view);
  const look: Key[] = help.length === 0 ? [] : [['1', '[1] open help 1', 'help-1']];
  if (choice !== undefined) look.push(['o', '[o] other option', 'option']);
  if (may('by-hand')) look.push(['h', '[h] by hand', 'by-hand']);
  if (may('retry') && question.action !== undefined && view.edit !== undefined) look.push(editKey);
  if (may('skip')) look.push(['s', '[s] skip', 'skip']);
  const go: Key[] = [];
  if (may('on-failure')) go.push(['f', `[f] go on at: ${handlerTitle(question, view)}`, 'on-failure']);
  if (may('retry')) go.push(['r', `[r] run again${retryCost(question, view)}`, 'retry']);
  if (may('accept')) go.push(['a', '[a] accept as it is, asks why', 'accept']);
  const { groups, answers } = keysFrom(look, go);
  const others = help.slice(1).map((_, index): [string, string] => [String(index + 2), `help-${index + 2}`]);
  return { groups, answers: new Map([...answers, ...others]) };
}

/** What a retry costs stands at its key: `: finish about 5:42, OVER 0:42`. */
function retryCost({ action }: Question & { readonly kind: 'failure' }, view: CardView): string {
  if (action === undefined) return '';
  const finish = finishAfterRetry(view.plan, view.state, view.elapsedMs(), action);
  return finish === undefined ? '' : `: finish about ${formatClock(finish.finishMs)}${spareText(finish)}`;
}

function handlerTitle({ step }: Question, { plan }: CardView): string {
  const handler = plan.runbook.steps.find((one) => one.id === step)?.onFailure?.step;
  return plan.runbook.steps.find((one) => one.id === handler)?.title ?? "the runbook's on-failure way";
}

/** One key says why something is skipped. */
const skipReasons = ['not needed', 'already done', 'doing it another way', 'cannot tell', 'say it later'] as const;

export const skipKeys: Keys = {
  ...keysFrom([
    ...skipReasons.map((reason, index): Key => [String(index + 1), `[${index + 1}] ${reason}`, reason]),
    ['escape', 'Esc: back', 'back'],
  ]),
};

export const stopKeys: Keys = keysFrom([
  ['x', '[x] stop', 'stop'],
  ['escape', 'Esc: let it run', 'back'],
]);

export const leaveKeys: Keys = keysFrom([
  ['p', '[p] pause', 'pause'],
  ['u', '[u] undo plan', 'undo-plan'],
  ['w', '[w] write out', 'write-out'],
  ['q', '[q] end it', 'end'],
  ['escape', 'Esc: go on', 'back'],
]);

export const backKeys: Keys = keysFrom([['escape', 'Esc: back', 'back']]);

export const byHandKeys: Keys = keysFrom([
  ['y', '[y] done by hand', 'by-hand'],
  ['escape', 'Esc: back', 'back'],
]);
