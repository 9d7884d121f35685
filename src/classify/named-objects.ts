import type { ShellParser, ShellScript } from '../shell/shell-script.ts';
import { fillWord } from './fill-word.ts';
import { invocationsOf } from './invocations.ts';
import { isClusterTool } from './kubernetes-mismatch.ts';

/**
 * Objects of a cluster that commands name, as `KIND/NAME`; `KIND NAME` is written so too. Which words are kinds nobody
 * knows here, so that any two that follow each other are among them.
 */
export function namedObjects(
  script: ShellScript,
  values: ReadonlyMap<string, string>,
  parse: ShellParser,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { program, args } of invocationsOf(script, parse)) {
    if (!isClusterTool(program)) continue;
    const words = args.flatMap((word) => fillWord(word, values)).map(({ literal }) => literal);
    for (const [index, word] of words.entries()) {
      if (word?.includes('/')) found.add(word);
      const next = words[index + 1];
      if (word !== undefined && next !== undefined && !next.includes('/')) found.add(`${word}/${next}`);
    }
  }
  return found;
}
