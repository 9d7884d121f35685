import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { app, deployment, imageOf, type Made } from './workloads.ts';

const name = `deployment/${app}`;

describe.skipIf(cluster.isMissing)(`app undo of a Deployment${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
  });

  afterEach(() => space[Symbol.asyncDispose]());

  const deploy = (version: string, more: Partial<Made> = {}) =>
    space.apply(deployment({ image: imageOf(version), ...more }));
  const worked = async (version: string, more: Partial<Made> = {}) => {
    await deploy(version, more);
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
  };
  const read = (path: string) => space.kubectl('get', name, '--output', `jsonpath={${path}}`);
  const image = () => read('.spec.template.spec.containers[0].image');
  const undo = (...flags: readonly string[]) => space.runbook('app', 'undo', name, ...flags);

  test('goes back to the version that worked, once, and says what it does', async () => {
    const release = (version: string) => ({ 'kubernetes.io/change-cause': `release ${version}` });
    await worked('v1.0.0', { env: { LEVEL: 'info', OLD: 'yes' }, annotations: release('v1.0.0') });
    const env = { LEVEL: 'debug', DB_PASSWORD: 'in the clear' };
    await deploy('v1.1.0', { env, stuck: 'CrashLoopBackOff', annotations: release('v1.1.0') });
    await expect.poll(() => read('.status.observedGeneration')).toBe('2');
    const dry = await undo('--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: 'Nothing has been changed: this is what it would do.\n' });
    expect(await image()).toBe(imageOf('v1.1.0'));
    expect(dry.stdout.split('\n').filter((line) => /^ {2}(?:from|to|change)/.test(line))).toEqual([
      '  from    v1.1.0, revision 2',
      '  to      v1.0.0, revision 1: it is the newest that is known to have worked: 3 pods of it are available now',
      '  change  metadata.labels.runbook.test/stuck: CrashLoopBackOff -> nothing',
      `  change  spec.containers[${app}].image: ${imageOf('v1.1.0')} -> ${imageOf('v1.0.0')}`,
      `  change  spec.containers[${app}].env[LEVEL].value: debug -> info`,
      `  change  spec.containers[${app}].env[DB_PASSWORD].value: another value`,
      `  change  spec.containers[${app}].env[OLD].value: nothing -> yes`,
    ]);
    expect(dry.stdout).not.toContain('in the clear');
    expect(await undo('--wait')).toMatchObject({ code: 0, stdout: expect.stringContaining(dry.stdout) });
    expect(await read('.spec.template.spec.containers[0].env[*].name')).toBe('LEVEL OLD');
    expect(await read('.metadata.annotations.kubernetes\\.io/change-cause')).toBe('release v1.0.0');
    const again = await undo();
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/Nothing to do: it was rolled back to at /)]);
    expect(await image()).toBe(imageOf('v1.0.0'));
  });

  test('goes back over two bad releases in a row, and over one that was left before', async () => {
    await worked('v1.0.0');
    await deploy('v1.1.0', { stuck: 'CrashLoopBackOff' });
    await deploy('v1.2.0', { stuck: 'ImagePullBackOff' });
    await expect.poll(() => read('.status.observedGeneration')).toBe('3');
    expect((await undo('--wait')).code).toBe(0);
    expect(await image()).toBe(imageOf('v1.0.0'));
    await worked('v1.3.0');
    expect((await undo('--wait')).stdout).toContain('to      v1.0.0');
    // 1.3.0 was available, and left because of what nobody sees here.
    await deploy('v1.4.0');
    expect((await undo('--wait')).code).toBe(0);
    expect(await image()).toBe(imageOf('v1.0.0'));
  });

  test('finds a version and a digest whatever number they have by now', async () => {
    for (const version of ['v1.0.0', 'v1.1.0', 'v1.2.0']) await worked(version);
    expect((await undo('--to', '1.0.0', '--wait')).code).toBe(0);
    const { revisions } = JSON.parse((await space.runbook('app', 'history', name, '--json')).stdout);
    expect(revisions.map((one: { number: number; version: string }) => `${one.number} ${one.version}`)).toEqual([
      '4 v1.0.0',
      '3 v1.2.0',
      '2 v1.1.0',
    ]);
    expect(await undo('--to', '1')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no revision has the number 1 now'),
    });
    const digest: string = revisions[2].images[0].digest;
    expect(await undo('--to', digest)).toMatchObject({ code: 0 });
    expect(await image()).toBe(imageOf('v1.1.0'));
    expect(await undo('--to', digest)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  });

  test('leaves annotations as they are to the byte, and what a scaler has set', async () => {
    const annotations = { 'example.com/owner': 'payments', 'example.com/json': '{"a": [1,  2]}' };
    await worked('v1.0.0', { annotations });
    await deploy('v1.1.0', {
      annotations: { ...annotations, 'example.com/since': 'v1.1.0' },
      stuck: 'CrashLoopBackOff',
    });
    await space.kubectl('annotate', name, 'example.com/late=yes');
    await space.kubectl('scale', name, '--replicas=5');
    const numbered = 'deployment.kubernetes.io/revision';
    const own = async () => {
      const { metadata } = (await space.get(name)) as { metadata: { annotations: Record<string, string> } };
      return Object.entries(metadata.annotations).filter(([key]) => key !== numbered);
    };
    const before = await own();
    expect(before.map(([key]) => key)).toContain('example.com/late');
    expect((await undo('--wait')).code).toBe(0);
    expect(await own()).toEqual(before);
    expect(await read('.spec.replicas')).toBe('5');
  });

  test('is refused where the cluster keeps no revision, and where nobody knows which one worked', async () => {
    await worked('v1.0.0', { spec: { revisionHistoryLimit: 0 } });
    await worked('v1.1.0', { spec: { revisionHistoryLimit: 0 } });
    await expect
      .poll(async () => (await space.kubectl('get', 'replicasets', '--output', 'name')).trim().split('\n').length)
      .toBe(1);
    expect(await undo()).toMatchObject({ code: 1, stdout: expect.stringContaining('There is no earlier revision.') });
    expect(await undo('--to', 'v1.0.0')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('There are: v1.1.0'),
    });
  });

  test('names a paused one, and resumes it where it is told to', async () => {
    await worked('v1.0.0');
    await deploy('v1.1.0', { stuck: 'CrashLoopBackOff' });
    await expect.poll(() => read('.status.observedGeneration')).toBe('2');
    await space.kubectl('rollout', 'pause', name);
    const refused = await undo();
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('REFUSED it is paused')]);
    expect(refused.stdout).toContain('Add --resume');
    expect(await image()).toBe(imageOf('v1.1.0'));
    const waited = await space.runbook('app', 'wait', name, '--timeout', '20s');
    expect([waited.code, waited.stderr]).toEqual([1, expect.stringContaining('it is paused')]);
    expect((await undo('--resume', '--wait')).code).toBe(0);
    expect([await image(), await read('.spec.paused')]).toEqual([imageOf('v1.0.0'), '']);
  });

  test('is refused before anything is written where the old template names what is gone', async () => {
    await space.kubectl('create', 'configmap', 'settings-1', '--from-literal=level=info');
    await space.kubectl('create', 'secret', 'generic', 'keys', '--from-literal=old=1', '--from-literal=new=2');
    const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'old' } } }];
    await worked('v1.0.0', { container: { env, envFrom: [{ configMapRef: { name: 'settings-1' } }] } });
    await deploy('v1.1.0', { stuck: 'CrashLoopBackOff' });
    await expect.poll(() => read('.status.observedGeneration')).toBe('2');
    await space.kubectl('delete', 'configmap', 'settings-1');
    await space.kubectl('patch', 'secret', 'keys', '--type=json', '--patch=[{"op":"remove","path":"/data/old"}]');
    const before = await space.get('deployments,replicasets');
    const refused = await undo();
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('REFUSED it could not start: configmap/settings-1 is not there any more');
    expect(refused.stdout).toContain('REFUSED it could not start: secret/keys has no key old any more');
    expect(await space.get('deployments,replicasets')).toEqual(before);
    const { stdout } = await space.runbook('app', 'history', name);
    expect(stdout).toContain('1 does not start: configmap/settings-1 is not there any more');
  });
});
