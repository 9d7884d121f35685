import { join, relative } from 'node:path';
import { findRoot } from '../../journal/find-root.ts';
import { isComponentName } from '../../scaffold/component-name.ts';
import { fillTemplate } from '../../scaffold/fill-template.ts';
import {
  type MigrationTool,
  type RollbackFacts,
  rollbackTemplates,
  rollbackValues,
} from '../../scaffold/rollback-files.ts';
import { findProjectFacts, type ProjectFacts } from '../find-project-facts.ts';
import { writeMessage } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readTemplate } from '../read-template.ts';
import { UsageError } from '../usage-error.ts';
import { type PlannedFile, type WriteFlags, writeFiles } from '../write-files.ts';

export interface NewFlags extends WriteFlags {
  readonly output?: string;
  readonly template?: string;
  readonly owner?: string;
}

export interface NewRollbackFlags extends NewFlags {
  readonly workload?: string;
  readonly container?: string;
  readonly image?: string;
  readonly namespace?: string;
  readonly serviceUrl?: string;
  readonly migrations?: string;
  readonly migrationTool?: MigrationTool;
  readonly config: 'git' | 'etcd' | 'none';
  readonly withSecrets?: boolean;
  readonly trigger: 'argo' | 'flagger' | 'none';
  readonly prometheus: string;
}

/** `runbook new rollback NAME`: all that a rollback of a component needs, filled in with what is found here. */
export async function newRollback(name: string, flags: NewRollbackFlags): Promise<number> {
  refuseName(name);
  const { root, folder, own } = placesOf(flags);
  const found = await findProjectFacts(root, name);
  const wayToRoot = relative(join(folder, 'rollback', name), '');
  const facts = { ...factsFrom(name, flags, found), wayToRoot };
  const values = rollbackValues(facts);
  const files = rollbackTemplates(facts).map(({ template, path, isProgram }): PlannedFile => {
    return { path: join(folder, path), text: fillTemplate(readTemplate(template, own), values), isProgram };
  });
  const { state, written } = await writeFiles(root, files, flags);
  if (state === 'left') return 1;
  if (flags.json !== true)
    writeMessage([...guesses(facts, flags, found), ...nextSteps(files[0]?.path, written)].join('\n'));
  return 0;
}

/** `runbook new blank NAME`: the smallest runbook that says everything. */
export async function newBlank(name: string, flags: NewFlags): Promise<number> {
  refuseName(name);
  const { root, folder, own } = placesOf(flags);
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const texts = {
    ...{ title, owner: flags.owner ?? 'platform', purpose: `${title}, so that the service works again` },
    when: 'The service does not do what it should',
  };
  const text = fillTemplate(readTemplate('blank.md', own), { texts, flags: {} });
  const path = join(folder, `${name}.md`);
  const { state, written } = await writeFiles(root, [{ path, text, isProgram: false }], flags);
  if (state === 'left') return 1;
  if (flags.json !== true) writeMessage(nextSteps(path, written).join('\n'));
  return 0;
}

function refuseName(name: string): void {
  if (isComponentName(name)) return;
  throw new UsageError(
    `"${name}" cannot be the name of a component`,
    'Use a-z, 0-9 and -, as Kubernetes does: payment-processor.',
  );
}

function placesOf(flags: NewFlags) {
  const root = findRoot(process.cwd());
  const config = readConfig(root);
  const own = flags.template ?? (config.templates === undefined ? undefined : join(root, config.templates));
  const folder = flags.output === undefined ? (config.runbooks?.[0] ?? 'runbooks') : relative(root, flags.output);
  return { root, folder, own };
}

function factsFrom(name: string, flags: NewRollbackFlags, found: ProjectFacts): Omit<RollbackFacts, 'wayToRoot'> {
  return {
    name,
    workload: flags.workload ?? `${found.kind ?? 'deployment'}/${name}`,
    container: flags.container ?? found.container ?? name,
    image: (flags.image ?? found.image)?.replace(/:[^:/]*$/, ''),
    imageVersion: found.imageVersion,
    namespace: flags.namespace ?? found.namespace ?? 'production',
    context: found.context,
    url: flags.serviceUrl,
    healthPath: found.healthPath ?? '/health',
    owner: flags.owner ?? name,
    migrationTool: flags.migrationTool ?? found.migrationTool ?? 'none',
    migrations: flags.migrations ?? found.migrations,
    config: flags.config,
    withSecrets: flags.withSecrets === true,
    trigger: flags.trigger,
    prometheus: flags.prometheus,
    stamp: String(Date.now()),
  };
}

/** What nobody has found and was assumed, or is asked for by each run. */
function guesses(facts: RollbackFacts, flags: NewRollbackFlags, found: ProjectFacts): readonly string[] {
  const rows = [
    facts.image === undefined ? 'image: not found, so each run asks for it; --image' : undefined,
    facts.url === undefined ? 'address of the service: not given, so each run asks for it; --service-url' : undefined,
    flags.workload === undefined && found.kind === undefined
      ? `workload: ${facts.workload} was assumed; --workload`
      : undefined,
    flags.container === undefined && found.container === undefined
      ? `container: ${facts.container} was assumed; --container`
      : undefined,
    flags.namespace === undefined && found.namespace === undefined
      ? `namespace: ${facts.namespace} was assumed; --namespace`
      : undefined,
    found.context === undefined
      ? 'contexts of kubectl: "staging" and "production" were assumed'
      : 'context of staging: "staging" was assumed',
    facts.migrationTool === 'none' && flags.migrationTool === undefined
      ? 'migrations: no tool was found; --migration-tool'
      : undefined,
    flags.owner === undefined ? `owner: ${facts.owner} was assumed; --owner` : undefined,
  ].filter((row) => row !== undefined);
  return ['', 'To fill in, or to correct:', ...rows.map((row) => `  ${row}`)];
}

function nextSteps(path: string | undefined, written: readonly string[]): readonly string[] {
  if (path === undefined || written.length === 0) return [];
  return ['', 'Next:', `  runbook lint ${path} --preset strict`, `  runbook plan ${path}`];
}
