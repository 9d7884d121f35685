import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Place } from '../diagnostics/place.ts';
import { parseDuration } from '../runbook/duration.ts';
import { type Effect, effects } from '../runbook/effect.ts';
import type { RawAttribute } from './info-string.ts';

interface Value {
  readonly text: string;
  readonly place: Place;
}

/** The attributes of a fence, checked; absent keys are undefined. Durations are milliseconds. */
export interface FenceAttributes {
  readonly id: Value | undefined;
  readonly needs: readonly Value[] | undefined;
  readonly budgetMs: number | undefined;
  readonly when: Value | undefined;
  readonly onFailure: Value | undefined;
  readonly timeoutMs: number | undefined;
  readonly effect: Effect | undefined;
  readonly confirm: 'key' | 'typed' | undefined;
  readonly capture: Value | undefined;
  readonly secret: Value | undefined;
  readonly expect: Value | undefined;
  readonly untilMs: number | undefined;
  readonly everyMs: number | undefined;
  readonly retry: number | undefined;
  readonly option: Value | undefined;
  readonly check: Value | undefined;
  readonly undo: boolean;
  readonly fault: boolean;
  readonly restore: boolean;
  readonly interactive: boolean;
  readonly background: boolean;
  readonly cwd: string | undefined;
  readonly interpreter: Value | undefined;
  readonly database: string | undefined;
  readonly transaction: boolean;
  readonly expectStatus: number | undefined;
  readonly expectBody: string | undefined;
  readonly onlyIn: Value | undefined;
  readonly never: boolean;
  readonly places: ReadonlyMap<string, Place>;
}

const ours = [
  'id',
  'name',
  'needs',
  'budget',
  'when',
  'on-failure',
  'timeout',
  'effect',
  'confirm',
  'capture',
  'secret',
  'expect',
  'until',
  'every',
  'retry',
  'option',
  'check',
  'undo',
  'fault',
  'restore',
  'interactive',
  'background',
  'cwd',
  'interpreter',
  'db',
  'transaction',
  'expect-status',
  'expect-body',
  'env',
  'run',
] as const;

/** Read so that runme's files work as they are; they change nothing here. */
const accepted = new Set([
  'excludeFromRunAll',
  'tag',
  'category',
  'ignore',
  'transform',
  'promptEnv',
  'mimeType',
  'terminalRows',
  'closeTerminalOnSuccess',
  'openTerminalOnError',
]);

const identifier = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/** Raw pairs → checked values, with every problem reported at its place. */
export function readAttributes(raw: readonly RawAttribute[], diagnostics: Diagnostic[]): FenceAttributes {
  const known = new Map<string, RawAttribute>();
  for (const attribute of raw) {
    if (ours.some((key) => key === attribute.key)) known.set(attribute.key, attribute);
    else if (!accepted.has(attribute.key)) diagnostics.push(unknownAttribute(attribute));
  }
  const read = reader(known, diagnostics);
  const runs = read.oneOf('run', ['never', 'always']);
  return {
    id: read.identifier('name') ?? read.identifier('id'),
    needs: read.list('needs'),
    budgetMs: read.duration('budget'),
    when: read.text('when'),
    onFailure: read.identifier('on-failure'),
    timeoutMs: read.duration('timeout'),
    effect: read.oneOf('effect', effects),
    confirm: read.flagOr('confirm', 'key', ['typed', 'key']),
    capture: read.text('capture'),
    secret: read.text('secret'),
    expect: read.text('expect'),
    untilMs: read.duration('until'),
    everyMs: read.duration('every'),
    retry: read.count('retry'),
    option: read.text('option'),
    check: read.optionalText('check'),
    undo: read.flag('undo'),
    fault: read.flag('fault'),
    restore: read.flag('restore'),
    interactive: read.flag('interactive'),
    background: read.flag('background'),
    cwd: read.text('cwd')?.text,
    interpreter: read.text('interpreter'),
    database: read.text('db')?.text,
    transaction: read.oneOf('transaction', ['none', 'one']) !== 'none',
    expectStatus: read.count('expect-status'),
    expectBody: read.text('expect-body')?.text,
    onlyIn: read.text('env'),
    never: runs === 'never' || isSwitchedOff(raw),
    places: new Map([...known].map(([key, attribute]) => [key, attribute.place])),
  };
}

