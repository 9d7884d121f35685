import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { interleave } from './interleave.ts';
import { printComparison } from './print-comparison.ts';
import { createWorkplace } from './workplace.ts';

const runbooks = 300;
const rounds = 3;
const root = join(import.meta.dirname, '..');
const modules = join(root, 'site/node_modules');
const docusaurus = join(modules, '@docusaurus/core/bin/docusaurus.mjs');
const text = readFileSync(join(root, 'runbooks/rollback/payment-processor.md'), 'utf8');

const kinds = ['plain Docusaurus', 'with runbook-as-code'] as const;

/** The same 300 files as plain docs and as runbooks, in turns, without any cache; and what a page weighs. */
export async function benchSite(): Promise<void> {
  using workplace = createWorkplace();
  for (let index = 0; index < runbooks; index += 1) {
    const path = join(workplace.folder, `runbooks/team-${index % 30}/service-${index}.md`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll('payment-processor', `service-${index}`));
  }
  const folders = new Map(kinds.map((kind, index) => [kind, siteOf(workplace.folder, `site-${index}`, kind)]));
  const candidates = kinds.map((name) => {
    const folder = folders.get(name) ?? '';
    const prepare = () => rmSync(join(folder, '.docusaurus'), { recursive: true, force: true });
    return { name, prepare, sample: async () => await Promise.resolve(build(folder, workplace.environment)) };
  });
  const samples = await interleave(candidates, { rounds, warmUps: 1 });
  console.log(`\nbuilding a site of ${runbooks} runbooks`);
  const aims = [{ name: kinds[1], ratio: { is: 'at-most', value: 1.25 } }] as const;
  printComparison({ unit: 'ms', samples, base: kinds[0], aims });
  console.log('\nwhat one page weighs, compressed: its HTML, and every script and style sheet that it names');
  const weights = kinds.map((kind) => weightOf(join(folders.get(kind) ?? '', 'build')));
  for (const [index, kind] of kinds.entries()) console.log(`  ${kind.padEnd(44)} ${kilobytes(weights[index] ?? 0)} kB`);
  console.log(`  more: ${kilobytes((weights[1] ?? 0) - (weights[0] ?? 0))} kB  aim <= 30 kB`);
}

function siteOf(project: string, name: string, kind: (typeof kinds)[number]): string {
  const folder = join(project, name);
  const isOurs = kind === kinds[1];
  const docs = isOurs ? 'false' : "{ path: '../runbooks', routeBasePath: 'runbooks', breadcrumbs: true }";
  const plugin = isOurs ? JSON.stringify(join(root, 'dist/docusaurus/entry.cjs')) : '';
  mkdirSync(join(folder, 'src/pages'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, browserslist: ['>0.5%', 'not dead'] }));
  writeFileSync(join(folder, 'src/pages/index.md'), '# Home\n');
  writeFileSync(
    join(folder, 'docusaurus.config.js'),
    `module.exports = {
  title: 'Bench', url: 'https://bench.example', baseUrl: '/', onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore',
  markdown: { format: 'md', hooks: { onBrokenMarkdownLinks: 'ignore' } },
  future: { v4: true, faster: { swcJsLoader: true, swcJsMinimizer: true, swcHtmlMinimizer: true,
    lightningCssMinimizer: true, mdxCrossCompilerCache: true, rspackBundler: true, ssgWorkerThreads: true } },
  presets: [['classic', { docs: ${docs}, blog: false }]],
  plugins: [${plugin}],
  themeConfig: { prism: { additionalLanguages: ['bash', 'http'] } },
};
`,
  );
  symlinkSync(modules, join(folder, 'node_modules'));
  return folder;
}

function build(folder: string, environment: NodeJS.ProcessEnv): number {
  const beganMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [docusaurus, 'build'], {
    cwd: folder,
    env: { ...environment, NODE_ENV: 'production', CI: 'true' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`docusaurus build ended with ${status}: ${stderr}`);
  return performance.now() - beganMs;
}

/** Bytes. */
function weightOf(out: string): number {
  const [team] = readdirSync(join(out, 'runbooks')).filter((name) => name.startsWith('team-'));
  const [page] = readdirSync(join(out, 'runbooks', team ?? ''));
  const html = readFileSync(join(out, 'runbooks', team ?? '', page ?? '', 'index.html'));
  const named = [...html.toString().matchAll(/(?:src|href)="?(\/assets\/[^"\s>]+\.(?:js|css))/g)].map(
    ([, path]) => path ?? '',
  );
  const files = [...new Set(named)].map((path) => readFileSync(join(out, path)));
  return [html, ...files].reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
