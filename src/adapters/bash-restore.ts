import type { ShellDefaults } from './bash-dump.ts';
import { formatFunctions } from './bash-function.ts';
import { formatVariable, type Variable } from './bash-variable.ts';
import { quoteWord } from './bash-word.ts';
import type { ShellState } from './session-state.ts';

/** Always as an action begins, or set on the first line of its script because it would show or change what comes before. */
const setElsewhere = new Set([
  ...['errexit', 'nounset', 'pipefail', 'errtrace', 'noexec', 'onecmd'],
  ...['xtrace', 'verbose', 'posix', 'allexport', 'monitor'],
]);

export interface RestoreOptions {
  /** The environment that the shell was started with. */
  readonly environment: NodeJS.ProcessEnv;
  /** Names whose value is handed in and stands, whatever the state says. */
  readonly handedIn: ReadonlySet<string>;
  /** For this action only: the folder it runs in. */
  readonly folder?: string | undefined;
  readonly defaults?: ShellDefaults | undefined;
}

/** The text that brings a state back, in the order in which nothing that is restored changes how the rest is read. */
export function restoreText(state: ShellState, options: RestoreOptions): string {
  return [
    ...variablesText(state, options),
    ...optionsText(state, options.defaults),
    ...foldersText(state, options.folder),
    ...(state.positional.length === 0 ? [] : [`set -- ${state.positional.map(quoteWord).join(' ')}`]),
    ...Object.entries(state.traps)
      .filter(([signal]) => signal !== 'ERR' && signal !== 'DEBUG')
      .map(([signal, command]) => `trap -- ${quoteWord(command)} ${signal}`),
    ...(state.traps.ERR === undefined ? [] : [`__rb_onerr=${quoteWord(state.traps.ERR)}`]),
    ...state.aliases.map((alias) => `alias -- ${quoteWord(alias)}`),
    ...(state.seconds === undefined ? [] : [`SECONDS=${quoteWord(state.seconds)}`]),
    ...(state.jobs.length === 0 ? [] : [`__rb_jobs=${quoteWord(state.jobs.join(' '))}`]),
    ...state.functions.map(formatFunctions),
    // Last, because the bodies of functions have their aliases expanded already.
    ...(state.shopt.expand_aliases === true ? ['\\builtin shopt -s expand_aliases'] : []),
    '__rb_whole=1',
    '',
  ].join('\n');
}

/** What stands on the free first line of the script file. */
export function firstLine(state: ShellState, script: string): string {
  const glob = script.includes('extglob') ? 'shopt -s extglob; ' : '';
  const debug = state.traps.DEBUG === undefined ? [] : [`\\builtin trap -- ${quoteWord(state.traps.DEBUG)} DEBUG`];
  const options = ['allexport', 'monitor', 'posix', 'verbose', 'xtrace']
    .filter((name) => state.options[name] === true)
    .map((name) => `\\builtin set -o ${name}`);
  return [`[ -z "\${__rb_check-}" ] || { ${glob}\\builtin set -n; }`, ...options, ...debug].join('; ');
}

function variablesText(state: ShellState, { environment, handedIn }: RestoreOptions): string[] {
  if (state.variables === undefined) return [];
  const known = new Map(state.variables.map((variable) => [variable.name, variable]));
  const inherited = Object.keys(environment).filter((name) => /^[A-Za-z_]\w*$/.test(name) && !handedIn.has(name));
  const gone = inherited.filter((name) => !isKept(name) && !isPlainExport(known.get(name)));
  const back = state.variables.filter((variable) => !handedIn.has(variable.name) && !isSame(variable, environment));
  return [
    ...(gone.length === 0 ? [] : [`unset -v ${gone.join(' ')}`]),
    ...back.filter(({ name }) => name !== 'OLDPWD').map(formatVariable),
  ];
}

function isKept(name: string): boolean {
  return ['PWD', 'OLDPWD', 'SHLVL', '_', 'RUNBOOK_OUTPUT', 'RUNBOOK_RUN', 'RUNBOOK_ACTION'].includes(name);
}

function isPlainExport(variable: Variable | undefined): boolean {
  return variable?.value.kind === 'text' && variable.flags.includes('x');
}

function isSame({ name, flags, value }: Variable, environment: NodeJS.ProcessEnv): boolean {
  const inherited = environment[name];
  if (inherited === undefined || flags !== 'x' || value.kind !== 'text') return false;
  return value.text === Buffer.from(inherited).toString('latin1');
}

function optionsText(state: ShellState, defaults: ShellDefaults | undefined): string[] {
  const differs = (kind: 'shopt' | 'options' | 'limits') => (entry: readonly [string, boolean | string]) =>
    defaults === undefined || defaults[kind][entry[0]] !== entry[1];
  const shopt = Object.entries(state.shopt).filter(differs('shopt'));
  const options = Object.entries(state.options).filter(differs('options'));
  const limits = Object.entries(state.limits).filter(differs('limits'));
  return [
    ...shopt
      .filter(([name]) => name !== 'expand_aliases' && name !== 'inherit_errexit' && name !== 'login_shell')
      .map(([name, isOn]) => `shopt -${isOn ? 's' : 'u'} ${name} 2>/dev/null`),
    ...options
      .filter(([name]) => !setElsewhere.has(name))
      .map(([name, isOn]) => `set ${isOn ? '-' : '+'}o ${name} 2>/dev/null`),
    ...limits.map(([letter, limit]) => `ulimit -S${letter} ${quoteWord(limit)} 2>/dev/null`),
    ...(state.umask === undefined ? [] : [`umask ${state.umask}`]),
  ];
}

function foldersText(state: ShellState, folder: string | undefined): string[] {
  const previous = state.variables?.find(({ name }) => name === 'OLDPWD');
  const pushed = [...state.folders].reverse().map((name) => `pushd -n -- ${quoteWord(name)} >/dev/null`);
  return [
    enter(state.folder),
    ...(state.variables === undefined ? [] : [previous === undefined ? 'unset -v OLDPWD' : formatVariable(previous)]),
    ...pushed,
    ...(folder === undefined ? [] : [enter(Buffer.from(folder).toString('latin1'))]),
  ];
}

function enter(folder: string): string {
  // What the shell says itself names the pipe that it reads this from.
  return `cd -- ${quoteWord(folder)} 2>/dev/null || { printf 'gone\\0' >"$__rb_out"; exit 97; }`;
}