/** runme's ways of saying "not this one". */
function isSwitchedOff(raw: readonly RawAttribute[]): boolean {
  return raw.some(({ key, value }) => (key === 'excludeFromRunAll' || key === 'ignore') && value !== 'false');
}

function unknownAttribute(attribute: RawAttribute): Diagnostic {
  const guess = nearest(attribute.key, ours);
  const hint = guess === undefined ? `Known: ${ours.join(', ')}.` : `Did you mean "${guess}"?`;
  return diagnose('unknown-attribute', attribute.place, `unknown attribute "${attribute.key}"`, hint);
}

function reader(known: ReadonlyMap<string, RawAttribute>, diagnostics: Diagnostic[]) {
  const wrong = (attribute: RawAttribute, hint: string): undefined => {
    const shown = attribute.value === undefined ? 'no value' : `"${attribute.value}"`;
    diagnostics.push(diagnose('attribute-value', attribute.place, `${attribute.key}= does not take ${shown}`, hint));
    return undefined;
  };
  const text = (key: string): Value | undefined => {
    const attribute = known.get(key);
    if (attribute === undefined) return undefined;
    if (attribute.value === undefined || attribute.value === '') return wrong(attribute, `Write ${key}=VALUE.`);
    return { text: attribute.value, place: attribute.place };
  };
  const parsed = <T>(key: string, parse: (value: string) => T | undefined, hint: string): T | undefined => {
    const attribute = known.get(key);
    const value = text(key);
    if (attribute === undefined || value === undefined) return undefined;
    return parse(value.text) ?? wrong(attribute, hint);
  };
  return {
    text,
    optionalText: (key: string): Value | undefined => {
      const attribute = known.get(key);
      return attribute && { text: attribute.value ?? '', place: attribute.place };
    },
    identifier: (key: string): Value | undefined => {
      const value = text(key);
      const attribute = known.get(key);
      if (value === undefined || attribute === undefined || identifier.test(value.text)) return value;
      return wrong(attribute, 'Use letters, digits, "-" and "_".');
    },
    list: (key: string): readonly Value[] | undefined => {
      const value = text(key);
      if (value === undefined) return undefined;
      if (value.text === 'none') return [];
      const names = value.text.split(',').map((name) => name.trim());
      return names.filter((name) => name !== '').map((name) => ({ text: name, place: value.place }));
    },
    duration: (key: string) => parsed(key, parseDuration, 'Write a duration such as 30s, 2m or 1h30m.'),
    count: (key: string) =>
      parsed(key, (value) => (/^[1-9]\d*$/.test(value) ? Number(value) : undefined), 'Write a whole number from 1.'),
    oneOf: <T extends string>(key: string, values: readonly T[]): T | undefined =>
      parsed(key, (value) => values.find((candidate) => candidate === value), `Write one of: ${values.join(', ')}.`),
    flag: (key: string): boolean => {
      const attribute = known.get(key);
      if (attribute === undefined) return false;
      if (attribute.value === undefined || attribute.value === 'true') return true;
      if (attribute.value !== 'false') wrong(attribute, `Write ${key} alone, or ${key}=false.`);
      return false;
    },
    flagOr: <T extends string>(key: string, bare: T, values: readonly T[]): T | undefined => {
      const attribute = known.get(key);
      if (attribute === undefined || attribute.value === 'false') return undefined;
      if (attribute.value === undefined || attribute.value === 'true') return bare;
      const value = values.find((candidate) => candidate === attribute.value);
      return value ?? wrong(attribute, `Write ${key}, or ${key}=${values.join(` or ${key}=`)}.`);
    },
  };
}
