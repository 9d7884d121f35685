import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UsageError } from '../project/usage-error.ts';
import { workloadText } from '../rollback/workload/workload-name.ts';
import { exampleOf, type FactName, isFact, repositoryOf } from '../scaffold/check-facts.ts';
import type { MigrationTool, RollbackFacts } from '../scaffold/rollback-files.ts';
import type { Assumed } from '../scaffold/to-fill-in.ts';
import type { ProjectFacts } from './find-project-facts.ts';
import { versionOf, type WantedWorkload } from './find-workload.ts';
import { workloadNamed } from './workload-flags.ts';

/** What `runbook new rollback` can be told instead of finding it. */
export interface RollbackFlags {
  readonly workload?: string;
  readonly container?: string;
  readonly image?: string;
  readonly namespace?: string;
  readonly selector?: string;
  readonly serviceUrl?: string;
  readonly owner?: string;
  readonly migrations?: string;
  readonly migrationTool?: MigrationTool;
  readonly config: RollbackFacts['config'];
  readonly withSecrets?: boolean;
  readonly trigger: RollbackFacts['trigger'];
  readonly prometheus: string;
}

/** Where the files go, from the root. */
export interface RollbackPlaces {
  readonly root: string;
  readonly folder: string;
}

/** Flags come before what was found, and that before what is usual. Throws UsageError for a flag that is not what it should be. */
export function rollbackFacts(
  name: string,
  flags: RollbackFlags,
  found: ProjectFacts,
  { root, folder }: RollbackPlaces,
): RollbackFacts {
  const workload = wantedWorkload(name, flags, found);
  const { workload: own } = found;
  refuseContradictions(workload, flags);
  return {
    name,
    workload,
    container: given('container', flags.container) ?? own?.container ?? name,
    containerIndex: own?.containerIndex ?? 0,
    isOnlyContainer: own === undefined || own.containerCount < 2,
    selector: given('selector', flags.selector) ?? own?.selector ?? `app=${name}`,
    workloadSpec: own?.kind === 'deployment' ? own.spec : undefined,
    image: givenImage(flags.image) ?? own?.image,
    imageVersion: (flags.image === undefined ? undefined : versionOf(flags.image)) ?? own?.imageVersion,
    namespace: given('namespace', flags.namespace) ?? found.namespace ?? 'production',
    context: found.context,
    url: given('service-url', flags.serviceUrl)?.replace(/\/$/, ''),
    healthPath: own?.healthPath ?? '/health',
    owner: given('owner', flags.owner) ?? name,
    migrationTool: flags.migrationTool ?? found.migrationTool ?? 'none',
    migrations: givenFolder(root, flags.migrations) ?? found.migrations,
    wayToRoot: relative(join(folder, 'rollback', name), ''),
    config: flags.config,
    withSecrets: flags.withSecrets === true,
    trigger: flags.trigger,
    prometheus: given('prometheus', flags.prometheus) ?? flags.prometheus,
    stamp: String(Date.now()),
  };
}

/** Which workload a component is to be looked for as, before anything is known of it. */
export function workloadSought(name: string, flags: Pick<RollbackFlags, 'workload' | 'container'>): WantedWorkload {
  const container = given('container', flags.container);
  return { name: givenWorkload(flags.workload)?.replace(/^.*\//, '') ?? name, container };
}

function wantedWorkload(name: string, flags: RollbackFlags, { workload }: ProjectFacts): string {
  const kind = flags.trigger === 'argo' ? 'rollout' : (workload?.kind ?? 'deployment');
  return givenWorkload(flags.workload) ?? `${kind}/${name}`;
}

function refuseContradictions(workload: string, flags: RollbackFlags): void {
  if (flags.trigger === 'flagger' && !workload.startsWith('deployment/'))
    throw new UsageError(`Flagger has no say over ${workload}`, 'It takes Deployments: --workload deployment/NAME.');
  if (flags.withSecrets === true && flags.config !== 'git')
    throw new UsageError(
      `--with-secrets has no meaning with --config ${flags.config}`,
      'It belongs to a script that applies files from Git: --config git.',
    );
}

export function assumedOf(flags: RollbackFlags, found: ProjectFacts): Assumed {
  const names = [
    flags.workload === undefined && found.workload === undefined && 'workload',
    flags.container === undefined && found.workload?.container === undefined && 'container',
    flags.selector === undefined && found.workload?.selector === undefined && 'selector',
    found.workload?.healthPath === undefined && 'health',
    flags.namespace === undefined && found.namespace === undefined && 'namespace',
    found.context === undefined && 'context',
    flags.migrationTool === undefined && found.migrationTool === undefined && 'migrations',
    flags.owner === undefined && 'owner',
  ] as const;
  return new Set(names.filter((name) => name !== false));
}

/** What is given becomes a part of commands, so that it is checked; what is found was checked where it was found. */
export function given(flag: FactName, text: string | undefined): string | undefined {
  if (text === undefined || isFact(flag, text)) return text;
  throw new UsageError(`--${flag} ${JSON.stringify(text)} cannot be taken`, `Write it like this: ${exampleOf(flag)}.`);
}

function givenWorkload(text: string | undefined): string | undefined {
  return given('workload', text === undefined ? undefined : workloadText(workloadNamed(text)));
}

function givenImage(image: string | undefined): string | undefined {
  return given('image', image === undefined ? undefined : repositoryOf(image));
}

/** From the root, whatever folder it was given from. */
function givenFolder(root: string, folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  const path = given('migrations', relative(root, folder));
  if (path !== undefined && statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new UsageError(`--migrations ${folder} is no folder`, 'Name the folder that holds the migrations.');
}
