import type { Invocation } from '../classify/invocations.ts';
import type { Place } from '../diagnostics/place.ts';
import type { ShellWord } from '../shell/shell-script.ts';
import type { Script } from './script.ts';

/**
 * The place of a word of a command. One within a text that the command runs (`ssh host '…'`) has its position in that
 * text: it is looked for behind the beginning of the command.
 */
export function placeOfWord(script: Script, { command }: Invocation, word: ShellWord | undefined): Place {
  if (word === undefined) return script.placeOf(command.position, command.words[0]?.text ?? '');
  return script.placeOf(command.words.includes(word) ? word.position : command.position, word.text);
}
