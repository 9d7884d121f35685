import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';
import { type KubeconfigEntries, readKubeconfigs } from './kubeconfig-files.ts';
import { sameServer } from './target.ts';
import { TargetError } from './target-error.ts';

export interface KubeconfigRequest {
  /** Files in the order of $KUBECONFIG: what an earlier one says counts. */
  readonly source: readonly string[];
  readonly context?: string | undefined;
  /** As the runbook declares it; another one is refused. */
  readonly server?: string | undefined;
  readonly namespace?: string | undefined;
  /** Folder of the run that it is written to, absolute. */
  readonly into: string;
}

export interface PrivateKubeconfig {
  readonly file: string;
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
}

/**
 * Writes a kubeconfig, mode 0600, that knows one context, one cluster, one user and one namespace, so that nothing that
 * is changed elsewhere meanwhile turns a command to another cluster. Throws TargetError when context or server are not as declared.
 */
export async function privateKubeconfig(request: KubeconfigRequest): Promise<PrivateKubeconfig> {
  const entries = await readKubeconfigs(request.source);
  const hint = 'write kubernetes: { context: ... } in the environment of the runbook';
  const name = chosenContext(entries, request.context, hint);
  const context = entries.contexts.get(name) ?? {};
  const cluster = entryOf(entries.clusters, textOf(context, 'cluster'), `cluster of context "${name}"`);
  const server = textOf(cluster.value, 'server');
  if (request.server !== undefined && !sameServer(server, request.server)) {
    throw new TargetError(
      'kubeconfig-server',
      `context "${name}" leads to ${server}, the runbook says ${request.server}`,
      {
        hint: 'choose the context of that server, or correct the environment in the runbook',
      },
    );
  }
  const namespace = request.namespace ?? (textOf(context, 'namespace') || 'default');
  const userName = textOf(context, 'user');
  const user = userName === '' ? undefined : entryOf(entries.users, userName, `user of context "${name}"`);
  const file = join(request.into, 'kubeconfig');
  await writePrivately(file, {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': name,
    contexts: [{ name, context: { ...context, namespace } }],
    clusters: [{ name: cluster.name, cluster: cluster.value }],
    users: user === undefined ? [] : [{ name: user.name, user: user.value }],
  });
  return { file, context: name, server, namespace };
}

/** The name of a context that is there; `hint` says how one is named where none is. */
export function chosenContext(
  { contexts, currentContext }: KubeconfigEntries,
  wanted: string | undefined,
  hint: string,
): string {
  const name = wanted ?? currentContext;
  if (name === undefined || name === '')
    throw new TargetError('kubeconfig-context', 'no context is named and the kubeconfig has no current one', { hint });
  if (contexts.has(name)) return name;
  throw new TargetError('kubeconfig-context', `the kubeconfig has no context "${name}"`, {
    hint: suggest(name, [...contexts.keys()]),
  });
}

function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'it has no context at all; check KUBECONFIG';
  const meant = nearest(name, known);
  return meant === undefined
    ? `it has ${known
        .toSorted()
        .map((context) => `"${context}"`)
        .join(', ')}`
    : `did you mean "${meant}"?`;
}

type Entry = Readonly<Record<string, unknown>>;

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, what: string): { name: string; value: Entry } {
  const value = entries.get(name);
  if (value !== undefined) return { name, value };
  throw new TargetError('kubeconfig-context', `the kubeconfig lacks "${name}", the ${what}`, {
    hint: 'check that KUBECONFIG lists every file that belongs together',
  });
}

function textOf(entry: Entry, key: string): string {
  const value = entry[key];
  return typeof value === 'string' ? value : '';
}

/** JSON is YAML, and has no ambiguities. Renamed into place, so that no command reads half of it. */
async function writePrivately(file: string, content: unknown): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
