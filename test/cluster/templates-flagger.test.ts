import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { freePorts } from '../free-ports.ts';
import { comes, hasPrometheus, startMetrics } from './metrics.ts';
import { cluster, createNamespace, flaggerProgram, kubeconfig } from './namespace.ts';
import { startProcess } from './own-process.ts';
import { deploymentOf } from './plain-deployment.ts';

const image = 'registry.example.com/shop';

interface CanaryStatus {
  readonly status?: { readonly phase?: string };
}

interface Answers {
  readonly ok: number;
  readonly failed: number;
}

/** A namespace with Flagger's own controller, a Prometheus, and version v1.0.0 promoted by the canary of the template. */
async function startFlagger() {
  await using started = new AsyncDisposableStack();
  const space = started.use(await createNamespace());
  const { folder } = space.project;
  const metrics = started.use(await startMetrics(folder));
  const { port } = await freePorts(['port']);
  const args = [
    ...['-kubeconfig', kubeconfig(), '-namespace', space.name, '-metrics-server', metrics.prometheus],
    ...['-mesh-provider', 'kubernetes', '-port', String(port), '-control-loop-interval', '1s', '-log-level', 'info'],
  ];
  const flagger = startProcess(flaggerProgram(), args, join(folder, 'flagger.log'));
  started.defer(() => flagger.stop());
  const phaseIs = (...wanted: readonly string[]) =>
    comes(`phase ${wanted.join(' or ')}`, async () => {
      if (flagger.hasEnded()) throw new Error(flagger.log());
      const { status } = (await space.get('canary/shop')) as CanaryStatus;
      return wanted.find((phase) => phase === status?.phase);
    });
  const made = await space.project.run(['new', 'rollback', 'shop', '--yes', '--trigger', 'flagger', '--image', image]);
  expect(made.code).toBe(0);
  // Flagger looks no more often than every ten seconds.
  const canary = space.project
    .read('runbooks/rollback/shop/canary.yaml')
    .replace('interval: 15s', 'interval: 10s')
    .replace('interval: 30s', 'interval: 5s')
    .replace('iterations: 8', 'iterations: 1')
    .replace('threshold: 2', 'threshold: 1');
  await space.apply(deploymentOf('shop', 'v1.0.0'));
  await space.kubectl('apply', '--validate=strict', '-f', space.project.write('canary.yaml', canary));
  await phaseIs('Initialized');
  const all = started.move();
  return {
    space,
    versionOf: async (name: string) => {
      const path = 'jsonpath={.spec.template.spec.containers[0].image}';
      return (await space.kubectl('get', `deployment/${name}`, '--output', path)).replace(/^.*:/, '');
    },
    /** How a release ends whose requests are answered like that. */
    release: async (version: string, answers: Answers) => {
      const labels = `kubernetes_namespace="${space.name}",kubernetes_pod_name="shop-0a1b2c-xyz"`;
      metrics.count(`http_request_duration_seconds_count{${labels}`, answers);
      await space.kubectl('set', 'image', 'deployment/shop', `shop=${image}:${version}`);
      await phaseIs('Progressing', 'Promoting', 'Finalising');
      return await phaseIs('Succeeded', 'Failed');
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const isMissing = cluster.isMissing || 'missing' in inject('programs') || !hasPrometheus;

describe.skipIf(isMissing).concurrent(`the canary of runbook new${cluster.note}`, () => {
  test.each([
    ['takes a release back that fails', { ok: 1, failed: 9 }, 'Failed', 'v1.0.0'],
    ['lets a healthy release through', { ok: 100, failed: 0 }, 'Succeeded', 'v1.1.0'],
    ['takes a release back that nobody asks anything, as it says', { ok: 0, failed: 0 }, 'Failed', 'v1.0.0'],
  ])('%s', { timeout: 240_000 }, async (_, answers, phase, wanted) => {
    await using flagger = await startFlagger();
    expect(await flagger.release('v1.1.0', answers)).toBe(phase);
    expect(await flagger.versionOf('shop-primary')).toBe(wanted);
  });

  test('is told by the script to go back at once', { timeout: 240_000 }, async () => {
    await using flagger = await startFlagger();
    const { space, versionOf } = flagger;
    expect(await flagger.release('v1.1.0', { ok: 100, failed: 0 })).toBe('Succeeded');
    const path = join(space.project.folder, 'runbooks/rollback/shop/flagger-to-version.sh');
    const script = space.project.write('to.sh', `IMAGE=${image} exec bash ${path} "$1"\n`);
    const none = await space.script(script, 'v9.9.9');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining(`no template with ${image}:v9.9.9`)]);
    expect(await space.script(script, 'v1.0.0')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('all of its pods are available'),
    });
    expect([await versionOf('shop-primary'), await versionOf('shop')]).toEqual(['v1.0.0', 'v1.0.0']);
    expect(await space.get('canary/shop')).toMatchObject({ spec: { skipAnalysis: false } });
  });
});
