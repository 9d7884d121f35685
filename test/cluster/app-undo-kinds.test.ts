import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { app, daemonSet, deployment, imageOf, type Made, rollout, statefulSet } from './workloads.ts';

describe.skipIf(cluster.isMissing)(`app undo${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
  });

  afterEach(() => space[Symbol.asyncDispose]());

  const pods = async () => {
    const { items } = (await space.get('pods')) as { items: { metadata: { name: string; uid: string } }[] };
    return new Map(items.map(({ metadata }) => [metadata.name, metadata.uid]));
  };
  const images = (kind: string) =>
    space.kubectl('get', `${kind}/${app}`, '--output', 'jsonpath={.spec.template.spec.containers[0].image}');

  test('of a StatefulSet that is stuck on a bad pod deletes that pod and no other', async () => {
    const name = `statefulset/${app}`;
    const deploy = (version: string, more: Partial<Made> = {}) =>
      space.apply(statefulSet({ image: imageOf(version), ...more }));
    await deploy('v1.0.0');
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    await deploy('v1.1.0', { stuck: 'ImagePullBackOff' });
    const failed = await space.runbook('app', 'wait', name, '--timeout', '30s');
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining(`${app}-2, container`)]);
    const before = await pods();
    const undone = await space.runbook('app', 'undo', name, '--wait');
    expect([undone.code, undone.stderr]).toEqual([
      0,
      expect.stringContaining(`deleted the pod ${app}-2, which held it up`),
    ]);
    const after = await pods();
    expect([...after.keys()].toSorted()).toEqual([`${app}-0`, `${app}-1`, `${app}-2`]);
    expect([...after].filter(([pod, uid]) => before.get(pod) !== uid).map(([pod]) => pod)).toEqual([`${app}-2`]);
    expect(await images('statefulset')).toBe(imageOf('v1.0.0'));
    expect(await space.runbook('app', 'undo', name)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
  });

  test('of a DaemonSet goes back as that of a Deployment does', async () => {
    const name = `daemonset/${app}`;
    const deploy = (version: string, more: Partial<Made> = {}) =>
      space.apply(daemonSet({ image: imageOf(version), ...more }));
    await deploy('v1.0.0');
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    await deploy('v1.1.0', { stuck: 'CrashLoopBackOff' });
    expect((await space.runbook('app', 'wait', name, '--timeout', '30s')).code).toBe(1);
    expect(await space.runbook('app', 'undo', name, '--wait')).toMatchObject({ code: 0 });
    expect(await images('daemonset')).toBe(imageOf('v1.0.0'));
    expect(await space.runbook('app', 'undo', name)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
  });

  describe('of an Argo Rollout', () => {
    const name = `rollout/${app}`;
    const deploy = (version: string, more: Partial<Made> = {}) =>
      space.apply(rollout({ image: imageOf(version), ...more }));
    const phase = () => space.kubectl('get', name, '--output', 'jsonpath={.status.phase}');
    const status = (patch: object) =>
      space.kubectl(
        'patch',
        name,
        '--subresource=status',
        '--type=merge',
        `--patch=${JSON.stringify({ status: patch })}`,
      );
    /** Its controller may write its own status over the wish: then it is wished for once more. */
    const promote = () =>
      expect
        .poll(
          async () => {
            const now = await phase();
            if (now === 'Paused') await status({ promoteFull: true });
            return now;
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe('Healthy');
    const reaches = (wanted: string) => expect.poll(phase, { timeout: 60_000, interval: 200 }).toBe(wanted);

    test('that refers to a Deployment changes the template there, and waits for the pods here', async () => {
      const release = (version: string, more: Partial<Made> = {}) =>
        space.apply(deployment({ image: imageOf(version), replicas: 0, ...more }));
      await release('v1.0.0');
      const { apiVersion, kind, metadata } = rollout({ image: '' }) as Record<string, unknown>;
      const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: app };
      await space.apply({ apiVersion, kind, metadata, spec: { replicas: 2, workloadRef, strategy: { canary: {} } } });
      expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      await release('v1.1.0', { stuck: 'CrashLoopBackOff' });
      expect((await space.runbook('app', 'wait', name, '--timeout', '30s')).code).toBe(1);
      const undone = await space.runbook('app', 'undo', name, '--wait');
      expect([undone.code, undone.stdout]).toEqual([0, expect.stringContaining(`${name} runs v1.0.0`)]);
      expect(await images('deployment')).toBe(imageOf('v1.0.0'));
      expect(await space.kubectl('get', name, '--output', 'jsonpath={.spec.template}')).toBe('');
      expect(await space.runbook('app', 'undo', name)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Nothing to do'),
      });
    });

    test('in the middle of a canary goes back at once', async () => {
      await deploy('v1.0.0');
      expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      await deploy('v1.1.0');
      await reaches('Paused');
      const waited = await space.runbook('app', 'wait', name, '--timeout', '30s');
      expect([waited.code, waited.stderr]).toEqual([1, expect.stringContaining('it stands at a pause of its canary')]);
      const undone = await space.runbook('app', 'undo', name, '--wait');
      expect(undone).toMatchObject({ code: 0 });
      expect(undone.stdout).not.toContain('canary steps');
      expect([await images('rollout'), await phase()]).toEqual([imageOf('v1.0.0'), 'Healthy']);
      expect(await space.runbook('app', 'undo', name)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Nothing to do'),
      });
    });

    test.each([
      ['and says that its steps are taken again', undefined],
      ['and skips its steps by its window', { revisions: 3 }],
    ])('after it was promoted goes back, %s', async (_, rollbackWindow) => {
      const spec = rollbackWindow === undefined ? {} : { rollbackWindow };
      const strategy = { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } };
      await deploy('v1.0.0', { spec: { strategy, ...spec } });
      expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      // Its controller knows which of two is older by their seconds.
      const created = await space.kubectl('get', name, '--output', 'jsonpath={.metadata.creationTimestamp}');
      await expect.poll(() => Date.now() - Date.parse(created), { timeout: 10_000 }).toBeGreaterThan(2_000);
      await deploy('v1.1.0', { spec: { strategy, ...spec } });
      await reaches('Paused');
      await promote();
      const undone = await space.runbook('app', 'undo', name, '--to', 'v1.0.0');
      expect(undone.code).toBe(0);
      expect(await images('rollout')).toBe(imageOf('v1.0.0'));
      expect(undone.stdout.includes('takes its 2 canary steps again, 1 of them pauses')).toBe(
        rollbackWindow === undefined,
      );
      await reaches(rollbackWindow === undefined ? 'Paused' : 'Healthy');
    });
  });
});
