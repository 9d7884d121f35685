import { createPlainParser } from '../shell/plain-script.ts';
import type { ShellParser } from '../shell/shell-script.ts';

/** What is read of scripts; the grammar is loaded only where one of them needs it. */
export async function withShellParser<T>(read: (parse: ShellParser) => T): Promise<T> {
  const plain = createPlainParser();
  const result = read(plain.parse);
  if (!plain.hasMetOthers()) return result;
  const { loadShellParser } = await import('./load-shell-parser.ts');
  return read(await loadShellParser());
}
