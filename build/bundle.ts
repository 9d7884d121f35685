import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { builtinModules } from './builtin-modules.ts';
import { onDemandModules } from './on-demand-modules.ts';

/** Loaded from node_modules when used: native parts, WebAssembly of their own, or too large to be worth copying. */
const external = ['pg', '@kubernetes/client-node', 'libpg-query', '@lydell/node-pty', '@electric-sql/*'];

export interface Bundle {
  /** By name in dist/. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of the packages whose code is in the files. */
  readonly packages: readonly string[];
}

export interface BundleOptions {
  readonly root: string;
  /** Name in dist/ → source: each is one file with all it needs, because every further file makes the start slower. */
  readonly programs: ReadonlyMap<string, string>;
  /** Name in dist/ → what is imported dynamically, as it is written there: files of their own, not read before they are used. */
  readonly onDemand: ReadonlyMap<string, string>;
  readonly oldestNode: string;
}

/** All in one flat folder: `import.meta.url` is that of the file, and what lies beside the bundle is looked up from there. */
export async function bundle({ root, programs, onDemand, oldestNode }: BundleOptions): Promise<Bundle> {
  const common = { ...settings, absWorkingDir: root, target: `node${oldestNode}` };
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: entriesOf(programs),
      plugins: [builtinModules, onDemandModules(onDemand)],
      // Its other form is CommonJS, which cannot be taken apart: all of it would be in the bundle.
      alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    }),
    build({ ...common, entryPoints: entriesOf(onDemand), plugins: [builtinModules], splitting: true }),
  ]);
  for (const { metafile } of results) refuseCommonJsEntries(metafile);
  const outputs = results.flatMap(({ outputFiles }) => outputFiles);
  return {
    files: new Map(outputs.map(({ path, text }) => [basename(path), Buffer.from(inAscii(withRequire(text)))])),
    packages: [...new Set(results.flatMap(({ metafile }) => packagesOf(metafile)))],
  };
}

const settings = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  external,
  chunkNames: '[name]-[hash]',
  // Names and short lines stay, so that the stack of a defect can be read; what is shorter is loaded faster.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions;

function entriesOf(names: ReadonlyMap<string, string>): { in: string; out: string }[] {
  return Array.from(names, ([out, path]) => ({ in: path, out }));
}

/** CommonJS packages ask for Node's own modules by `require`, which an ES module does not have. */
function withRequire(text: string): string {
  if (!/\b__require\s*=/.test(text)) return text;
  return `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${text}`;
}

/**
 * One character beyond ASCII makes the whole file twice as large in memory and slower to load. What esbuild has not
 * written as an escape already stands in regular expressions, which take escapes as well.
 */
function inAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `const { parse } = await import('…')` is undefined in a bundle when the package is CommonJS, and only there. */
function refuseCommonJsEntries({ inputs, outputs }: Metafile): void {
  for (const { entryPoint } of Object.values(outputs)) {
    if (entryPoint === undefined || inputs[entryPoint]?.format !== 'cjs') continue;
    throw new Error(`${entryPoint} is CommonJS and has no names that could be imported: import it statically`);
  }
}

function packagesOf(metafile: Metafile): readonly string[] {
  const paths = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const names = paths.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return names.filter((name) => name !== undefined);
}
