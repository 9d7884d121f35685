import type { ShellState } from './session-state.ts';

/** What an interactive shell has for itself: no other shell goes on with it. */
const ofInteractiveShells =
  /^(PS[0-4]|PROMPT_(COMMAND|DIRTRIM)|HIST\w*|COLUMNS|LINES|MAILCHECK|COMP_WORDBREAKS|OPTERR|READLINE_\w+)$/;

/** The state that goes on from an interactive shell: what a person made there, without how that shell was set up. */
export function afterShell(before: ShellState, left: ShellState): ShellState {
  const { variables, functions, aliases, folder, folders, umask, limits, jobs } = left;
  return {
    ...before,
    ...{ functions, aliases, folder, folders, umask, limits, jobs },
    variables: [
      ...(variables ?? []).filter(({ name }) => !ofInteractiveShells.test(name)),
      ...(before.variables ?? []).filter(({ name }) => ofInteractiveShells.test(name)),
    ],
  };
}

/**
 * What later commands find changed: `directory`, `2 variables`. Variables of `handedIn` are given anew to each of them.
 */
export function changesBetween(
  before: ShellState,
  after: ShellState,
  handedIn: ReadonlySet<string>,
): readonly string[] {
  const variablesOf = ({ variables = [] }: ShellState) =>
    variables.filter(({ name }) => !handedIn.has(name) && name !== 'OLDPWD').map((one) => [one.name, one] as const);
  const functionsOf = ({ functions }: ShellState) => functions.map((one) => [JSON.stringify(one.names), one] as const);
  const aliasesOf = ({ aliases }: ShellState) => aliases.map((one) => [one.split('=', 1)[0] ?? '', one] as const);
  return [
    ...(before.folder === after.folder ? [] : ['directory']),
    ...counted('variable', differing(variablesOf(before), variablesOf(after))),
    ...counted('function', differing(functionsOf(before), functionsOf(after))),
    ...counted('alias', differing(aliasesOf(before), aliasesOf(after)), 'aliases'),
    ...(before.umask === after.umask ? [] : ['umask']),
  ];
}

type Named = readonly (readonly [name: string, value: unknown])[];

function differing(before: Named, after: Named): number {
  const was = new Map(before.map(([name, value]) => [name, JSON.stringify(value)]));
  const is = new Map(after.map(([name, value]) => [name, JSON.stringify(value)]));
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).length;
}

function counted(word: string, count: number, words = `${word}s`): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? word : words}`];
}
