import { localNames, parseFunctions } from './bash-function.ts';
import { isOwned, parseVariables, type Variable } from './bash-variable.ts';
import { readWord } from './bash-word.ts';
import type { ShellState } from './session-state.ts';

/** Where a command failed: its line in the innermost frame, then the line each caller stood at. */
export interface ShellFault {
  readonly command: string;
  readonly pipeStatus: readonly number[];
  readonly frames: readonly { readonly file: string; readonly line: number; readonly name: string }[];
}

/** Options and limits of a shell that nobody has touched. */
export type ShellDefaults = Pick<ShellState, 'shopt' | 'options' | 'limits'>;

/** What a shell said about its own end. */
export interface ShellDump {
  readonly state: ShellState;
  readonly status: number;
  /** The script was run to its last line. */
  readonly reachedEnd: boolean;
  /** Where `exit` was called. */
  readonly left?: { readonly file: string; readonly line: number } | undefined;
  /** Whether errexit was still on. */
  readonly strict: boolean;
  /** Functions that could not be brought back. */
  readonly lost: readonly string[];
  readonly fault?: ShellFault | undefined;
  /** Below 4.4 bash may end with 0 after an error when it has an EXIT trap. */
  readonly tellsTruth: boolean;
}

export interface ShellReport {
  readonly defaults?: ShellDefaults | undefined;
  /** Why nothing was run, or how far it came. */
  readonly progress: 'unknown' | 'state-unread' | 'folder-gone' | 'syntax-error' | 'started';
  /** Absent when the shell had no chance to say anything: `exec`, SIGKILL. */
  readonly dump?: ShellDump | undefined;
}

/** Reads the NUL-framed text that a shell left; `before` stands in for what a call stack hides. */
export function parseReport(text: string, before: ShellState): ShellReport {
  const frames = text.split('\0');
  const isFresh = frames[0] === 'fresh';
  const defaults = isFresh ? optionsOf(frames[1], frames[2], frames[3]) : undefined;
  const word = frames[isFresh ? 4 : 0];
  if (word === 'state') return { defaults, progress: 'state-unread' };
  if (word === 'gone') return { defaults, progress: 'folder-gone' };
  if (word === 'syntax') return { defaults, progress: 'syntax-error' };
  if (word !== 'ready') return { defaults, progress: 'unknown' };
  const at = frames.indexOf('dump');
  const isWhole = at !== -1 && frames.at(-2) === 'end';
  return { defaults, progress: 'started', dump: isWhole ? parseDump(frames.slice(at + 1), before) : undefined };
}

function parseDump(frames: readonly string[], before: ShellState): ShellDump {
  const [traps = '', variables = '', names = '', functions = '', aliases = '', shopt, options] = frames;
  const [umask = '', limits, folder = '', jobs = '', status, flags = '', seconds, done = '', left = ''] =
    frames.slice(7);
  const [lost = '', onError = ''] = frames.slice(16);
  const [positional, stack, folders, pipe, error, sources, lines, callers] = readLists(frames.slice(18), 8);
  const defined = parseFunctions(names, functions);
  const hidden = localNames([...(stack ?? []), ...(callers ?? [])], defined);
  const inFunction = (stack ?? []).some((name) => name !== 'source' && name !== 'main');
  const all = parseVariables(variables);
  const state: ShellState = {
    ...optionsOf(shopt, options, limits),
    variables: [
      ...all.filter(({ name }) => !isOwned(name) && !hidden.has(name)),
      ...(before.variables ?? []).filter(({ name }) => hidden.has(name)),
    ],
    functions: defined,
    aliases: parseAliases(aliases),
    umask: umask.replace('umask ', '').trim(),
    folder: folder.replace(/\n$/, ''),
    folders: (folders ?? []).slice(1),
    positional: inFunction ? before.positional : (positional ?? []),
    traps: { ...parseTraps(traps), ...(onError === '' ? {} : { ERR: onError }) },
    seconds: seconds === '' ? undefined : seconds,
    jobs: jobs.split('\n').filter((id) => id !== ''),
  };
  return {
    state: { ...state, options: { ...state.options, ...traced(flags) } },
    status: Number(status),
    reachedEnd: done !== '',
    left: parseLeft(left),
    strict: flags.includes('e'),
    lost: lost.split(' ').filter((name) => name !== ''),
    tellsTruth: isAtLeast44(all),
    fault: faultOf(pipe ?? [], error ?? [], { sources, lines, callers }),
  };
}

/** Lists as bash printed them: their length, then the items. */
function readLists(frames: readonly string[], count: number): readonly (readonly string[])[] {
  const lists: (readonly string[])[] = [];
  let at = 0;
  while (lists.length < count) {
    const length = Number(frames[at]);
    lists.push(frames.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return lists;
}

function optionsOf(shopt = '', options = '', limits = ''): ShellDefaults {
  return {
    shopt: Object.fromEntries([...shopt.matchAll(/^shopt -([su]) (\S+)$/gm)].map(([, on, name]) => [name, on === 's'])),
    options: Object.fromEntries(
      [...options.matchAll(/^set ([-+])o (\S+)$/gm)].map(([, on, name]) => [name, on === '-']),
    ),
    limits: Object.fromEntries([...limits.matchAll(/-(\w)\) (\S+)$/gm)].map(([, letter, limit]) => [letter, limit])),
  };
}

/** Tracing was switched off so that leaving the state prints nothing; `$-` remembers. */
function traced(flags: string): Readonly<Record<string, boolean>> {
  return { xtrace: flags.includes('x'), verbose: flags.includes('v') };
}

function parseAliases(printed: string): readonly string[] {
  const aliases: string[] = [];
  let at = 0;
  while (at < printed.length) {
    const head = /(?:alias )?(?:-- )?/y;
    head.lastIndex = at;
    head.exec(printed);
    const { value, end } = readWord(printed, head.lastIndex, '\n');
    aliases.push(value);
    at = end + 1;
  }
  return aliases;
}

function parseTraps(printed: string): Readonly<Record<string, string>> {
  const traps: Record<string, string> = {};
  let at = 0;
  while (at < printed.length) {
    const command = readWord(printed, at + 'trap -- '.length, ' ');
    const signal = readWord(printed, command.end + 1, '\n');
    if (!['EXIT', 'ERR', 'RETURN'].includes(signal.value)) traps[signal.value] = command.value;
    at = signal.end + 1;
  }
  return traps;
}

function isAtLeast44(variables: readonly Variable[]): boolean {
  const version = variables.find(({ name }) => name === 'BASH_VERSINFO')?.value;
  if (version?.kind !== 'array') return false;
  const [major = 0, minor = 0] = version.items.map(([, text]) => Number(text));
  return major > 4 || (major === 4 && minor >= 4);
}

function parseLeft(left: string): ShellDump['left'] {
  const match = /^(\d+) ([\s\S]*)$/.exec(left);
  return match === null ? undefined : { line: Number(match[1]), file: match[2] ?? '' };
}

function faultOf(
  pipe: readonly string[],
  error: readonly string[],
  stack: Readonly<Record<'sources' | 'lines' | 'callers', readonly string[] | undefined>>,
): ShellFault | undefined {
  const [line, command] = error;
  if (line === undefined || command === undefined) return undefined;
  const at = [line, ...(stack.lines ?? [])];
  return {
    command,
    pipeStatus: pipe.map(Number),
    frames: (stack.sources ?? []).map((file, index) => ({
      file,
      line: Number(at[index]),
      name: stack.callers?.[index] ?? '',
    })),
  };
}
