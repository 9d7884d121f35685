import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, extname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const siteFolder = join(root, 'site');
const node = join(root, 'node_modules/.bin/node');

/** Docusaurus has a lock file of its own: nobody who runs a runbook pays for it. */
export function installSite(): void {
  if (existsSync(join(siteFolder, 'node_modules/@docusaurus/core'))) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: siteFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`,
      // By itself this Node trusts only the certificates that it brings.
      NODE_OPTIONS: '--use-system-ca',
    },
  });
}

/** The pages that are written from what the program says of itself. */
export function writeReference(): void {
  execFileSync(node, [join(siteFolder, 'write-reference.mts')], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export function findChromium(): string | undefined {
  const names = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names) {
    if (name === undefined) continue;
    const path = [name, ...folders.map((folder) => join(folder, name))].find(
      (one) => one.startsWith('/') && existsSync(one),
    );
    if (path !== undefined) return path;
  }
  return undefined;
}

export interface Built {
  readonly code: number | null;
  readonly output: string;
}

/** Builds a site into a folder, without what earlier builds have kept, and says what was said. */
export async function build(folder: string, out: string): Promise<Built> {
  const program = join(siteFolder, 'node_modules/@docusaurus/core/bin/docusaurus.mjs');
  const child = spawn(node, [program, 'build', '--out-dir', out], {
    cwd: folder,
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      NODE_ENV: 'production',
      CI: 'true',
      DOCUSAURUS_NO_PERSISTENT_CACHE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** The colours of Docusaurus itself have too little contrast. */
const ownStyle = readFileSync(join(siteFolder, 'src/site.css'), 'utf8');

export interface SiteFolder extends Disposable {
  readonly folder: string;
  /** Of the repository around the site. */
  readonly project: string;
}

/** A site of a user: its own small configuration in `site/`, which `settings` change, the runbooks beside it. */
export function createSite(
  files: Readonly<Record<string, string>>,
  options: object = {},
  settings: object = {},
): SiteFolder {
  const project = mkdtempSync(join(tmpdir(), 'runbook-site-'));
  const folder = join(project, 'site');
  const config = `module.exports = {
  title: 'Ours', url: 'https://site.example', baseUrl: '/', favicon: 'favicon.svg',
  onBrokenLinks: 'throw', onBrokenAnchors: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  presets: [['classic', { docs: false, blog: false, theme: { customCss: './src/site.css' } }]],
  themeConfig: { navbar: { title: 'Ours', items: [{ to: '/runbooks', label: 'Runbooks' }] }, colorMode: { respectPrefersColorScheme: true } },
  plugins: [[${JSON.stringify(join(root, 'dist/docusaurus/entry.cjs'))}, ${JSON.stringify(options)}]],
  themes: [['@easyops-cn/docusaurus-search-local', { docsRouteBasePath: ['runbooks'], docsDir: ['../runbooks'], indexBlog: false, docsPluginIdForPreferredVersion: 'runbooks' }]],
};
Object.assign(module.exports, ${JSON.stringify(settings)});
`;
  const all: Readonly<Record<string, string>> = {
    'site/package.json': JSON.stringify({
      name: 'ours',
      private: true,
      browserslist: ['>0.5%', 'not dead', 'not op_mini all'],
    }),
    'site/docusaurus.config.js': config,
    'site/src/pages/index.md': '# Ours\n\n[The runbooks](/runbooks)\n',
    'site/src/site.css': ownStyle,
    'site/static/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg" />',
    'runbook.config.yaml': '{}\n',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  symlinkSync(join(siteFolder, 'node_modules'), join(folder, 'node_modules'));
  return { folder, project, [Symbol.dispose]: () => rmSync(project, { recursive: true, force: true }) };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export interface Served extends AsyncDisposable {
  readonly url: string;
}

export interface BuiltSite extends Served {
  /** What the build said. */
  readonly output: string;
  /** Absolute folder of its pages. */
  readonly out: string;
}

/** Builds a site and serves it, until it is disposed; `below` is the path where it stands. Throws where it cannot be built. */
export async function buildAndServe(site: SiteFolder, below = ''): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-site-out-'));
  const out = join(folder, below);
  const { code, output } = await build(site.folder, out);
  if (code !== 0) throw new Error(output);
  const served = await serve(folder);
  return {
    ...{ url: served.url, output, out },
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A built site at a free port of this machine. */
export async function serve(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    void answer(folder, new URL(request.url ?? '/', 'http://site').pathname).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${portOf(server)}`, [Symbol.asyncDispose]: () => closed(server) };
}

async function answer(folder: string, path: string) {
  const plain = join(folder, decodeURIComponent(path));
  for (const file of [plain, join(plain, 'index.html'), `${plain}.html`]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() === true)
      return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  }
  return { status: 404, type: 'text/plain', body: Buffer.from('not found') };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
