import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { builtinModules } from './builtin-modules.ts';
import { largeObjects } from './large-objects.ts';
import { unusedModels } from './unused-models.ts';

/** Loaded from node_modules when used: native parts, WebAssembly of their own, or too large to be worth copying. */
const external = ['pg', 'libpg-query', '@lydell/node-pty', '@electric-sql/*'];

export interface Bundle {
  /** By name in dist/. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of the packages whose code is in the files. */
  readonly packages: readonly string[];
}

/**
 * What is always needed in one file per entry; what is imported dynamically in chunks beside it. All in one flat folder:
 * `import.meta.url` is the chunk's, and files beside the bundle are looked up from there.
 */
export async function bundle(root: string, entries: ReadonlyMap<string, string>, oldestNode: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Array.from(entries, ([out, path]) => ({ in: path, out })),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${oldestNode}`,
    external,
    plugins: [builtinModules, largeObjects, unusedModels],
    alias: {
      // Its other form is CommonJS, which cannot be imported by name when it is loaded on demand.
      yaml: join(root, 'node_modules/yaml/browser/index.js'),
      // Node has one of that name, and warns everybody of it.
      punycode: join(root, 'node_modules/punycode/punycode.js'),
    },
    chunkNames: '[name]-[hash]',
    // Names and short lines stay, so that the stack of a defect can be read; what is shorter is loaded faster.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    // They are in third-party-licenses.txt.
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  refuseCommonJsOnDemand(metafile);
  return {
    files: new Map(outputFiles.map(({ path, text }) => [basename(path), Buffer.from(inAscii(withRequire(text)))])),
    packages: packagesOf(metafile),
  };
}

/** CommonJS packages ask for Node's own modules by `require`, which an ES module does not have: one chunk provides it. */
function withRequire(text: string): string {
  if (!/\b__require\s*=/.test(text)) return text;
  return `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${text}`;
}

/**
 * One character beyond ASCII makes a whole file twice as large in memory and slower to load. What esbuild has not
 * written as an escape already stands in regular expressions, which take escapes as well.
 */
function inAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `const { parse } = await import('…')` is undefined in a bundle when the package is CommonJS, and only there. */
function refuseCommonJsOnDemand({ inputs }: Metafile): void {
  for (const [path, input] of Object.entries(inputs)) {
    for (const found of input.imports) {
      if (found.kind !== 'dynamic-import' || found.external || inputs[found.path]?.format !== 'cjs') continue;
      throw new Error(`${path} imports ${found.path} dynamically, and that is CommonJS: import it statically`);
    }
  }
}

function packagesOf(metafile: Metafile): readonly string[] {
  const paths = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const names = paths.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
