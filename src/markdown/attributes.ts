import { type Diagnostic, diagnoseName } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Place } from '../diagnostics/place.ts';
import { type Effect, effects } from '../runbook/effect.ts';
import type { RawAttribute } from '../runbook/fence.ts';
import { attributeKeys, isAttributeKey } from './attribute-keys.ts';
import { attributeReader, type Value } from './attribute-reader.ts';

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

/** Read so that runme's files work as they are; but for excludeFromRunAll and ignore they change nothing here. */
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

/** Raw pairs → checked values, with every problem reported at its place. */
export function readAttributes(raw: readonly RawAttribute[], diagnostics: Diagnostic[]): FenceAttributes {
  const known = new Map<string, RawAttribute>();
  for (const attribute of raw) {
    if (isAttributeKey(attribute.key)) known.set(attribute.key, attribute);
    else if (!accepted.has(attribute.key)) diagnostics.push(unknownAttribute(attribute));
  }
  const read = attributeReader(known, diagnostics);
  const runs = read.oneOf('run', ['never']);
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
    database: read.variable('db')?.text,
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
  const { key, place } = attribute;
  const otherwise = `Known: ${attributeKeys.join(', ')}.`;
  const name = { written: key, meant: nearest(key, attributeKeys), otherwise };
  return diagnoseName('unknown-attribute', place, `unknown attribute "${key}"`, name);
}
