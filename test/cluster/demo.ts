import { once } from 'node:events';
import { findPrograms } from './build-programs.ts';
import { startCluster, type TestCluster } from './start-cluster.ts';
import { app, deployment, type Made } from './workloads.ts';

/** `npm run demo:cluster`: the cluster of the tests until Ctrl-C, with a payment-processor whose last release is broken. */
async function demo(): Promise<void> {
  const programs = findPrograms();
  if ('missing' in programs) throw new Error(`there can be no cluster here: ${programs.missing}`);
  process.stdout.write('Starting a Kubernetes control plane on this machine.\n');
  await using cluster = await startCluster(programs);
  release(cluster, 'v1.0.0');
  cluster.run('rollout', 'status', `deployment/${app}`, '--timeout=60s');
  release(cluster, 'v1.1.0');
  cluster.run('rollout', 'status', `deployment/${app}`, '--timeout=60s');
  release(cluster, 'v1.2.0', { stuck: 'CrashLoopBackOff' });
  process.stdout.write(
    [
      `deployment/${app} was released as v1.2.0, and its new pods crash. In another terminal:`,
      '',
      `  export KUBECONFIG=${cluster.kubeconfig}`,
      `  npm run --silent runbook -- app history deployment/${app}`,
      `  npm run --silent runbook -- app undo deployment/${app} --wait`,
      '',
      'Ctrl-C ends the cluster; nothing of it stays.',
      '',
    ].join('\n'),
  );
  await once(process, 'SIGINT');
}

function release(cluster: TestCluster, version: string, more: Partial<Made> = {}): void {
  const image = `registry.example.com/payments/${app}:${version}`;
  const annotations = { 'kubernetes.io/change-cause': `release ${version}` };
  cluster.apply(deployment({ image, annotations, ...more }));
}

await demo();
