import type { ShellWord } from '../shell/shell-script.ts';

/** A word with its variables filled in: one word, several where it divides, and itself where a value is not known. */
export function fillWord(word: ShellWord, values: ReadonlyMap<string, string>): readonly ShellWord[] {
  if (word.literal !== undefined || !word.text.includes('$')) return [word];
  const filled = unquoted(word.text).replace(variable, (whole, braced?: string, plain?: string) => {
    return values.get(braced ?? plain ?? '') ?? whole;
  });
  if (/[$`'"\\{}]/.test(filled)) return [word];
  const texts = word.divides ? filled.split(/\s+/).filter((text) => text !== '') : [filled];
  return texts.map((literal) => ({ ...word, literal, divides: false }));
}

const variable = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;

/** `--namespace="$NS"` without its quotes. */
function unquoted(text: string): string {
  return text.replace(/"([^"\\]*)"/g, '$1');
}
