import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'site/node_modules');
const program = join(modules, '@docusaurus/core/bin/docusaurus.mjs');

/** The same site twice: its runbooks as plain docs, or as what they are. */
export const siteKinds = ['plain Docusaurus', 'with runbook-as-code'] as const;
export type SiteKind = (typeof siteKinds)[number];

export interface BenchSite {
  /** Absolute folder of its pages, once it is built. */
  readonly out: string;
  /** Milliseconds. With caches it goes on from what earlier builds left. */
  readonly build: (how: { readonly caches: boolean }) => number;
}

/** A site in a folder of its own, with caches of its own, whose runbooks are in `../runbooks`. */
export function createSite(folder: string, kind: SiteKind, environment: NodeJS.ProcessEnv): BenchSite {
  const isOurs = kind === siteKinds[1];
  mkdirSync(join(folder, 'src/pages'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, browserslist: ['>0.5%', 'not dead'] }));
  writeFileSync(join(folder, 'src/pages/index.md'), '# Home\n');
  writeFileSync(join(folder, 'docusaurus.config.js'), configOf(isOurs));
  linkModules(join(folder, 'node_modules'));
  return {
    out: join(folder, 'build'),
    build({ caches }) {
      if (!caches) rmSync(join(folder, '.docusaurus'), { recursive: true, force: true });
      return timeBuild(folder, { ...environment, ...(caches ? {} : { DOCUSAURUS_NO_PERSISTENT_CACHE: '1' }) });
    },
  };
}

function configOf(isOurs: boolean): string {
  const docs = isOurs ? 'false' : "{ path: '../runbooks', routeBasePath: 'runbooks', breadcrumbs: true }";
  const plugin = isOurs ? JSON.stringify(join(root, 'dist/docusaurus/entry.cjs')) : '';
  return `module.exports = {
  title: 'Bench', url: 'https://bench.example', baseUrl: '/', onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore',
  markdown: { format: 'md', hooks: { onBrokenMarkdownLinks: 'ignore', onBrokenMarkdownImages: 'ignore' } },
  future: { v4: true, faster: true },
  presets: [['classic', { docs: ${docs}, blog: false }]],
  plugins: [${plugin}],
  themeConfig: { prism: { additionalLanguages: ['bash', 'http'] } },
};
`;
}

/** One by one, so that what a bundler keeps in `node_modules/.cache` is this site's own. */
function linkModules(folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(modules))
    if (!name.startsWith('.')) symlinkSync(join(modules, name), join(folder, name));
}

function timeBuild(folder: string, environment: NodeJS.ProcessEnv): number {
  const beganMs = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, 'build'], {
    cwd: folder,
    env: { ...environment, NODE_ENV: 'production', CI: 'true' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`docusaurus build ended with ${status}: ${stderr}${stdout}`);
  return performance.now() - beganMs;
}
