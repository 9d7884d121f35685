import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { bundle } from './build/bundle.ts';
import { docusaurusFiles } from './build/docusaurus-files.ts';
import { jsonSchemas } from './build/json-schemas.ts';
import { launcher } from './build/launcher.ts';
import { licensesOf } from './build/licenses-of.ts';
import { removeStaleTypes } from './build/remove-stale-types.ts';
import { replaceFolder } from './build/replace-folder.ts';
import manifest from './package.json' with { type: 'json' };

const root = import.meta.dirname;
const oldestNode = manifest.engines.node.replace('>=', '');

/** Makes dist/ what is published, apart from dist/types, which `tsc -b` writes. Files that are right already stay untouched. */
async function build(): Promise<void> {
  // Apart from each other: code that both share would be in one more file for the program to load.
  const program = await bundle(root, new Map([['main', 'src/cli/main.ts']]), oldestNode);
  const worker = await bundle(root, new Map([['lint-worker', 'src/cli/lint-worker.ts']]), oldestNode);
  const library = await bundle(root, new Map([['index', 'src/index.ts']]), oldestNode);
  const site = await docusaurusFiles(root, oldestNode);
  const packages = [
    ...site.packages,
    ...program.packages,
    ...worker.packages,
    ...library.packages,
    ...Object.values(grammars).map((path) => path.split('/')[1] ?? ''),
  ];
  await replaceFolder(
    join(root, 'dist'),
    new Map<string, string | Uint8Array>([
      ...program.files,
      ...worker.files,
      ...library.files,
      ...jsonSchemas(),
      ...(await grammarFiles()),
      ...(await templateFiles()),
      ...site.files,
      ['runbook.js', launcher(oldestNode)],
      ['third-party-licenses.txt', await licensesOf(root, packages)],
    ]),
    { keep: ['types', '.tsbuildinfo'], executable: ['runbook.js'] },
  );
  await removeStaleTypes(root);
}

/** The bundle looks for these beside itself. */
const grammars = {
  'web-tree-sitter.wasm': 'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-bash.wasm': 'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
} as const;

function grammarFiles(): Promise<readonly (readonly [string, Uint8Array])[]> {
  return Promise.all(
    Object.entries(grammars).map(async ([name, path]) => [name, await readFile(join(root, path))] as const),
  );
}

/** `runbook new` looks for them beside itself. */
async function templateFiles(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const folder = join(root, 'templates');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .toSorted()
      .map(async (name) => [`templates/${name}`, await readFile(join(folder, name))] as const),
  );
}

await build();
