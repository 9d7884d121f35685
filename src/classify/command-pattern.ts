import type { Invocation } from './invocations.ts';
import { hasOption, positionalsOf } from './words.ts';

/**
 * One line of a table of commands: `kubectl|oc delete`, `git push -f|--force`, `aws * delete-*`. The first word is the
 * program; words with a dash are options of which one must be given; the others must be among the first positional
 * words in this order. `|` separates alternatives, `*` stands for any text.
 */
export type CommandPattern = string;

/** Whether an invocation is one of a table's. Where in doubt it is: the tables using this only take rights away. */
export function matchesAny(invocation: Invocation, patterns: readonly CommandPattern[]): boolean {
  return patterns.some((pattern) => matchesPattern(invocation, pattern));
}

const searchedWords = 6;

function matchesPattern({ program, args }: Invocation, pattern: CommandPattern): boolean {
  const [programs = '', ...tokens] = pattern.split(' ');
  if (!isOneOf(program, programs)) return false;
  const positionals = positionalsOf(program, args).slice(0, searchedWords);
  let from = 0;
  return tokens.every((token) => {
    if (token.startsWith('-')) return token.split('|').some((option) => hasOption(args, option));
    const at = positionals.findIndex((word, index) => index >= from && isOneOf(word, token));
    from = at + 1;
    return at >= 0;
  });
}

function isOneOf(word: string, alternatives: string): boolean {
  return alternatives.split('|').some((alternative) => {
    if (!alternative.includes('*')) return word === alternative;
    const parts = alternative.split('*').map((part) => part.replace(/[.+?^${}()[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(word);
  });
}
