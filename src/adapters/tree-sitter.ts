import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Parser } from 'web-tree-sitter';

/** Where the two WebAssembly files are, as paths. */
export interface GrammarFiles {
  readonly runtime: string;
  readonly bash: string;
}

/**
 * The grammar is one enormous function. Optimizing it takes longer than all that is ever parsed with it and a gigabyte of
 * memory, and a process cannot end before it is done.
 */
const neverOptimize = '--liftoff-only';

/** A parser with the bash grammar set; loading takes about 40 ms, once. */
export async function loadBashGrammar(files: GrammarFiles = findGrammarFiles()): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  setFlagsFromString(neverOptimize);
  await Parser.init({ locateFile: () => files.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(files.bash));
  return parser;
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
export function askBash(script: string): boolean | undefined {
  const { status, error } = spawnSync('bash', ['--noprofile', '--norc', '-n', '-c', '--', script], {
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: 'ignore',
    timeout: 2000,
  });
  if (error !== undefined || status === null) return undefined;
  return status === 0;
}
