import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Bundle, bundle } from './bundle.ts';

/** The theme's modules that only a site has: its own copies are the ones whose contexts its pages are in. */
const ofTheSite = ['react', 'react/jsx-runtime', '@mdx-js/react', '@docusaurus/*', '@theme/*'];

/** What a Docusaurus site loads: the plugin, which a file of CommonJS leads to, and the components of its pages. */
export async function docusaurusFiles(root: string, oldestNode: string): Promise<Bundle> {
  const entries = new Map([
    ['docusaurus-plugin', 'src/docusaurus/plugin.ts'],
    ['docusaurus-page-worker', 'src/docusaurus/page-worker.ts'],
  ]);
  const plugin = await bundle(root, entries, oldestNode);
  const theme = await build({
    absWorkingDir: root,
    entryPoints: ['RunbookPage', 'RunbookIndex'].map((name) => ({
      in: `src/docusaurus/theme/${name}/index.tsx`,
      out: `${name}/index`,
    })),
    outdir: 'dist/docusaurus/theme',
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    external: ofTheSite,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  return {
    packages: plugin.packages,
    files: new Map<string, Uint8Array>([
      ...plugin.files,
      ['docusaurus/entry.cjs', Buffer.from(entry)],
      ['docusaurus/theme/runbook.css', await readFile(join(root, 'src/docusaurus/theme/runbook.css'))],
      ...theme.outputFiles.map(({ path, contents }) => [path.slice(join(root, 'dist').length + 1), contents] as const),
    ]),
  };
}

/** Docusaurus loads what it is given by name with `require`, through a compiler of its own unless it is this. */
const entry = `module.exports = async (context, options) => (await import('../docusaurus-plugin.js')).default(context, options);
module.exports.validateOptions = ({ options }) => ({ id: 'runbooks', ...options });
`;
