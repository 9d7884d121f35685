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
  const answer = candidates(patterns, invocation.program).some((one) => matchesTokens(invocation, one));
  asked.set(patterns, answer);
  answers.set(invocation, asked);
  return answer;
}

/** The same command is held against the same table by many rows and rules. */
const answers = new WeakMap<Invocation, Map<readonly CommandPattern[], boolean>>();

const searchedWords = 6;

function matchesTokens({ program, args }: Invocation, tokens: Tokens): boolean {
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

/** What is behind the program. */
type Tokens = readonly Token[];

/** The lines of a table, taken apart once: most name their programs, of which a command has one. */
interface Table {
  readonly ofProgram: ReadonlyMap<string, readonly Tokens[]>;
  readonly ofMore: readonly { readonly isProgram: (word: string) => boolean; readonly tokens: Tokens }[];
}

const tables = new WeakMap<readonly CommandPattern[], Table>();

function candidates(patterns: readonly CommandPattern[], program: string): readonly Tokens[] {
  const { ofProgram, ofMore } = tableOf(patterns);
  const more = ofMore.filter(({ isProgram }) => isProgram(program)).map(({ tokens }) => tokens);
  return [...(ofProgram.get(program) ?? []), ...more];
}

function tableOf(patterns: readonly CommandPattern[]): Table {
  const before = tables.get(patterns);
  if (before !== undefined) return before;
  const ofProgram = new Map<string, Tokens[]>();
  const ofMore: { isProgram: (word: string) => boolean; tokens: Tokens }[] = [];
  for (const pattern of patterns) {
    const [programs = '', ...words] = pattern.split(' ');
    const tokens = words.map(tokenOf);
    if (programs.includes('*')) ofMore.push({ isProgram: oneOf(programs), tokens });
    else for (const name of programs.split('|')) ofProgram.set(name, [...(ofProgram.get(name) ?? []), tokens]);
  }
  const table = { ofProgram, ofMore };
  tables.set(patterns, table);
  return table;
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
