import { type FailureWay, noneOfThem, type Question } from '../runner/question.ts';
import { keyRows } from './key-rows.ts';

/** The keys of a question: the row that is shown, and what each key gives. */
export interface Keys {
  readonly row: string;
  readonly answers: ReadonlyMap<string, string>;
}

const constantRow = ' [c] contacts  [q] quit';
const constantKeys: readonly [string, string][] = [
  ['c', 'contacts'],
  ['q', 'leave'],
];

/** What one key can say to a question; questions that take text have none. */
export function keysOf(question: Question): Keys | undefined {
  switch (question.kind) {
    case 'run':
      return question.typed === undefined
        ? keys(' [r] run   [s] skip   [h] by hand', [
            ['r', 'run'],
            ['s', 'skip'],
            ['h', 'by-hand'],
          ])
        : keys(" [r] run: asks for the target's name   [s] skip   [h] by hand", [
            ['r', 'type'],
            ['s', 'skip'],
            ['h', 'by-hand'],
          ]);
    case 'guard':
      return keys(' [y] yes   [n] no   [s] cannot tell', [
        ['y', 'yes'],
        ['n', 'no'],
        ['s', 'unknown'],
      ]);
    case 'prerequisite':
    case 'checklist':
      return keys(' [y] yes   [n] no   [s] cannot tell', [
        ['y', 'yes'],
        ['n', 'no'],
        ['s', 'unknown'],
      ]);
    case 'criterion':
      return keys(' [y] met   [n] not met   [s] cannot tell', [
        ['y', 'yes'],
        ['n', 'no'],
        ['s', 'unknown'],
      ]);
    case 'finding':
      return keys(' [y] yes, as it should be   [n] no: failed   [s] cannot tell', [
        ['y', 'yes'],
        ['n', 'no'],
        ['s', 'unknown'],
      ]);
    case 'by-hand':
      return keys(' [y] yes: done by hand   [n] no: failed   [s] skip', [
        ['y', 'done'],
        ['n', 'failed'],
        ['s', 'skip'],
      ]);
    case 'option':
      return optionKeys(question);
    case 'failure':
      return failureKeys(question.ways);
    case 'input':
      // By a key, so that Enter does not take what stands first for an answer.
      return question.input.type !== 'boolean'
        ? undefined
        : keys(' [y] yes   [n] no', [
            ['y', 'true'],
            ['n', 'false'],
          ]);
    case 'placeholder':
    case 'environment':
    case 'target':
      return undefined;
  }
}

/** The keys of a moment, and those that are there always. */
export function keys(row: string, answers: readonly (readonly [string, string])[]): Keys {
  return { row: `${row}\n${constantRow}`, answers: new Map([...answers, ...constantKeys]) };
}

function optionKeys({ choice }: Question & { kind: 'option' }): Keys {
  const options = choice.options.map((option, index) => `[${index + 1}] ${option.key}`);
  const ways = choice.options.map((option, index): [string, string] => [String(index + 1), option.key]);
  const rest = choice.mayDecline ? '[n] none of them' : `Esc: keep ${choice.preselected}`;
  const extra: [string, string] = choice.mayDecline ? ['n', noneOfThem] : ['escape', choice.preselected];
  return keys(keyRows([...options, rest, '  choosing runs nothing']), [...ways, extra]);
}

const failureWays: Readonly<Record<FailureWay, { key: string; row: string }>> = {
  'on-failure': { key: 'f', row: "[f] go the runbook's on-failure way" },
  retry: { key: 'r', row: '[r] run again' },
  'by-hand': { key: 'h', row: '[h] by hand' },
  skip: { key: 's', row: '[s] skip' },
  accept: { key: 'a', row: '[a] accept as it is, asks why' },
  end: { key: 'e', row: '[e] end the run as failed' },
};

function failureKeys(ways: readonly FailureWay[]): Keys {
  const rows = ways.map((way) => failureWays[way].row);
  const row = ` ${rows.slice(0, 3).join('   ')}\n ${rows.slice(3).join('   ')}`;
  return keys(
    row,
    ways.map((way): [string, string] => [failureWays[way].key, way]),
  );
}

/** One key says why something is skipped. */
const skipReasons = ['not needed', 'already done', 'doing it another way', 'cannot tell', 'say it later'] as const;

function reasonRow(from: number, to: number): string {
  return skipReasons
    .slice(from, to)
    .map((reason, index) => `[${from + index + 1}] ${reason}`)
    .join('   ');
}

export const skipKeys: Keys = {
  row: [` Why?  ${reasonRow(0, 3)}`, `       ${reasonRow(3, 5)}   Esc: back`].join('\n'),
  answers: new Map<string, string>([
    ...skipReasons.map((reason, index): [string, string] => [String(index + 1), reason]),
    ['escape', 'back'],
  ]),
};

export const leaveKeys: Keys = {
  row: ' [q] end the run: recorded as aborted, nothing is undone   Esc: go on',
  answers: new Map([
    ['q', 'end'],
    ['escape', 'back'],
  ]),
};

export const byHandKeys: Keys = {
  row: ' Do it in a terminal of your own, then say how it went.\n [y] done by hand   Esc: back',
  answers: new Map([
    ['y', 'by-hand'],
    ['escape', 'back'],
  ]),
};
