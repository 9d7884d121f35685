import { quoteWord, readWord } from './bash-word.ts';

export type VariableValue =
  | { readonly kind: 'unset' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly (readonly [key: string, text: string])[] }
  | { readonly kind: 'map'; readonly items: readonly (readonly [key: string, text: string])[] };

/** One shell variable; `flags` are bash's letters (`x` exported, `r` readonly, …). Texts are latin1: one unit is one byte. */
export interface Variable {
  readonly name: string;
  readonly flags: string;
  readonly value: VariableValue;
}

const ownedByBash = new Set([
  ...['BASH', 'BASHOPTS', 'BASHPID', 'BASH_ALIASES', 'BASH_ARGC', 'BASH_ARGV', 'BASH_ARGV0', 'BASH_CMDS'],
  ...['BASH_COMMAND', 'BASH_COMPAT', 'BASH_EXECUTION_STRING', 'BASH_LINENO', 'BASH_MONOSECONDS', 'BASH_REMATCH'],
  ...['BASH_SOURCE', 'BASH_SUBSHELL', 'BASH_TRAPSIG', 'BASH_VERSINFO', 'BASH_VERSION', 'BASH_XTRACEFD', 'DIRSTACK'],
  ...['EPOCHREALTIME', 'EPOCHSECONDS', 'EUID', 'FUNCNAME', 'GROUPS', 'LINENO', 'PIPESTATUS', 'POSIXLY_CORRECT'],
  ...['PPID', 'PWD', 'RANDOM', 'SECONDS', 'SHELLOPTS', 'SHLVL', 'SRANDOM', 'UID', '_'],
]);

/** Variables that belong to the shell itself or to one action and never go on to the next. */
export function isOwned(name: string): boolean {
  return ownedByBash.has(name) || name.startsWith('__rb') || /^RUNBOOK_(OUTPUT|RUN|ACTION)$/.test(name);
}

/** What `declare -p` printed, whole, in its order. */
export function parseVariables(printed: string): readonly Variable[] {
  const variables: Variable[] = [];
  let at = 0;
  while (at < printed.length) {
    const head = /declare -(\S+) ([^\s=]+)/y;
    head.lastIndex = at;
    const match = head.exec(printed);
    if (match === null)
      throw new SyntaxError(`the shell printed an unknown declaration: ${printed.slice(at, at + 40)}`);
    const flags = (match[1] ?? '').replaceAll('-', '');
    const { value, end } = readValue(printed, head.lastIndex, flags);
    variables.push({ name: match[2] ?? '', flags, value });
    at = end + 1;
  }
  return variables;
}

/** The declaration that brings a variable back. */
export function formatVariable({ name, flags, value }: Variable): string {
  const head = `declare -${flags === '' ? '-' : flags} ${name}`;
  switch (value.kind) {
    case 'unset':
      return head;
    case 'text':
      return `${head}=${quoteWord(value.text)}`;
    case 'array':
      return `${head}=(${value.items.map(([key, text]) => `[${key}]=${quoteWord(text)}`).join(' ')})`;
    case 'map':
      return `${head}=(${value.items.map(([key, text]) => `[${quoteWord(key)}]=${quoteWord(text)}`).join(' ')})`;
  }
}

function readValue(printed: string, at: number, flags: string): { value: VariableValue; end: number } {
  if (printed.charAt(at) !== '=') return { value: { kind: 'unset' }, end: at };
  const isList = flags.includes('a') || flags.includes('A');
  if (isList && printed.charAt(at + 1) === '(') {
    const { items, end } = readItems(printed, at + 2);
    return { value: listOf(flags, items), end };
  }
  const { value: text, end } = readWord(printed, at + 1, '\n');
  // Up to 4.3 the whole list stands in quotes of its own.
  if (isList && text.startsWith('(')) return { value: listOf(flags, readItems(text, 1).items), end };
  return { value: { kind: 'text', text }, end };
}

function listOf(flags: string, items: readonly (readonly [string, string])[]): VariableValue {
  return { kind: flags.includes('A') ? 'map' : 'array', items };
}

function readItems(printed: string, start: number): { items: [string, string][]; end: number } {
  const items: [string, string][] = [];
  let at = start;
  while (printed.charAt(at) !== ')') {
    if (printed.charAt(at) === ' ') at += 1;
    else {
      const key = readWord(printed, at + 1, ']');
      const text = readWord(printed, key.end + 2, ' )');
      items.push([key.value, text.value]);
      at = text.end;
    }
    if (at >= printed.length) throw new SyntaxError('the shell printed a list that does not end');
  }
  return { items, end: at + 1 };
}
