import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
// npm tells its scripts which project they belong to; the npm started here belongs to another one.
const { npm_config_local_prefix: _, PATH = '', ...others } = process.env;
const env = { ...others, PATH: `${dirname(process.execPath)}:${PATH}` };
const execute = promisify(execFile);
const run = (program: string, args: readonly string[], cwd: string) => execute(program, args, { cwd, env });

/** The project packed as it is published, and an empty project that has installed it. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'runbook-package-'));
  await run('npm', ['pack', '--loglevel=error', '--pack-destination', project], root);
  const [tarball = ''] = await readdir(project);
  await writeFile(join(project, 'package.json'), '{ "name": "somebody-elses", "private": true }\n');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', `./${tarball}`], project);
}, 300_000);

afterAll(() => rm(project, { recursive: true, force: true }));

describe('the published package', () => {
  test('brings a program that npx runs', async () => {
    const { stdout, stderr } = await run('npx', ['--silent', 'runbook', '--version'], project);
    expect({ stdout, stderr }).toEqual({ stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('can be imported by its name', async () => {
    const code = `const { buildGraph } = await import('${manifest.name}'); console.log(typeof buildGraph);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], project);
    expect(stdout).toBe('function\n');
  });

  test('has every file that its package.json speaks of', async () => {
    const folder = join(project, 'node_modules', manifest.name);
    const named = [manifest.bin.runbook, ...Object.values(manifest.exports).flatMap(filesOf)];
    const sizes = await Promise.all(named.map(async (path) => (await readFile(join(folder, path))).length > 0));
    expect(sizes).toEqual(named.map(() => true));
  });

  test('holds nothing but what its users need', async () => {
    const folder = join(project, 'node_modules', manifest.name);
    expect((await readdir(folder)).toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
    const names = await readdir(join(folder, 'dist'), { recursive: true });
    expect(names.filter((name) => /tsbuildinfo|\.test\.|\.map$/.test(name))).toEqual([]);
  });
});

function filesOf(entry: string | Readonly<Record<string, string>>): readonly string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry);
}
