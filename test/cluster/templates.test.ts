import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mutations } from '../unit/lint/manifest-mutations.ts';
import { comes, hasPrometheus, type Metrics, startMetrics } from './metrics.ts';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { deploymentOf } from './plain-deployment.ts';

describe.skipIf(cluster.isMissing)(`what runbook new writes${cluster.note}`, () => {
  let space: Namespace;

  beforeEach(async () => {
    space = await createNamespace();
  });

  afterEach(() => space[Symbol.asyncDispose]());

  const make = async (name: string, ...args: readonly string[]) => {
    const made = await space.project.run(['new', 'rollback', name, '--yes', ...args]);
    expect(made.code).toBe(0);
    return join(space.project.folder, 'runbooks/rollback', name);
  };
  const strictly = (file: string) => space.kubectl('apply', '--dry-run=server', '--validate=strict', '-f', file);

  test.each(['shop', 'pay-api', 'a1'])('is taken by a strict API server: %s', async (name) => {
    const folder = await make(name, '--trigger', 'argo', '--image', 'registry.example.com/x');
    expect(await strictly(join(folder, 'rollout.yaml'))).toContain(
      `rollout.argoproj.io/${name} created (server dry run)`,
    );
    await make(name, '--trigger', 'flagger');
    expect(await strictly(join(folder, 'canary.yaml'))).toContain(
      `canary.flagger.app/${name} created (server dry run)`,
    );
  });

  test('is taken with the pods of the Deployment that is there', async () => {
    space.project.write('k8s/shop.yaml', JSON.stringify(deploymentOf('shop', 'v1.0.0')));
    const folder = await make('shop', '--trigger', 'argo');
    expect(readFileSync(join(folder, 'rollout.yaml'), 'utf8')).toContain('image: registry.example.com/shop:v1.0.0');
    expect(await strictly(join(folder, 'rollout.yaml'))).toContain('rollout.argoproj.io/shop created (server dry run)');
  });

  test('judges as the server does, change by change', { timeout: 180_000 }, async () => {
    const refusing = new Set(['manifest-schema', 'manifest-syntax', 'analysis-condition-in-rollout']);
    const wrong: string[] = [];
    for (const [text, before, after, wanted] of mutations) {
      const file = space.project.write('changed.yaml', text.replace(before, after));
      const isTaken = await strictly(file).then(
        () => true,
        () => false,
      );
      const isJudgedRight = isTaken === !(wanted !== undefined && refusing.has(wanted));
      if (!isJudgedRight) wrong.push(`${before} -> ${after}: ${isTaken ? 'taken' : 'refused'} by the server`);
    }
    expect(wrong).toEqual([]);
  });

  test('puts a ConfigMap back, and restarts what reads it', async () => {
    const folder = await make('shop', '--namespace', space.name);
    const configMap = (level: string) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop-config' }, data: { level } });
    space.project.write('runbooks/rollback/shop/config/shop-v1.0.0.yaml', configMap('info'));
    space.project.write('runbooks/rollback/shop/config/shop-v1.1.0.yaml', configMap('debug'));
    await space.apply(deploymentOf('shop', 'v1.1.0'));
    await space.kubectl('apply', '-f', join(folder, 'config/shop-v1.1.0.yaml'));
    await space.kubectl('rollout', 'status', 'deployment/shop', '--timeout=60s');
    const back = await space.script(join(folder, 'rollback-config.sh'), 'v1.0.0');
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('shop-config configured') });
    const restarted = { 'kubectl.kubernetes.io/restartedAt': expect.stringContaining('T') };
    expect(await space.get('deployment/shop')).toMatchObject({
      spec: { template: { metadata: { annotations: restarted } } },
    });
    expect(await space.get('configmap/shop-config')).toMatchObject({ data: { level: 'info' } });
    const again = await space.script(join(folder, 'rollback-config.sh'), 'v9.9.9');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('shop-v1.0.0.yaml')]);
  });

  test.each(['deployment', 'statefulset', 'daemonset', 'rollout'])(
    'finds the versions of a %s, and breaks it for a drill',
    async (kind) => {
      const image = 'registry.example.com/shop';
      await make('shop', '--workload', `${kind}/shop`, '--container', 'main', '--image', image);
      const deploy = (version: string) => space.apply(workloadOf(kind, `${image}:${version}`));
      const fence = async (id: string) => {
        const text = space.project.read('runbooks/rollback/shop.md');
        const body = new RegExp(`\\{id=${id} [^\\n]*\\n([\\s\\S]*?)\\n\`\`\``).exec(text)?.[1] ?? 'exit 99';
        return await space.script(
          space.project.write('fence.sh', `set -euo pipefail\nSELECTOR=app=shop IMAGE=${image}\n${body}\n`),
        );
      };
      await deploy('v1.0.0');
      expect(await space.runbook('app', 'wait', `${kind}/shop`, '--timeout', '60s')).toMatchObject({ code: 0 });
      await deploy('v1.1.0');
      expect(await space.runbook('app', 'wait', `${kind}/shop`, '--timeout', '60s')).toMatchObject({ code: 0 });
      expect(await fence('list-versions')).toMatchObject({ code: 0, stdout: 'v1.0.0\n' });
      expect(await fence('running-version')).toMatchObject({ code: 0, stdout: 'v1.1.0\n' });
      expect(await fence('may-change')).toMatchObject({ code: 0, stdout: 'yes\n' });
      expect(await fence('break-it')).toMatchObject({ code: 0 });
      expect(await fence('running-version')).toMatchObject({ code: 0, stdout: 'v0.0.0-broken\n' });
    },
  );

  describe.skipIf(!hasPrometheus)('for Argo Rollouts, with a Prometheus', () => {
    let metrics: Metrics;

    beforeEach(async () => {
      metrics = await startMetrics(space.project.folder);
    });

    afterEach(() => metrics[Symbol.asyncDispose]());

    test.each([
      ['rolls a release back that fails', { ok: 1, failed: 9 }, 'v1.0.0'],
      ['lets a healthy release through', { ok: 100, failed: 0 }, 'v1.1.0'],
      ['lets a release through that nobody asks anything', { ok: 0, failed: 0 }, 'v1.1.0'],
    ])('%s', { timeout: 240_000 }, async (_, answers, wanted) => {
      const image = 'registry.example.com/shop';
      const folder = await make('shop', '--trigger', 'argo', '--image', image, '--prometheus', metrics.prometheus);
      // The same rollout, in seconds instead of minutes.
      const text = readFileSync(join(folder, 'rollout.yaml'), 'utf8')
        .replaceAll('duration: 1m', 'duration: 6s')
        .replace('interval: 30s', 'interval: 3s')
        .replaceAll('[1m]', '[5s]')
        .replace(/ {10}readinessProbe:[\s\S]*?port: 8080\n/, '');
      const deploy = async (version: string) => {
        const file = space.project.write('rollout.yaml', text.replace(/(image: .*):v[\d.]+/, `$1:${version}`));
        await space.kubectl('apply', '--validate=strict', '-f', file);
      };
      await deploy('v1.0.0');
      expect(await space.runbook('app', 'wait', 'rollout/shop', '--timeout', '60s')).toMatchObject({ code: 0 });
      await deploy('v1.1.0');
      const hash = await canaryHash(space);
      metrics.count(`http_requests_total{app="shop",rollouts_pod_template_hash="${hash}"`, answers);
      const end = await endOfRelease(space);
      expect({ ...end, running: await runningVersions(space) }).toEqual({
        isAborted: wanted === 'v1.0.0',
        running: [wanted],
      });
    });
  });
});

