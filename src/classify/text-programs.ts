import type { ListedArgs } from './read-options.ts';

/**
 * awk can write files and start commands; only programs whose text, strings
 * and patterns included, shows neither are reads.
 */
export function isAwkRead({ words }: ListedArgs): boolean {
  const program = words[0]?.literal;
  if (program === undefined) return false;
  if (/system|getline|close|fflush|@|>>|\\\n/.test(program)) return false;
  return !program.replaceAll('||', '').includes('|') && !/printf?[\s\S]*>/.test(program);
}

/** sed's `w`, `e`, `r` and unknown commands are no reads: only printing, deleting, quitting and substituting are. */
export function isSedRead({ words, options }: ListedArgs): boolean {
  const given = options.filter(({ name }) => name === '-e' || name === '--expression').map(({ value }) => value);
  const scripts = given.length > 0 ? given : words.slice(0, 1);
  return scripts.length > 0 && scripts.every((script) => isSedScript(script?.literal));
}

const address = String.raw`(\d+|\$|/(?:[^/\\\n]|\\.)*/)`;
const sedCommand = new RegExp(
  String.raw`^(${address}(,${address})?!?)?\s*([pdq=]|s(?<mark>[/|#,:@])(?:(?!\k<mark>)[^\\\n]|\\.)*\k<mark>(?:(?!\k<mark>)[^\\\n]|\\.)*\k<mark>[gpiI0-9]*)?$`,
);

function isSedScript(script: string | undefined): boolean {
  if (script === undefined) return false;
  return sedCommand.test(script) || script.split(';').every((part) => sedCommand.test(part.trim()));
}
