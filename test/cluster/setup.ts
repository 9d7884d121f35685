import type { TestProject } from 'vitest/node';
import { findPrograms, type MissingPrograms, type Programs } from './build-programs.ts';
import { startCluster } from './start-cluster.ts';

/** A cluster that tests may use; `missing` says why there is none. */
export type GivenCluster = { readonly kubeconfig: string; readonly kubectl: string } | { readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly cluster: GivenCluster;
    readonly programs: Programs | MissingPrograms;
  }
}

/** One control plane for all files of tests, each of which has a namespace of its own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['RUNBOOK_TEST_KUBECONFIG'];
  if (given !== undefined) {
    project.provide('cluster', { kubeconfig: given, kubectl: 'kubectl' });
    project.provide('programs', { missing: 'none is looked for where RUNBOOK_TEST_KUBECONFIG names a cluster' });
    return undefined;
  }
  const programs = findPrograms();
  project.provide('programs', programs);
  if ('missing' in programs) {
    process.stderr.write(`NOT TESTED: everything that needs a Kubernetes control plane: ${programs.missing}\n`);
    project.provide('cluster', programs);
    return undefined;
  }
  const cluster = await startCluster(programs);
  project.provide('cluster', { kubeconfig: cluster.kubeconfig, kubectl: cluster.kubectl });
  return async () => await cluster[Symbol.asyncDispose]();
}
