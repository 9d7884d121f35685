import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

const reportSchema = v.object({
  modules: v.array(v.object({ source: v.string() })),
  summary: v.object({
    violations: v.array(v.object({ from: v.string(), to: v.string(), rule: v.object({ name: v.string() }) })),
  }),
});

async function cruise(folder: string) {
  const depcruise = join(root, 'node_modules/.bin/depcruise');
  const { stdout } = await run(process.execPath, [depcruise, 'src', '--output-type', 'json'], {
    cwd: folder,
    maxBuffer: 1e8,
  });
  return v.parse(reportSchema, JSON.parse(stdout));
}

async function sourceFiles(): Promise<readonly string[]> {
  const names = await readdir(join(root, 'src'), { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => `src/${name}`);
}

/** A folder that the same table is applied to, holding only these files. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'runbook-architecture-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.base.json']) {
    await cp(join(root, name), join(folder, name));
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test('every source file is read, and none breaks the table of folders', { timeout: 60_000 }, async () => {
  const [report, files] = await Promise.all([cruise(root), sourceFiles()]);
  const read = new Set(report.modules.map((module) => module.source));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !read.has(file))).toEqual([]);
  expect(report.summary.violations).toEqual([]);
});

test('a planted violation of each rule is found', { timeout: 60_000 }, async () => {
  const folder = await project({
    'src/diagnostics/place.ts': 'export const place = 1;\nexport interface Place {}\n',
    'src/runner/ports.ts': "import type { Place } from '../diagnostics/place.ts';\nexport type Clock = Place;\n",
    'src/graph/clean.ts': "import { place } from '../diagnostics/place.ts';\nexport const clean = place;\n",
    'src/graph/node.ts': "import { readFileSync } from 'node:fs';\nexport const node = readFileSync;\n",
    'src/graph/upward.ts': "import type { Clock } from '../runner/ports.ts';\nexport type Upward = Clock;\n",
    'src/graph/package.ts':
      "import { fromMarkdown } from 'mdast-util-from-markdown';\nexport const x = fromMarkdown;\n",
    'src/graph/dev.ts': "import fc from 'fast-check';\nexport const x = fc;\n",
    'src/graph/gone.ts': "import { gone } from './nowhere.ts';\nexport const x = gone;\n",
    'src/runbook/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'src/runbook/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    'src/adapters/postgres.ts':
      "import pg from 'pg';\nexport type Client = pg.Client;\nexport const client = pg.Client;\n",
    'src/adapters/lazy.ts': "export const load = () => import('pg');\n",
    'src/executors/sql.ts': "import { client } from '../adapters/postgres.ts';\nexport const sql = client;\n",
    'src/executors/typed.ts': "import type { Client } from '../adapters/postgres.ts';\nexport type Typed = Client;\n",
    'src/helpers/row.ts': "import { place } from '../diagnostics/place.ts';\nexport const row = place;\n",
  });
  const { summary } = await cruise(folder);
  expect(summary.violations.map(({ from, rule }) => `${from} -- ${rule.name}`).toSorted()).toEqual([
    'src/adapters/postgres.ts -- heavy packages load when used',
    'src/executors/sql.ts -- executors: imports only types of ^src/adapters(/|$)',
    'src/graph/dev.ts -- graph: imports only the packages of its row',
    'src/graph/dev.ts -- nothing that users do not install',
    'src/graph/gone.ts -- everything is found',
    "src/graph/node.ts -- graph: is pure and imports none of Node's modules",
    'src/graph/package.ts -- graph: imports only the packages of its row',
    'src/graph/upward.ts -- graph: imports only the folders of its row',
    'src/helpers/row.ts -- every folder has a row',
    'src/runbook/a.ts -- no circles but of types',
  ]);
});
