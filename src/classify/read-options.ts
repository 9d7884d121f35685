import type { ShellWord } from '../shell/shell-script.ts';
import { mayBecomeOption, mayBecomeSeveral } from './may-become.ts';
import { listOf } from './option-list.ts';

/** The options and words of a command of which every one is on a list. */
export interface ListedArgs {
  readonly words: readonly ShellWord[];
  /** In order, with their values. */
  readonly options: readonly { readonly name: string; readonly value: ShellWord | undefined }[];
}

/**
 * Reads arguments against a list like `-s -H: --max-time:` (a colon: takes a value); undefined as soon as one is not
 * on it or could turn into another when its variables are filled in. Abbreviated long options are not on a list.
 */
export function readListedArgs(args: readonly ShellWord[], list: string): ListedArgs | undefined {
  const listed = listOf(list);
  const words: ShellWord[] = [];
  const options: { name: string; value: ShellWord | undefined }[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === undefined) return undefined;
    if (word.literal === '--') return listedRest(args.slice(index + 1), words, options);
    if (!/^-./.test(word.literal ?? word.text)) {
      words.push(word);
      continue;
    }
    const found = readOption(word, args[index + 1], listed);
    if (found === undefined) return undefined;
    options.push(...found.options);
    if (found.tookNext) index++;
  }
  return words.some(mayBecomeOption) ? undefined : { words, options };
}

function listedRest(
  rest: readonly ShellWord[],
  words: ShellWord[],
  options: ListedArgs['options'],
): ListedArgs | undefined {
  if (words.some(mayBecomeOption) || rest.some((word) => word.divides)) return undefined;
  return { words: [...words, ...rest], options };
}

interface ReadOption {
  readonly options: ListedArgs['options'];
  readonly tookNext: boolean;
}

function readOption(word: ShellWord, next: ShellWord | undefined, listed: ReadonlySet<string>): ReadOption | undefined {
  if (/^--/.test(word.text) || /^--/.test(word.literal ?? '')) return readLongOption(word, next, listed);
  if (word.literal === undefined) return undefined;
  const single = word.literal;
  if (listed.has(single) && single.length > 2)
    return { options: [{ name: single, value: undefined }], tookNext: false };
  if (listed.has(`${single}:`) && single.length > 2) return takeNext(single, next, []);
  if (/^-\d+$/.test(single) && listed.has('-NUM')) return { options: [{ name: '-NUM', value: word }], tookNext: false };
  return readCluster(word, next, listed);
}

function readLongOption(
  word: ShellWord,
  next: ShellWord | undefined,
  listed: ReadonlySet<string>,
): ReadOption | undefined {
  const match = /^(--[A-Za-z0-9-]+)(=.*)?$/s.exec(word.literal ?? word.text);
  const [, name, value] = match ?? [];
  if (name === undefined) return undefined;
  if (value !== undefined) {
    if (listed.has(name) && /^=(true|false)$/.test(value)) return { options: [{ name, value: word }], tookNext: false };
    if (mayBecomeSeveral(word) || !listed.has(`${name}:`)) return undefined;
    const literal = word.literal === undefined ? undefined : value.slice(1);
    return { options: [{ name, value: { ...word, literal } }], tookNext: false };
  }
  if (listed.has(name)) return { options: [{ name, value: undefined }], tookNext: false };
  return listed.has(`${name}:`) ? takeNext(name, next, []) : undefined;
}

function takeNext(name: string, next: ShellWord | undefined, before: ListedArgs['options']): ReadOption | undefined {
  if (next === undefined || mayBecomeSeveral(next)) return undefined;
  return { options: [...before, { name, value: next }], tookNext: true };
}

/** `-sSf`, `-sH value`, `-XGET`. */
function readCluster(
  word: ShellWord,
  next: ShellWord | undefined,
  listed: ReadonlySet<string>,
): ReadOption | undefined {
  const letters = (word.literal ?? '').slice(1);
  const options: { name: string; value: ShellWord | undefined }[] = [];
  for (let index = 0; index < letters.length; index++) {
    const name = `-${letters[index]}`;
    if (listed.has(`${name}:`)) {
      const glued = letters.slice(index + 1);
      if (glued === '') return takeNext(name, next, options);
      return { options: [...options, { name, value: { ...word, literal: glued } }], tookNext: false };
    }
    if (!listed.has(name)) return undefined;
    options.push({ name, value: undefined });
  }
  return { options, tookNext: false };
}
