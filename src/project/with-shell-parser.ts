import { createPlainParser } from '../shell/plain-script.ts';
import type { ShellParser } from '../shell/shell-script.ts';

/** What is read of scripts; the grammar is loaded only where one of them needs it, by whoever reads many only once. */
export async function withShellParser<T>(read: (parse: ShellParser) => T, load = loadOwn): Promise<T> {
  const plain = createPlainParser();
  const result = read(plain.parse);
  if (!plain.hasMetOthers()) return result;
  return read(await load());
}

async function loadOwn(): Promise<ShellParser> {
  const { loadShellParser } = await import('./load-shell-parser.ts');
  return await loadShellParser();
}
