import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePorts } from '../free-ports.ts';
import { mutations } from '../unit/lint/manifest-mutations.ts';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { type OwnProcess, startProcess } from './own-process.ts';

const run = promisify(execFile);
const hasPrometheus = await run('prometheus', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPrometheus)
  process.stderr.write('NOT TESTED: the automatic rollback of the templates: no prometheus on PATH\n');

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
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('all of its pods are available') });
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
          space.project.write('fence.sh', `set -euo pipefail\nCOMPONENT=shop IMAGE=${image}\n${body}\n`),
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
      metrics.count('shop', hash, answers);
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

function deploymentOf(name: string, version: string) {
  const labels = { app: name };
  const container = { name, image: `registry.example.com/${name}:${version}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
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

async function comes<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 150_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} has not come`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
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

/** What a service would tell of its requests, and a Prometheus that asks it once a second. */
interface Metrics extends AsyncDisposable {
  readonly prometheus: string;
  /** So many answers of each kind a second from now on. */
  count(app: string, hash: string, answers: { readonly ok: number; readonly failed: number }): void;
}

async function startMetrics(folder: string): Promise<Metrics> {
  const { service, web } = await freePorts(['service', 'web']);
  let counted: { app: string; hash: string; ok: number; failed: number; beganMs: number } | undefined;
  const server: Server = createServer((_, response) => {
    if (counted === undefined || counted.ok + counted.failed === 0) return response.end('');
    const { app, hash, ok, failed, beganMs } = counted;
    const seconds = (Date.now() - beganMs) / 1_000;
    const line = (status: number, count: number) =>
      `http_requests_total{app="${app}",rollouts_pod_template_hash="${hash}",status="${status}"} ${Math.round(count * seconds)}\n`;
    return response.end(line(200, ok) + line(500, failed));
  });
  await once(server.listen(service, '127.0.0.1'), 'listening');
  const config = {
    global: { scrape_interval: '1s' },
    scrape_configs: [{ job_name: 'service', static_configs: [{ targets: [`127.0.0.1:${service}`] }] }],
  };
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, JSON.stringify(config));
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${web}`,
  ];
  const own: OwnProcess = startProcess('prometheus', args, join(folder, 'prometheus.log'));
  const prometheus = `http://127.0.0.1:${web}`;
  await comes('Prometheus', async () => {
    if (own.hasEnded()) throw new Error(own.log());
    return await fetch(`${prometheus}/-/ready`).then(
      ({ ok }) => (ok ? true : undefined),
      () => undefined,
    );
  });
  return {
    prometheus,
    count: (app, hash, answers) => {
      counted = { app, hash, ...answers, beganMs: Date.now() };
    },
    async [Symbol.asyncDispose]() {
      await own.stop();
      server.close();
    },
  };
}
