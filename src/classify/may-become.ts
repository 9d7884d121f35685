import type { ShellWord } from '../shell/shell-script.ts';

/** It may be an option when it runs: a variable or a pattern stands first in it, or divides it. */
export function mayBecomeOption(word: ShellWord): boolean {
  if (word.literal !== undefined) return !word.quoted && /^([*?[]|[@+!]\()/.test(word.text);
  return word.divides || !/^"?[\w./:@%+,=~]/.test(word.text);
}

/** It may be several words when it runs, or none: a variable, a brace or a pattern outside of quotes. */
export function mayBecomeSeveral(word: ShellWord): boolean {
  return word.divides || (!word.quoted && /[*?[]/.test(word.text.replace(/\\.|'[^']*'|"[^"]*"/g, '')));
}
