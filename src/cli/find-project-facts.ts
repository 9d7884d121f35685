import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kubeconfigSource, readKubeconfigs } from '../adapters/kubeconfig-files.ts';
import { parseJson } from '../diagnostics/parse-json.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { textAt } from '../manifest/value-at.ts';
import { type FactName, isFact, repositoryOf } from '../scaffold/check-facts.ts';
import type { MigrationTool } from '../scaffold/rollback-files.ts';

/** What a project and this machine say about a component; no cluster is asked. */
export interface ProjectFacts {
  readonly migrationTool: MigrationTool | undefined;
  /** Folder of the migrations, from the root. */
  readonly migrations: string | undefined;
  readonly kind: string | undefined;
  readonly container: string | undefined;
  readonly image: string | undefined;
  readonly imageVersion: string | undefined;
  readonly namespace: string | undefined;
  readonly healthPath: string | undefined;
  readonly context: string | undefined;
}

export async function findProjectFacts(root: string, name: string): Promise<ProjectFacts> {
  const workload = findWorkload(root, name);
  const { context, namespace } = await currentContext();
  return {
    migrationTool: migrationToolOf(root),
    migrations: migrationFolders.find((one) => existsSync(join(root, one))),
    ...factsOf(workload),
    namespace:
      fitting('namespace', workload && textAt(workload, 'metadata', 'namespace')) ?? fitting('namespace', namespace),
    context,
  };
}

/** What does not look like one was not found: that a file of the project holds it is no reason to put it into a command. */
function fitting(name: FactName, text: string | undefined): string | undefined {
  return text !== undefined && isFact(name, text) ? text : undefined;
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

const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const mostFiles = 2_000;

/** The first manifest in the project that is a workload of that name. */
function findWorkload(root: string, name: string): Manifest | undefined {
  for (const path of yamlFilesIn(root)) {
    const source = readFileSync(path, 'utf8');
    if (!source.includes(name)) continue;
    const { all } = readManifests([{ source, firstLine: 1, firstColumn: 1 }], () => undefined);
    const found = all.find((one) => one.name === name && kinds.has(one.kind));
    if (found !== undefined) return found;
  }
  return undefined;
}

function yamlFilesIn(root: string): readonly string[] {
  const files: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined && files.length < mostFiles; folder = open.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name === 'runbooks') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile() && /\.ya?ml$/i.test(entry.name) && statSync(path).size < 500_000) files.push(path);
    }
  }
  return files.toSorted();
}

function factsOf(workload: Manifest | undefined) {
  if (workload === undefined)
    return { kind: undefined, container: undefined, image: undefined, imageVersion: undefined, healthPath: undefined };
  const path = ['spec', 'template', 'spec', 'containers', 0];
  const image = textAt(workload, ...path, 'image');
  const tag = /:(v?\d+\.\d+\.\d+[\w.+-]*)$/.exec(image)?.[1];
  return {
    kind: workload.kind.toLowerCase(),
    container: fitting('container', textAt(workload, ...path, 'name')),
    image: fitting('image', repositoryOf(image)),
    imageVersion: tag,
    healthPath: fitting('health-path', textAt(workload, ...path, 'readinessProbe', 'httpGet', 'path')),
  };
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
