import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openKubernetes } from '../../src/adapters/kubernetes-api.ts';
import { KubernetesError } from '../../src/adapters/kubernetes-error.ts';
import { applyUndo } from '../../src/rollback/workload/apply-undo.ts';
import { tagOf } from '../../src/rollback/workload/image-digest.ts';
import { planUndo } from '../../src/rollback/workload/plan-undo.ts';
import { readWorkload } from '../../src/rollback/workload/read-workload.ts';
import { cluster, createNamespace, kubeconfig, type Namespace } from './namespace.ts';
import { kubeconfigOfReader } from './reader.ts';
import { app, deployment, imageOf } from './workloads.ts';

/** What is looked at of a Deployment. */
interface Shown {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly { readonly image: string }[] };
    };
  };
}

const name = `deployment/${app}`;
const wish = {
  to: 'v1.0.0',
  resume: false,
  ifReverted: 'refuse' as const,
  checkImages: async () => ({ gone: [], notLookedAt: [] }),
};

describe.skipIf(cluster.isMissing)(`app undo${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
    for (const version of ['v1.0.0', 'v1.1.0']) {
      // Each race leaves a template behind.
      const spec = { revisionHistoryLimit: 200 };
      await space.apply(deployment({ image: imageOf(version), replicas: 1, spec }));
      expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    }
  });

  afterEach(() => space[Symbol.asyncDispose]());

  test('changes nothing where somebody else was faster, and takes nothing of theirs away: a hundred races', async () => {
    const api = await openKubernetes([kubeconfig()], { namespace: space.name });
    const path = `/apis/apps/v1/namespaces/${space.name}/deployments/${app}`;
    const ends = { won: 0, conflict: 0 };
    for (let race = 0; race < 100; race += 1) {
      const workload = await readWorkload(api, { kind: 'deployment', name: app });
      const { version: runs } = workload.revisions.find(({ isCurrent }) => isCurrent) ?? {
        version: tagOf(workload.object.spec.template.spec.containers[0]?.image ?? ''),
      };
      const to = workload.revisions.find(({ version }) => version !== runs);
      const plan = await planUndo(workload, { ...wish, to: String(to?.number) }, api);
      if (plan.state !== 'ready') throw new Error(`${plan.state} in race ${race}`);
      const foreign = async () => {
        // Now before, now in between, now after.
        await delay([0, race % 50, 300][race % 3]);
        await api.patch(path, { spec: { template: { metadata: { annotations: { race: String(race) } } } } });
      };
      const undone = async () => {
        try {
          await applyUndo(workload, plan, api, new Date());
          return 'won';
        } catch (error) {
          if (!(error instanceof KubernetesError) || error.code !== 'conflict') throw error;
          return 'conflict';
        }
      };
      const [end] = await Promise.all([undone(), foreign()]);
      ends[end] += 1;
      const { spec } = (await api.get(path)) as Shown;
      const { metadata, spec: pod } = spec.template;
      expect([metadata.annotations['race'], pod.containers[0]?.image]).toEqual([
        String(race),
        imageOf((end === 'won' ? plan.to.version : runs) ?? ''),
      ]);
    }
    expect(ends.won + ends.conflict).toBe(100);
    expect(Math.min(ends.won, ends.conflict)).toBeGreaterThan(0);
  });

  test('is not held up by what its controller counts, and what a scaler sets, meanwhile', async () => {
    const api = await openKubernetes([kubeconfig()], { namespace: space.name });
    const path = `/apis/apps/v1/namespaces/${space.name}/deployments/${app}`;
    const workload = await readWorkload(api, { kind: 'deployment', name: app });
    const plan = await planUndo(workload, wish, api);
    if (plan.state !== 'ready') throw new Error(plan.state);
    await api.patch(path, { spec: { replicas: 4 }, metadata: { annotations: { scaled: 'yes' } } });
    await applyUndo(workload, plan, api, new Date());
    const { spec, metadata } = (await api.get(path)) as Shown;
    expect([spec.replicas, metadata.annotations['scaled'], spec.template.spec.containers[0]?.image]).toEqual([
      ...[4, 'yes', imageOf('v1.0.0')],
    ]);
  });

  test('names the rights that are missing before it writes anything', async () => {
    const env = { KUBECONFIG: await kubeconfigOfReader(space) };
    const run = (...args: readonly string[]) =>
      space.project.run(['app', ...args, name, '--namespace', space.name], { env });
    const before = await space.get('deployments,replicasets');
    const refused = await run('undo', '--to', 'v1.0.0');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`these credentials may not patch deployments/${app} (apps)\n`);
    expect(await space.get('deployments,replicasets')).toEqual(before);
    expect((await run('status')).code).toBe(0);
    // What the program prints is what lets it in.
    const { stdout: role } = await space.project.run(['app', 'rbac', name, '--least', '--namespace', space.name]);
    await space.kubectl('apply', '-f', space.project.write('role.yaml', role));
    await space.kubectl(
      'create',
      'rolebinding',
      'undo',
      `--role=runbook-undo-${app}`,
      '--serviceaccount',
      `${space.name}:reader`,
    );
    const undone = await run('undo', '--to', 'v1.0.0');
    expect([undone.code, undone.stderr]).toEqual([0, expect.stringContaining('could not be marked')]);
  });
});
