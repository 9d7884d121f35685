import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import type { Manifest } from '../manifest/manifest.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { listAt, numberAt, textAt, valueAt } from '../manifest/value-at.ts';
import { UsageError } from '../project/usage-error.ts';
import { type FactName, isFact, repositoryOf } from '../scaffold/check-facts.ts';

/** What a manifest of the project says of a workload. */
export interface WorkloadFacts {
  readonly kind: string;
  readonly namespace: string | undefined;
  /** `app=shop,tier=web` */
  readonly selector: string | undefined;
  /** The container that holds the application; undefined where several could. */
  readonly container: string | undefined;
  readonly containerIndex: number;
  readonly containerCount: number;
  readonly image: string | undefined;
  readonly imageVersion: string | undefined;
  readonly healthPath: string | undefined;
  /** Replicas, selector and pod template as YAML, line by line. */
  readonly spec: readonly string[];
}

/** What is looked for: the name of the workload, and its container where somebody has named one. */
export interface WantedWorkload {
  readonly name: string;
  readonly container: string | undefined;
}

/** Of the first manifest below a folder that is a workload of that name; throws UsageError where it has no such container. */
export function findWorkload(root: string, wanted: WantedWorkload): WorkloadFacts | undefined {
  for (const path of yamlFilesIn(root)) {
    const source = readFileSync(path, 'utf8');
    if (!source.includes(wanted.name)) continue;
    const { all } = readManifests([{ source, firstLine: 1, firstColumn: 1 }], () => undefined);
    const found = all.find((one) => one.name === wanted.name && kinds.has(one.kind));
    if (found !== undefined) return factsOf(found, wanted, relative(root, path));
  }
  return undefined;
}

const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const mostFiles = 2_000;

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

const containersPath = ['spec', 'template', 'spec', 'containers'] as const;

function factsOf(workload: Manifest, wanted: WantedWorkload, file: string): WorkloadFacts {
  const containers = listAt(workload, ...containersPath).length;
  const index = containerOf(workload, wanted, file);
  const own = [...containersPath, index ?? 0];
  const image = index === undefined ? '' : textAt(workload, ...own, 'image');
  return {
    kind: workload.kind.toLowerCase(),
    namespace: fitting('namespace', textAt(workload, 'metadata', 'namespace')),
    selector: fitting('selector', selectorOf(workload)),
    container: index === undefined ? undefined : fitting('container', textAt(workload, ...own, 'name')),
    containerIndex: index ?? 0,
    containerCount: containers,
    image: fitting('image', repositoryOf(image)),
    imageVersion: versionOf(image),
    healthPath: fitting('health-path', textAt(workload, ...own, 'readinessProbe', 'httpGet', 'path')),
    spec: specOf(workload),
  };
}

/** What does not look like one was not found: that a file of the project holds it is no reason to put it into a command. */
function fitting(name: FactName, text: string): string | undefined {
  return isFact(name, text) ? text : undefined;
}

/** The tag of an image where it is a semantic version. */
export function versionOf(image: string): string | undefined {
  return /:(v?\d+\.\d+\.\d+[\w.+-]*)(?:@|$)/.exec(image)?.[1];
}

/** The one that was named; else the one of the workload's name, or with an image of that name; else the only one. */
function containerOf(workload: Manifest, { name, container }: WantedWorkload, file: string): number | undefined {
  const all = listAt(workload, ...containersPath).map((_, index) => index);
  const nameAt = (index: number) => textAt(workload, ...containersPath, index, 'name');
  if (container !== undefined) {
    const found = all.find((index) => nameAt(index) === container);
    if (found !== undefined || all.length === 0) return found;
    throw new UsageError(`${file} has no container ${container}`, `There are: ${all.map(nameAt).join(', ')}.`);
  }
  const imageAt = (index: number) => repositoryOf(textAt(workload, ...containersPath, index, 'image'));
  const named = all.find((index) => nameAt(index) === name) ?? all.find((index) => imageAt(index).endsWith(`/${name}`));
  return named ?? (all.length === 1 ? 0 : undefined);
}

function selectorOf(workload: Manifest): string {
  const labels = valueAt(workload, 'spec', 'selector', 'matchLabels');
  if (typeof labels !== 'object' || labels === null) return '';
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

function specOf(workload: Manifest): readonly string[] {
  const spec = {
    replicas: numberAt(workload, 'spec', 'replicas') ?? 1,
    selector: valueAt(workload, 'spec', 'selector'),
    template: valueAt(workload, 'spec', 'template'),
  };
  return stringify(spec, { lineWidth: 0 }).trimEnd().split('\n');
}
