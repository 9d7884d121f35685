import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeconfigSource, readKubeconfigs } from '../adapters/kubeconfig-files.ts';
import { parseJson } from '../diagnostics/parse-json.ts';
import { isFact } from '../scaffold/check-facts.ts';
import type { MigrationTool } from '../scaffold/rollback-files.ts';
import { findWorkload, type WantedWorkload, type WorkloadFacts } from './find-workload.ts';

/** What a project and this machine say about a component; no cluster is asked. */
export interface ProjectFacts {
  readonly migrationTool: MigrationTool | undefined;
  /** Folder of the migrations, from the root. */
  readonly migrations: string | undefined;
  readonly workload: WorkloadFacts | undefined;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
}

export async function findProjectFacts(root: string, wanted: WantedWorkload): Promise<ProjectFacts> {
  const workload = findWorkload(root, wanted);
  const { context, namespace } = await currentContext();
  const own = namespace !== undefined && isFact('namespace', namespace) ? namespace : undefined;
  return {
    migrationTool: migrationToolOf(root),
    migrations: findMigrations(root),
    workload,
    namespace: workload?.namespace ?? own,
    context,
  };
}

export function findMigrations(root: string): string | undefined {
  return migrationFolders.find((one) => existsSync(join(root, one)));
}

/** Where the tools look, and where their documents put them. */
const migrationFolders = ['db/migrations', 'migrations', 'src/migrations', 'src/migration', 'database/migrations'];

/** By what package.json depends on. */
function migrationToolOf(root: string): MigrationTool | undefined {
  const path = join(root, 'package.json');
  const content: unknown = existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined;
  const names = ['dependencies', 'devDependencies'].flatMap((key) => Object.keys(entryAt(content, key)));
  if (names.includes('typeorm')) return 'typeorm';
  if (names.includes('node-pg-migrate')) return 'node-pg-migrate';
  if (names.includes('knex')) return 'knex';
  return names.includes('dbmate') || existsSync(join(root, 'db/migrations')) ? 'sql' : undefined;
}

function entryAt(value: unknown, key: string): object {
  const entry: unknown =
    typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
  return typeof entry === 'object' && entry !== null ? entry : {};
}

/** Without a kubeconfig there is none; that is no error here. */
async function currentContext(): Promise<Pick<ProjectFacts, 'context' | 'namespace'>> {
  try {
    const { currentContext: context, contexts } = await readKubeconfigs(kubeconfigSource(process.env));
    const namespace = context === undefined ? undefined : contexts.get(context)?.['namespace'];
    return { context, namespace: typeof namespace === 'string' ? namespace : undefined };
  } catch {
    return { context: undefined, namespace: undefined };
  }
}
