import type { ShellWord } from '../shell/shell-script.ts';
import { mayBecomeOption, mayBecomeSeveral } from './may-become.ts';
import type { ListedArgs } from './read-options.ts';
import { isSteering, isUnreadByPrograms } from './steering-variables.ts';

/** What builtins take for the name of a variable may hold a subscript, and bash runs the substitutions in it. */
function isPlainName(word: ShellWord | undefined): boolean {
  return /^[A-Za-z_]\w*$/.test(word?.literal ?? '');
}

/** `[ … ]` and `test`: comparisons of words that stay where they are, and no `-v` that reads a subscript. */
export function isTestRead(args: readonly ShellWord[]): boolean {
  return args.every((word, index) => {
    const next = args[index + 1];
    if (isNumberOfShell(word)) return true;
    if (mayBecomeSeveral(word) || /^\w+\[/.test(word.literal ?? '')) return false;
    if (word.literal === undefined) return next === undefined || next.literal !== undefined;
    return !/^-[vR]$/.test(word.literal) || isPlainName(next);
  });
}

/** `$?`, `$#`, `$$` and `$!` are one number each. */
function isNumberOfShell({ text }: ShellWord): boolean {
  return /^"?\$[?#$!]"?$/.test(text);
}

/** `-v` and `%n` assign variables; a format that is not known yet may hold either. */
export function isPrintfRead([format]: readonly ShellWord[]): boolean {
  if (format === undefined || mayBecomeOption(format) || mayBecomeSeveral(format)) return false;
  return !/^["']?-/.test(format.text) && !/%[^%a-z]*[hlLjztq]*n/i.test(format.text);
}

/** Names of the script's own; options such as `-i`, which computes what is assigned, are not on its list. */
export function namesOwnVariables({ words, options }: ListedArgs): boolean {
  const arrays = options.filter(({ name }) => name === '-a').flatMap(({ value }) => value ?? []);
  return [...words, ...arrays].every((word) => isPlainName(word) && !isSteering(word.literal ?? ''));
}

export function namesUnreadVariables({ words }: ListedArgs): boolean {
  return words.every((word) => isPlainName(word) && isUnreadByPrograms(word.literal ?? ''));
}

export function setsHarmlessOptions({ options }: ListedArgs): boolean {
  return options.every(({ value }) => value === undefined || isHarmlessShellOption(value.literal));
}

/** `allexport` would hand every variable to the programs. */
export function isHarmlessShellOption(name: string | undefined): boolean {
  return /^(errexit|nounset|pipefail|errtrace|functrace|xtrace|verbose|noclobber)$/.test(name ?? '');
}

export function isStatus({ words }: ListedArgs): boolean {
  return words.every((word) => /^\d+$/.test(word.literal ?? '') || isNumberOfShell(word));
}
