import { execFileSync } from 'node:child_process';
import { findPrograms } from '../test/cluster/build-programs.ts';
import { startCluster, type TestCluster } from '../test/cluster/start-cluster.ts';
import { app, deployment } from '../test/cluster/workloads.ts';
import { interleave } from './interleave.ts';
import { printComparison } from './print-comparison.ts';
import { programFile, timeProgram } from './program.ts';
import { createWorkplace } from './workplace.ts';

/** From the command to "all pods run the old version", on a real control plane whose pods start at once. */
export async function benchRollback(): Promise<void> {
  const programs = findPrograms();
  if ('missing' in programs) {
    console.log(`\nNOT MEASURED: a rollback on Kubernetes: ${programs.missing}`);
    return;
  }
  await using cluster = await startCluster(programs);
  for (const replicas of [3, 30]) await benchReplicas(cluster, replicas);
}

const image = (version: string) => `127.0.0.1:9/payments/${app}:${version}`;

async function benchReplicas(cluster: TestCluster, replicas: number): Promise<void> {
  using workplace = createWorkplace();
  const { folder } = workplace;
  const environment = { ...workplace.environment, KUBECONFIG: cluster.kubeconfig };
  const name = `deployment/${app}`;
  const release = () => {
    for (const version of ['v1.0.0', 'v1.1.0']) {
      cluster.apply(deployment({ image: image(version), replicas }));
      cluster.run('rollout', 'status', name, '--timeout=60s');
    }
  };
  const time = (command: readonly [string, ...string[]]) => timeProgram({ command, folder, environment });
  const undo = [process.execPath, programFile, 'app', 'undo', name, '--to', 'v1.0.0'] as const;
  const wait = [process.execPath, programFile, 'app', 'wait', name] as const;
  const samples = await interleave(
    [
      {
        name: 'kubectl rollout undo, then status',
        prepare: release,
        sample: async () =>
          (await time([cluster.kubectl, 'rollout', 'undo', name])) +
          (await time([cluster.kubectl, 'rollout', 'status', name])),
      },
      {
        name: 'runbook app undo, then wait',
        prepare: release,
        sample: async () => (await time(undo)) + (await time(wait)),
      },
      { name: 'runbook app undo --wait', prepare: release, sample: () => time([...undo, '--wait']) },
    ],
    { rounds: 10, warmUps: 1 },
  );
  console.log(`\nRollback of ${replicas} replicas on a real control plane`);
  const aims = ['runbook app undo, then wait', 'runbook app undo --wait'].map((one) => {
    return { name: one, ratio: { is: 'at-most', value: 1 } } as const;
  });
  printComparison({ unit: 'ms', samples, base: 'kubectl rollout undo, then status', aims });
  execFileSync(cluster.kubectl, ['--kubeconfig', cluster.kubeconfig, 'delete', name]);
}
