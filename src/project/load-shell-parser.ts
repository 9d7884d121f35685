import { askBash, type GrammarFiles, loadBashGrammar } from '../adapters/tree-sitter.ts';
import { createShellParser } from '../shell/shell-parser.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import type { Asking } from '../shell/syntax-of-tree.ts';

interface ShellParserOptions {
  readonly files?: GrammarFiles;
  /** When this machine's bash is asked: `always` before running, `in-doubt` elsewhere, `never` for the same answer on every machine. */
  readonly asks?: Asking;
}

/** The bash grammar, joined with this machine's bash for where the grammar stumbles. */
export async function loadShellParser({ files, asks = 'in-doubt' }: ShellParserOptions = {}): Promise<ShellParser> {
  return createShellParser(await loadBashGrammar(files), { asks, opinion: askBash });
}
