import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type ModuleName, moduleNames, modules, type ProgramName } from './programs.ts';

/** Where each program is. */
export type Programs = Readonly<Record<ProgramName, string>> & {
  /** Folder of the CustomResourceDefinitions of Argo Rollouts. */
  readonly rolloutCrds: string;
  /** The file of those of Flagger. */
  readonly flaggerCrds: string;
};

/** What of the control plane is missing here, and what would bring it. */
export interface MissingPrograms {
  readonly missing: string;
}

/**
 * The programs of the control plane: from `KUBEBUILDER_ASSETS`, then from the cache; what is in neither is built with Go,
 * which takes half an hour once.
 */
export function findPrograms(): Programs | MissingPrograms {
  const go = findGo();
  const absent = moduleNames.filter((name) => !isComplete(name));
  if (absent.length > 0 && go === undefined)
    return { missing: `no ${absent.join(', no ')} in the cache, and no go on PATH to build them with` };
  if (go !== undefined) for (const name of absent) build(name, go);
  const found = moduleNames.flatMap((name) =>
    modules[name].programs.map((program) => [program, pathOf(name, program)] as const),
  );
  return {
    ...(Object.fromEntries(found) as Record<ProgramName, string>),
    rolloutCrds: join(cacheOf('argo-rollouts'), 'crds'),
    flaggerCrds: join(cacheOf('flagger'), 'crds/crd.yaml'),
  };
}

function isComplete(name: ModuleName): boolean {
  const hasAll = modules[name].programs.every((program) => existsSync(pathOf(name, program)));
  return hasAll && (!(name in definitions) || existsSync(join(cacheOf(name), 'crds')));
}

function pathOf(name: ModuleName, program: ProgramName): string {
  const given = process.env['KUBEBUILDER_ASSETS'];
  const own = given === undefined ? undefined : join(given, program);
  return own !== undefined && existsSync(own) ? own : join(cacheOf(name), program);
}

/** Outside of the repository, so that a fresh clone finds what another has built; another set of modules is another folder. */
function cacheOf(name: ModuleName): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(sourceOf(name), file)));
  const { XDG_CACHE_HOME = join(homedir(), '.cache') } = process.env;
  return join(XDG_CACHE_HOME, 'runbook-as-code/control-plane', `${name}-${hash.digest('hex').slice(0, 16)}`);
}

function sourceOf(name: ModuleName): string {
  return join(import.meta.dirname, 'modules', name);
}

function findGo(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/go/bin'];
  return folders.map((folder) => join(folder, 'go')).find((path) => existsSync(path));
}

/** Into a folder beside the cache, so that what is in the cache is always whole. */
function build(name: ModuleName, go: string): void {
  const target = cacheOf(name);
  mkdirSync(join(target, '..'), { recursive: true });
  const draft = mkdtempSync(`${target}-`);
  const began = Date.now();
  process.stderr.write(`building ${name} for the tests, once; this takes minutes\n`);
  compile(name, draft, go);
  finish(name, draft, go);
  if (existsSync(target)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, target);
  process.stderr.write(`built ${name} in ${Math.round((Date.now() - began) / 1_000)} s\n`);
}

function compile(name: ModuleName, draft: string, go: string): void {
  const { packages, flags } = modules[name];
  const linked = ['-s', '-w', ...flags].join(' ');
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags', linked, '-o', `${draft}/`, ...packages];
  const { status } = spawnSync(go, args, {
    cwd: sourceOf(name),
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`${name} could not be built: go build ended with ${status}`);
  }
}

/** Modules whose CustomResourceDefinitions are needed, and where they are in them. */
const definitions: Readonly<Partial<Record<ModuleName, { readonly module: string; readonly folder: string }>>> = {
  'argo-rollouts': { module: 'github.com/argoproj/argo-rollouts', folder: 'manifests/crds' },
  flagger: { module: 'github.com/fluxcd/flagger', folder: 'artifacts/flagger' },
};

function finish(name: ModuleName, draft: string, go: string): void {
  // Its package is named after the version of its module.
  if (name === 'etcd' && existsSync(join(draft, 'server'))) renameSync(join(draft, 'server'), join(draft, 'etcd'));
  const definition = definitions[name];
  if (definition === undefined) return;
  const run = (...args: readonly string[]) => execFileSync(go, [...args], { cwd: sourceOf(name), encoding: 'utf8' });
  run('mod', 'download', definition.module);
  const folder = run('list', '-m', '-f', '{{.Dir}}', definition.module).trim();
  cpSync(join(folder, definition.folder), join(draft, 'crds'), { recursive: true });
}

if (import.meta.main) {
  const found = findPrograms();
  if ('missing' in found) process.stderr.write(`the control plane cannot be built: ${found.missing}\n`);
  process.exitCode = 'missing' in found ? 1 : 0;
}
