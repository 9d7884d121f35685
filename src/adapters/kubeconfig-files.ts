import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { errorCode } from '../diagnostics/error-code.ts';
import { TargetError } from './target-error.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What the files say together, by name. */
export interface KubeconfigEntries {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

/** The files that kubectl would read: those of $KUBECONFIG, else ~/.kube/config. */
export function kubeconfigSource(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const listed = (environment['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(environment['HOME'] ?? homedir(), '.kube', 'config')];
}

/** Reads and merges as kubectl does: absent files are passed over, the first to name something wins, paths are made absolute. */
export async function readKubeconfigs(files: readonly string[]): Promise<KubeconfigEntries> {
  const read = await Promise.all(files.map(readKubeconfig));
  const found = read.filter((content) => content !== undefined);
  if (found.length === 0) {
    throw new TargetError('kubeconfig-unreadable', `there is no kubeconfig at ${files.join(', ')}`, {
      hint: 'set KUBECONFIG to the file that kubectl uses',
    });
  }
  return {
    currentContext: found
      .map((content) => content['current-context'])
      .find((name) => name !== undefined && name !== ''),
    contexts: firstByName(found.flatMap(({ contexts }) => contexts.map(({ name, context }) => [name, context]))),
    clusters: firstByName(found.flatMap(({ clusters }) => clusters.map(({ name, cluster }) => [name, cluster]))),
    users: firstByName(found.flatMap(({ users }) => users.map(({ name, user }) => [name, user]))),
  };
}

const entry = v.nullish(v.record(v.string(), v.unknown()), {});
const listOf = <T extends v.ObjectEntries>(entries: T) => v.nullish(v.array(v.object(entries)), []);
const kubeconfigSchema = v.object({
  'current-context': v.nullish(v.string(), ''),
  contexts: listOf({ name: v.string(), context: entry }),
  clusters: listOf({ name: v.string(), cluster: entry }),
  users: listOf({ name: v.string(), user: entry }),
});

async function readKubeconfig(file: string) {
  const { parse } = await import('yaml');
  try {
    const content = v.parse(kubeconfigSchema, parse(await readFile(file, 'utf8')) ?? {});
    const folder = dirname(resolve(file));
    return {
      ...content,
      clusters: content.clusters.map(({ name, cluster }) => ({ name, cluster: withAbsolutePaths(cluster, folder) })),
      users: content.users.map(({ name, user }) => ({ name, user: withAbsolutePaths(user, folder) })),
    };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new TargetError('kubeconfig-unreadable', `cannot read the kubeconfig ${file}: ${why}`, {
      hint: 'check the file with kubectl config view',
      cause: error,
    });
  }
}

const pathKeys = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

function withAbsolutePaths(source: Entry, folder: string): Entry {
  const paths = pathKeys.flatMap((key) => {
    const path = source[key];
    return typeof path === 'string' && path !== '' ? [[key, resolve(folder, path)]] : [];
  });
  const plugin = v.safeParse(v.looseObject({ command: v.string() }), source['exec']);
  if (!plugin.success) return { ...source, ...Object.fromEntries(paths) };
  // A bare name is looked up on PATH, a relative path is one of the file's folder.
  const { command } = plugin.output;
  const isRelative = command.includes('/') && !isAbsolute(command);
  const exec = { ...plugin.output, command: isRelative ? resolve(folder, command) : command };
  return { ...source, ...Object.fromEntries(paths), exec };
}

function firstByName(entries: readonly (readonly [string, Entry])[]): ReadonlyMap<string, Entry> {
  return new Map(entries.toReversed());
}
