import { describe, expect, test } from 'vitest';
import { createProject } from '../cli/unattended-project.ts';
import { findPrograms } from './build-programs.ts';
import { cluster, createNamespace } from './namespace.ts';
import { startCluster } from './start-cluster.ts';
import { app, deployment, imageOf } from './workloads.ts';

const name = `deployment/${app}`;

describe.skipIf(cluster.isMissing)(`app${cluster.note}`, () => {
  test('restart makes new pods of the same template, and status says what runs', async () => {
    await using space = await createNamespace();
    await space.apply(deployment({ image: imageOf('v1.0.0'), replicas: 2 }));
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    const pods = async () => (await space.kubectl('get', 'pods', '--output', 'name')).trim().split('\n');
    const before = await pods();
    const restarted = await space.runbook('app', 'restart', name, '--wait', '--json');
    expect([restarted.code, JSON.parse(restarted.stdout)]).toMatchObject([
      0,
      { workload: name, restarted: true, wait: { state: 'done', revision: { number: 2 } } },
    ]);
    await expect
      .poll(async () => (await pods()).filter((pod) => before.includes(pod)), { timeout: 30_000 })
      .toEqual([]);
    const { code, stdout } = await space.runbook('app', 'status', name);
    expect([code, stdout.replace(/sha256:\w+/g, 'sha256:...')]).toEqual([
      0,
      [
        `${name} in ${space.name}`,
        '  runs    v1.0.0, revision 2',
        `  image   ${app}  ${imageOf('v1.0.0')}  sha256:...`,
        '  pods    2 of 2 updated, 2 available',
        '',
      ].join('\n'),
    ]);
    await space.apply(deployment({ image: imageOf('v1.1.0'), replicas: 2, stuck: 'ErrImagePull' }));
    await expect
      .poll(async () => (await space.runbook('app', 'status', name)).stdout, { timeout: 30_000 })
      .toMatch(/FAILED {2}pod /);
    expect((await space.runbook('app', 'status', name)).code).toBe(1);
  });

  test('wait goes on where the API server is started anew in the middle of it', async () => {
    const programs = findPrograms();
    if ('missing' in programs) throw new Error(programs.missing);
    await using own = await startCluster(programs);
    using project = createProject();
    const env = { KUBECONFIG: own.kubeconfig };
    const apply = (more: object) => own.apply(deployment({ image: imageOf('v1.0.0'), ...more }));
    apply({ stuck: 'ContainerCreating' });
    using waiting = project.start(['app', 'wait', name, '--timeout', '80s'], { env });
    let said = '';
    waiting.child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, { timeout: 30_000 }).toContain('0 available');
    await own.stopServer();
    await expect.poll(() => said, { timeout: 30_000 }).toContain('the API server gives no answer');
    await own.startServer();
    apply({ replicas: 2 });
    expect(await waiting.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('all of its pods are available'),
    });
  });
});
