import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { createProject, type Ended, node, type Project, program } from '../cli/unattended-project.ts';

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

export function flaggerProgram(): string {
  const programs = inject('programs');
  if ('missing' in programs) throw new Error(programs.missing);
  return programs.flagger;
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
  /** A script of the project whose kubectl and runbook go to this namespace. */
  script(path: string, ...args: readonly string[]): Promise<Ended>;
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
    script: (path, ...args) =>
      runScript(project, [path, ...args], { kubectl: given.kubectl, kubeconfig: given.kubeconfig, name }),
    async [Symbol.asyncDispose]() {
      await run(['delete', 'namespace', name, '--wait=false']);
      project[Symbol.dispose]();
    },
  };
}

interface ScriptTarget {
  readonly kubectl: string;
  readonly kubeconfig: string;
  readonly name: string;
}

async function runScript(project: Project, args: readonly string[], target: ScriptTarget): Promise<Ended> {
  const config = JSON.parse(readFileSync(target.kubeconfig, 'utf8'));
  config.contexts[0].context.namespace = target.name;
  const KUBECONFIG = project.write('kubeconfig-of-namespace', JSON.stringify(config));
  const bin = join(project.folder, 'bin');
  project.standIn('kubectl', `exec ${target.kubectl} "$@"`);
  project.standIn('runbook', `exec ${node} ${program} "$@"`);
  const env = { ...process.env, KUBECONFIG, PATH: [bin, process.env['PATH'] ?? ''].join(delimiter) };
  return await new Promise((resolve) => {
    execFile('bash', [...args], { env, cwd: project.folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

async function run(args: readonly string[]): Promise<string> {
  if ('missing' in given) throw new Error(given.missing);
  const { stdout } = await promisify(execFile)(given.kubectl, ['--kubeconfig', given.kubeconfig, ...args], {
    maxBuffer: 64e6,
  });
  return stdout;
}
