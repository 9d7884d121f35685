import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createShellParser } from '../shell/shell-parser.ts';
import type { SecondOpinion, ShellParser } from '../shell/shell-script.ts';
import type { Asking } from '../shell/syntax-of-tree.ts';

/** Where the two WebAssembly files are, as paths. */
interface GrammarFiles {
  readonly runtime: string;
  readonly bash: string;
}

interface ShellParserOptions {
  readonly files?: GrammarFiles;
  /** When this machine's bash is asked: `always` before running, `in-doubt` elsewhere, `never` for the same answer on every machine. */
  readonly asks?: Asking;
}

/** Loads the bash grammar (about 40 ms, once) and asks this machine's bash where the grammar stumbles. */
export async function loadShellParser(options: ShellParserOptions = {}): Promise<ShellParser> {
  const { files = findGrammarFiles(), asks = 'in-doubt' } = options;
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({ locateFile: () => files.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(files.bash));
  return createShellParser(parser, { asks, opinion: askBash });
}

/** Beside the bundle, else in the packages they come from. */
function findGrammarFiles(): GrammarFiles {
  return {
    runtime: beside('web-tree-sitter.wasm') ?? inPackage('web-tree-sitter/web-tree-sitter.wasm'),
    bash: beside('tree-sitter-bash.wasm') ?? inPackage('tree-sitter-bash/tree-sitter-bash.wasm'),
  };
}

function beside(name: string): string | undefined {
  const path = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

function inPackage(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

/** `bash -n` reads and runs nothing; an empty environment keeps BASH_ENV and exported functions out. */
export const askBash: SecondOpinion = (script) => {
  const { status, error } = spawnSync('bash', ['--noprofile', '--norc', '-n', '-c', '--', script], {
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: 'ignore',
    timeout: 2000,
  });
  if (error !== undefined || status === null) return undefined;
  return status === 0;
};
