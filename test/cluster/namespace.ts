import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { createProject, type Ended, type Project } from '../cli/unattended-project.ts';

const given = inject('cluster');

/** For the titles of tests: whether there is a cluster to test on, and if not, why. */
export const cluster =
  'missing' in given ? { isMissing: true, note: `: SKIPPED, ${given.missing}` } : { isMissing: false, note: '' };

export function kubeconfig(): string {
  if ('missing' in given) throw new Error(given.missing);
  return given.kubeconfig;
}

export function kubectlProgram(): string {
  if ('missing' in given) throw new Error(given.missing);
  return given.kubectl;
}

/** A namespace of its own in the cluster of the tests, and a project whose commands go there. */
export interface Namespace extends AsyncDisposable {
  readonly name: string;
  readonly project: Project;
  kubectl(...args: readonly string[]): Promise<string>;
  /** Applies objects as JSON. */
  apply(...objects: readonly object[]): Promise<void>;
  get(what: string): Promise<unknown>;
  runbook(...args: readonly string[]): Promise<Ended>;
}

export async function createNamespace(): Promise<Namespace> {
  if ('missing' in given) throw new Error(given.missing);
  const name = `tests-${randomBytes(4).toString('hex')}`;
  const project = createProject();
  const kubectl = async (...args: readonly string[]) => run(['--namespace', name, ...args]);
  await run(['create', 'namespace', name]);
  // Pods are refused before it is there.
  await run(['--namespace', name, 'wait', '--for=create', '--timeout=60s', 'serviceaccount/default']);
  return {
    name,
    project,
    kubectl,
    async apply(...objects) {
      const file = project.write('objects.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
      await kubectl('apply', '-f', file);
    },
    get: async (what) => JSON.parse(await kubectl('get', what, '--output', 'json')),
    runbook: (...args) => project.run([...args, '--namespace', name], { env: { KUBECONFIG: given.kubeconfig } }),
    async [Symbol.asyncDispose]() {
      await run(['delete', 'namespace', name, '--wait=false']);
      project[Symbol.dispose]();
    },
  };
}

async function run(args: readonly string[]): Promise<string> {
  if ('missing' in given) throw new Error(given.missing);
  const { stdout } = await promisify(execFile)(given.kubectl, ['--kubeconfig', given.kubeconfig, ...args], {
    maxBuffer: 64e6,
  });
  return stdout;
}
