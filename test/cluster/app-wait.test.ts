import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { app, daemonSet, deployment, imageOf, type Made, rollout, statefulSet } from './workloads.ts';

const name = `deployment/${app}`;

describe.skipIf(cluster.isMissing)(`app wait${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
  });

  afterEach(() => space[Symbol.asyncDispose]());

  const deploy = (more: Partial<Made> = {}) => space.apply(deployment({ image: imageOf('v1.0.0'), ...more }));
  const wait = (...flags: readonly string[]) => space.runbook('app', 'wait', name, '--json', ...flags);

  test('is done when all pods of the template are available, and says what they run', async () => {
    await deploy();
    const { code, stdout } = await wait();
    const end = JSON.parse(stdout);
    expect({ code, state: end.state, version: end.revision.version }).toEqual({
      code: 0,
      state: 'done',
      version: 'v1.0.0',
    });
    expect(end.digests).toEqual({ [app]: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    const digest = end.digests[app];
    expect((await wait('--digest', digest)).code).toBe(0);
    const other = await wait('--digest', `sha256:${'0'.repeat(64)}`);
    expect([other.code, JSON.parse(other.stdout).why]).toEqual([
      1,
      [`${app} runs ${digest}, not sha256:${'0'.repeat(64)}`],
    ]);
  });

  test.each(['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'CreateContainerConfigError', 'CrashLoopBackOff'])(
    'fails early on %s, with the pod and the container',
    async (stuck) => {
      await deploy({ stuck });
      const { code, stdout } = await wait();
      const end = JSON.parse(stdout);
      expect({ code, state: end.state }).toEqual({ code: 1, state: 'failed' });
      expect(end.why[0]).toMatch(
        new RegExp(`^pod ${app}-\\S+, container ${app} of \\S+: ${stuck}: ${stuck} for the test`),
      );
      expect(end.elapsedMs).toBeLessThan(10_000);
      // What it wrote before it crashed is in the log of the container before.
      if (stuck === 'CrashLoopBackOff') expect(end.log).toEqual(['INFO starting', 'FATAL no column "refund_reason"']);
    },
  );

  test('says the last warning about the pod that fails', async () => {
    await deploy({ stuck: 'ImagePullBackOff' });
    const pods = async () =>
      ((await space.get('pods')) as { items: { metadata: { name: string; uid: string } }[] }).items;
    await expect.poll(async () => (await pods()).length, { timeout: 30_000 }).toBe(3);
    // As a kubelet writes them, of which there is none here.
    const events = (await pods()).flatMap(({ metadata: { name: pod, uid } }) =>
      ['an old one', 'manifest unknown'].map((message, index) => ({
        ...{ apiVersion: 'v1', kind: 'Event', type: 'Warning', reason: 'Failed', message },
        metadata: { name: `${pod}.${index}` },
        involvedObject: { apiVersion: 'v1', kind: 'Pod', name: pod, namespace: space.name, uid },
        lastTimestamp: `2026-11-27T03:1${index}:00Z`,
      })),
    );
    await space.apply(...events);
    const { code, stderr } = await space.runbook('app', 'wait', name);
    expect([code, stderr]).toEqual([1, expect.stringContaining('\n  event  Failed: manifest unknown\n')]);
  });

  test('fails early where no node has room', async () => {
    await deploy({ container: { resources: { requests: { cpu: '5000' } } } });
    const { code, stdout } = await wait();
    const end = JSON.parse(stdout);
    expect([code, end.why[0]]).toEqual([1, expect.stringMatching(/finds no node: 0\/1 nodes are available/)]);
    expect(end.elapsedMs).toBeLessThan(10_000);
  });

  test('fails early where a quota lets no pods be made', async () => {
    await space.kubectl('create', 'quota', 'none', '--hard=pods=0');
    await deploy();
    const { code, stdout } = await wait();
    const end = JSON.parse(stdout);
    expect([code, end.why[0]]).toEqual([
      1,
      expect.stringMatching(/^no pods can be made \(FailedCreate\): .*exceeded quota/),
    ]);
    expect(end.elapsedMs).toBeLessThan(10_000);
  });

  test.each([
    ['statefulset', statefulSet],
    ['daemonset', daemonSet],
    ['rollout', rollout],
  ] as const)('fails early where a quota lets a %s make no pods', async (kind, make) => {
    await space.kubectl('create', 'quota', 'none', '--hard=pods=0');
    await space.apply(make({ image: imageOf('v1.0.0') }));
    const { code, stdout } = await space.runbook('app', 'wait', `${kind}/${app}`, '--timeout', '40s', '--json');
    const end = JSON.parse(stdout);
    expect([code, end.why?.[0]]).toEqual([1, expect.stringMatching(/^no pods can be made.*: .*exceeded quota/)]);
    expect(end.elapsedMs).toBeLessThan(10_000);
  });

  test('says how far it is, and gives up in time where it does not get there', async () => {
    await deploy({ stuck: 'ContainerCreating' });
    const { code, stderr } = await space.runbook('app', 'wait', name, '--timeout', '3s');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\d s {2}3 of 3 updated, 0 available$/m);
    expect(stderr).toMatch(/is not there after 3 s: 3 of 3 updated, 0 available$/m);
  });

  test('says which workload is not there', async () => {
    expect(await wait()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`there is no ${name} in ${space.name}`),
    });
  });
});
