import type { Invocation } from './invocations.ts';
import { hasAnyOption, positionalsOf } from './words.ts';

/**
 * One line of a table of commands: `kubectl|oc delete`, `git push -f|--force`, `aws * delete-*`. The first word is the
 * program; words with a dash are options of which one must be given; the others must be among the first positional
 * words in this order. `|` separates alternatives, `*` stands for any text.
 */
export type CommandPattern = string;

/** Whether an invocation is one of a table's. Where in doubt it is: the tables using this only take rights away. */
export function matchesAny(invocation: Invocation, patterns: readonly CommandPattern[]): boolean {
  const asked = answers.get(invocation) ?? new Map<readonly CommandPattern[], boolean>();
  const before = asked.get(patterns);
  if (before !== undefined) return before;
  const answer = patterns.some((pattern) => matchesPattern(invocation, pattern));
  asked.set(patterns, answer);
  answers.set(invocation, asked);
  return answer;
}

/** The same command is held against the same table by many rows and rules. */
const answers = new WeakMap<Invocation, Map<readonly CommandPattern[], boolean>>();

const searchedWords = 6;

function matchesPattern({ program, args }: Invocation, pattern: CommandPattern): boolean {
  const { isProgram, tokens } = compiled(pattern);
  if (!isProgram(program)) return false;
  const positionals = positionalsOf(program, args).slice(0, searchedWords);
  let from = 0;
  return tokens.every((token) => {
    if (token.kind === 'options') return hasAnyOption(args, token.options);
    const at = positionals.findIndex((word, index) => index >= from && token.isWord(word));
    from = at + 1;
    return at >= 0;
  });
}

type Token =
  | { readonly kind: 'options'; readonly options: readonly string[] }
  | { readonly kind: 'word'; readonly isWord: (word: string) => boolean };

interface Compiled {
  readonly isProgram: (word: string) => boolean;
  readonly tokens: readonly Token[];
}

const known = new Map<CommandPattern, Compiled>();

/** Each line of a table is taken apart once. */
function compiled(pattern: CommandPattern): Compiled {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const [programs = '', ...tokens] = pattern.split(' ');
  const made: Compiled = { isProgram: oneOf(programs), tokens: tokens.map(tokenOf) };
  known.set(pattern, made);
  return made;
}

function tokenOf(token: string): Token {
  return token.startsWith('-')
    ? { kind: 'options', options: token.split('|') }
    : { kind: 'word', isWord: oneOf(token) };
}

function oneOf(alternatives: string): (word: string) => boolean {
  const all = alternatives.split('|');
  const exact = new Set(all.filter((alternative) => !alternative.includes('*')));
  const patterns = all.filter((alternative) => alternative.includes('*')).map(patternOf);
  return (word) => exact.has(word) || patterns.some((pattern) => pattern.test(word));
}

function patternOf(alternative: string): RegExp {
  const parts = alternative.split('*').map((part) => part.replace(/[.+?^${}()[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
