import type { Action } from '../runbook/action.ts';
import { variableOf } from '../runbook/input.ts';
import type { Reading, Surroundings } from './reading.ts';
import { variablesReadInFunctions } from './variables-read.ts';
import { isInSubshell, variablesSet } from './variables-set.ts';

/** What an action leaves in the session for the ones after it. */
type LeftBehind = Pick<Surroundings, 'earlier' | 'earlierFunctions' | 'openEnded'>;

/** The surroundings with what one more action has set, defined, or may have. */
export function leftBehind(before: Surroundings, action: Action, reading: Reading): LeftBehind {
  const earlierFunctions = withFunctions(before, action, reading);
  const set = [...namesSet(reading, earlierFunctions), ...outputsOf(action)];
  const exported = exportedNames(reading.script).filter((name) => !before.earlier.has(name));
  const mayHoldMore = reading.invocations.some(({ program }) => /^(source|\.|eval)$/.test(program));
  return {
    earlier: withSetter(before.earlier, [...set, ...exported], action.address),
    earlierFunctions,
    openEnded: mayHoldMore ? [...before.openEnded, action.address] : before.openEnded,
  };
}

function withSetter(
  before: Surroundings['earlier'],
  names: readonly string[],
  address: string,
): Surroundings['earlier'] {
  if (names.length === 0) return before;
  const settings = [...new Set(names)].map((name) => [name, [...(before.get(name) ?? []), address]] as const);
  return new Map([...before, ...settings]);
}

/** A function sets its variables where it is called, not where it is defined. */
function namesSet({ shell, invocations }: Reading, functions: Surroundings['earlierFunctions']): readonly string[] {
  const lasting = variablesSet(shell).filter(({ inFunction, isPassing }) => !inFunction && !isPassing);
  const called = invocations.filter(({ command }) => !command.inside.includes('function') && !isInSubshell(command));
  return [...lasting.map(({ name }) => name), ...called.flatMap(({ program }) => functions.get(program)?.sets ?? [])];
}

function withFunctions(
  before: Surroundings,
  { address }: Action,
  { shell, invocations }: Reading,
): Surroundings['earlierFunctions'] {
  const inner = invocations.filter(({ command }) => command.inside.includes('function'));
  const earlier = inner.flatMap(({ program }) => before.earlierFunctions.get(program) ?? []);
  const own = variablesSet(shell).filter(({ inFunction, isPassing }) => inFunction && !isPassing);
  const made = {
    sets: [...own.map(({ name }) => name), ...earlier.flatMap(({ sets }) => sets)],
    reads: [...variablesReadInFunctions(shell), ...earlier.flatMap(({ reads }) => reads)],
  };
  const aliases = invocations.filter(({ program }) => program === 'alias').flatMap(({ args }) => aliasNames(args));
  const names = [
    ...shell.functions.map((name) => [name, made] as const),
    ...aliases.map((name) => [name, none] as const),
  ];
  if (names.length === 0) return before.earlierFunctions;
  return new Map([
    ...before.earlierFunctions,
    ...names.map(([name, { sets, reads }]) => {
      const makers = [...(before.earlierFunctions.get(name)?.makers ?? []), address];
      return [name, { makers, sets, reads }] as const;
    }),
  ]);
}

const none = { sets: [], reads: [] };

function aliasNames(args: Reading['invocations'][number]['args']): readonly string[] {
  return args.flatMap((word) => /^([\w.-]+)=/.exec(word.text)?.[1] ?? []);
}

/** `capture=`, `secret=`, and the lines that a script writes to $RUNBOOK_OUTPUT. */
export function outputsOf(action: Action): readonly string[] {
  const captured = [action.capture, action.secret].flatMap((name) => name ?? []);
  const written = action.source.includes('RUNBOOK_OUTPUT') ? [...action.source.matchAll(/\b([a-z][a-z0-9_]*)=/g)] : [];
  return [...captured, ...written.flatMap(([, name]) => name ?? [])].map(variableOf);
}

/** `export NAME` by itself says that the name exists, and gives it nothing. */
function exportedNames(script: string): readonly string[] {
  return [...script.matchAll(/^\s*export\s+([A-Za-z_]\w*)\s*$/gm)].flatMap(([, name]) => name ?? []);
}