/** Of the kind, with what that kind alone needs. */
function workloadOf(kind: string, image: string) {
  const labels = { app: 'shop' };
  const strategies: Readonly<Record<string, readonly [string, string, object]>> = {
    deployment: ['apps/v1', 'Deployment', { replicas: 1 }],
    statefulset: ['apps/v1', 'StatefulSet', { replicas: 1, serviceName: 'shop' }],
    daemonset: ['apps/v1', 'DaemonSet', {}],
    rollout: ['argoproj.io/v1alpha1', 'Rollout', { replicas: 1, strategy: { canary: {} } }],
  };
  const [apiVersion, name, more] = strategies[kind] ?? ['', '', {}];
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } };
  return {
    ...{ apiVersion, kind: name, metadata: { name: 'shop' } },
    spec: { selector: { matchLabels: labels }, template, ...more },
  };
}

interface RolloutStatus {
  readonly status?: {
    readonly abort?: boolean;
    readonly phase?: string;
    readonly stableRS?: string;
    readonly currentPodHash?: string;
  };
}

/** The pods of the release that is tried. */
function canaryHash(space: Namespace): Promise<string> {
  return comes('a canary', async () => {
    const { status } = (await space.get('rollout/shop')) as RolloutStatus;
    const { stableRS, currentPodHash } = status ?? {};
    return stableRS !== undefined && currentPodHash !== stableRS ? currentPodHash : undefined;
  });
}

function endOfRelease(space: Namespace): Promise<{ readonly isAborted: boolean }> {
  return comes('the end of the release', async () => {
    const { status } = (await space.get('rollout/shop')) as RolloutStatus;
    if (status?.abort === true) return { isAborted: true };
    return status?.phase === 'Healthy' && status.stableRS === status.currentPodHash ? { isAborted: false } : undefined;
  });
}

function runningVersions(space: Namespace): Promise<readonly string[]> {
  return comes('one version alone', async () => {
    const path = 'jsonpath={range .items[*]}{.spec.containers[0].image}{"\\n"}{end}';
    const images = (await space.kubectl('get', 'pods', '--output', path)).trim().split('\n');
    const versions = [...new Set(images.map((image) => image.replace(/^.*:/, '')))];
    return versions.length === 1 ? versions : undefined;
  });
}
