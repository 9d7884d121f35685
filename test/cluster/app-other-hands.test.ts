import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { app, deployment, imageOf } from './workloads.ts';

const name = `deployment/${app}`;

describe.skipIf(cluster.isMissing)(`app undo of what somebody else looks after${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
    await space.apply(deployment({ image: imageOf('v1.0.0') }));
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    await space.apply(deployment({ image: imageOf('v1.1.0'), stuck: 'CrashLoopBackOff' }));
  });

  afterEach(() => space[Symbol.asyncDispose]());

  const image = () => space.kubectl('get', name, '--output', 'jsonpath={.spec.template.spec.containers[0].image}');
  const undo = (...flags: readonly string[]) => space.runbook('app', 'undo', name, ...flags);

  test.each([
    [
      'a Helm release',
      ['annotate', name, 'meta.helm.sh/release-name=pay'],
      'the Helm release pay',
      'helm rollback pay',
    ],
    [
      'Argo CD',
      ['annotate', name, 'argocd.argoproj.io/tracking-id=pay:apps/Deployment:x/y'],
      "Argo CD's application pay",
      'argocd app set pay --sync-policy none',
    ],
    [
      'Flux',
      ['label', name, 'kustomize.toolkit.fluxcd.io/name=apps', 'kustomize.toolkit.fluxcd.io/namespace=flux-system'],
      "Flux's Kustomization flux-system/apps",
      'flux suspend kustomization apps --namespace flux-system',
    ],
    [
      "Flux's Helm",
      ['label', name, 'helm.toolkit.fluxcd.io/name=pay', 'helm.toolkit.fluxcd.io/namespace=apps'],
      "Flux's HelmRelease apps/pay",
      'flux suspend helmrelease pay --namespace apps',
    ],
  ])('is refused for %s, with the command to use instead', async (_, mark, who, instead) => {
    await space.kubectl(...mark);
    const refused = await undo();
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(who);
    expect(refused.stdout).toContain(instead);
    expect(await image()).toBe(imageOf('v1.1.0'));
    const anyway = await undo('--even-if-reverted');
    const isReverted = !who.startsWith('the Helm release');
    expect(anyway.code).toBe(isReverted ? 0 : 1);
    expect(await image()).toBe(imageOf(isReverted ? 'v1.0.0' : 'v1.1.0'));
  });

  test('is refused for an operator that owns it, and for Flagger', async () => {
    await space.kubectl('create', 'configmap', 'operator');
    const { metadata } = (await space.get('configmap/operator')) as { metadata: { uid: string } };
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'operator', uid: metadata.uid, controller: true };
    const patch = (ownerReferences: readonly object[]) =>
      space.kubectl('patch', name, '--type=merge', `--patch=${JSON.stringify({ metadata: { ownerReferences } })}`);
    await patch([owner]);
    expect(await undo()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`ConfigMap operator, which owns ${name}`),
    });
    await patch([]);
    await space.apply({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'pay' },
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: app },
        service: { port: 80 },
        analysis: { interval: '15s', threshold: 2, iterations: 8 },
      },
    });
    const refused = await undo('--even-if-reverted');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining("Flagger's canary pay")]);
    expect(await image()).toBe(imageOf('v1.1.0'));
  });
});
