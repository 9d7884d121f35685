import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startInTerminal } from '../cli/terminal-run.ts';
import { node, program } from '../cli/unattended-project.ts';
import { lookForProgram } from '../integration/look-for-program.ts';
import { findPrograms } from './build-programs.ts';
import { cluster, createNamespace, kubectlProgram, type Namespace } from './namespace.ts';
import { type Payments, type Place, startPayments, writeRunbook } from './payments.ts';
import { startCluster } from './start-cluster.ts';
import { app } from './workloads.ts';

const registry = lookForProgram('docker-registry');
const programs = findPrograms();

/** Passes everything on to a server, and counts who came. */
interface Gate extends AsyncDisposable {
  readonly url: string;
  readonly counts: { connections: number };
}

async function startGate(server: URL): Promise<Gate> {
  const counts = { connections: 0 };
  const gate = createServer((socket) => {
    counts.connections += 1;
    const through = connect(Number(server.port), server.hostname);
    for (const one of [socket, through]) one.on('error', () => undefined);
    socket.pipe(through).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    counts,
    url: `https://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      gate.close();
    },
  };
}

describe.skipIf(cluster.isMissing || registry.isMissing || 'missing' in programs)(
  `the runbook of payment-processor, on a cluster, a registry and a database${cluster.note}${registry.note}`,
  () => {
    let stack: AsyncDisposableStack;
    let space: Namespace;
    let first: Gate;
    let payments: Readonly<Record<'production' | 'staging', Payments>>;
    let places: Readonly<Record<'production' | 'staging', Place>>;
    let env: Readonly<Record<string, string>>;

    beforeAll(async () => {
      if ('missing' in programs) throw new Error(programs.missing);
      stack = new AsyncDisposableStack();
      space = stack.use(await createNamespace());
      const second = stack.use(await startCluster(programs));
      const config = JSON.parse(await space.kubectl('config', 'view', '--raw', '--output', 'json'));
      const other = JSON.parse(readFileSync(second.kubeconfig, 'utf8'));
      first = stack.use(await startGate(new URL(config.clusters[0].cluster.server)));
      const clusters = [
        { name: 'production', cluster: { ...config.clusters[0].cluster, server: first.url } },
        { name: 'staging', cluster: other.clusters[0].cluster },
      ];
      const contexts = clusters.map(({ name }) => ({ name, context: { cluster: name, user: name } }));
      const users = [config, other].map((one, index) => ({ name: clusters[index]?.name, user: one.users[0].user }));
      // Where the person happens to be logged in is the one that they do not mean.
      const both = { ...config, clusters, contexts, users, 'current-context': 'production' };
      const file = space.project.write('kubeconfig.json', JSON.stringify(both));
      places = {
        production: { context: 'production', server: first.url, namespace: space.name, kubectl: space.kubectl },
        staging: {
          ...{ context: 'staging', server: other.clusters[0].cluster.server, namespace: 'default' },
          kubectl: async (...args) => second.run(...args),
        },
      };
      payments = {
        production: stack.use(await startPayments(places.production, space.project.write)),
        staging: stack.use(await startPayments(places.staging, space.project.write)),
      };
      writeRunbook(space.project.folder, places, payments);
      space.project.standIn('runbook', `exec ${node} ${program} "$@"`);
      space.project.standIn('kubectl', `exec ${kubectlProgram()} "$@"`);
      env = { KUBECONFIG: file, PGPASSWORD: 'of-the-role-rollback' };
    });

    afterAll(() => stack.disposeAsync());

    const run = (environment: 'production' | 'staging', migration: 'yes' | 'no') => {
      const answered = {
        ...(environment === 'production' ? { environment } : {}),
        'prerequisites.the-incident-channel-knows-that-a-rollback-begins': 'yes',
        'roll-back-configuration': 'yes',
        'roll-back-database-migration': migration,
        ...(migration === 'yes' ? { 'roll-back-database-migration.1': environment } : {}),
        'success-criteria.error-rate-1': 'yes',
        'success-criteria.response-time-p95-threshold': 'yes',
      };
      const answers = Object.entries(answered).flatMap(([name, answer]) => ['--answer', `${name}=${answer}`]);
      const flags = ['--env', environment, '--no-input', '--yes-to', 'writes', '--set', 'version=v1.1.0'];
      const option = ['--option', 'roll-back-application=A'];
      return space.project.run(['run', `runbooks/rollback/${app}.md`, ...flags, ...option, ...answers], { env });
    };
    const stateIn = async ({ kubectl }: Place) => {
      const { items } = JSON.parse(
        await kubectl('get', `deployment/${app}`, `configmap/${app}-config`, '--output', 'json'),
      );
      const [{ spec }, { data }] = items;
      return { image: spec.template.spec.containers[0].image, timeout: data.GATEWAY_TIMEOUT_MS };
    };
    const schemaIn = async ({ database }: Payments) => {
      const client = new pg.Client(`postgresql://${database}`);
      await client.connect();
      const columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'payments' ORDER BY 1";
      const names = (await client.query(columns)).rows.map(({ column_name: name }) => name);
      await client.end();
      return names;
    };

    test('with another environment touches nothing of this one, wherever the person is logged in', async () => {
      const versionsOf = async () => JSON.parse(await space.kubectl('get', 'all,configmaps', '--output', 'json')).items;
      const before = await versionsOf();
      const connections = first.counts.connections;
      const ended = await run('staging', 'no');
      expect([ended.stderr, ended.code, ended.stdout]).toEqual([
        '',
        0,
        expect.stringContaining('criteria: 5 of 5 met; SUCCEEDED'),
      ]);
      expect(first.counts.connections).toBe(connections);
      expect(await versionsOf()).toEqual(before);
      expect(await stateIn(places.staging)).toEqual({ image: `${payments.staging.image}:v1.1.0`, timeout: '5000' });
      expect(await stateIn(places.production)).toEqual({ image: `${payments.production.image}:v1.1.1`, timeout: '50' });
    });

    test('shows before the start who would take it back, and a person may leave', async () => {
      const labels = ['kustomize.toolkit.fluxcd.io/name=apps', 'kustomize.toolkit.fluxcd.io/namespace=flux-system'];
      await space.kubectl('label', `deployment/${app}`, ...labels);
      const args = ['run', `runbooks/rollback/${app}.md`, '--env', 'production'];
      await using terminal = startInTerminal(space.project, args, { env });
      await terminal.press('The incident channel knows', 'y');
      const card = (await terminal.asks('LOOK')).replace(/\s+/g, ' ');
      expect(card).toContain("LOOK Flux's Kustomization flux-system/apps keeps deployment/payment-processor in sync");
      expect(card).toContain('proved');
      await terminal.press('[r] start', 'q');
      expect(await terminal.exitCode).toBe(2);
      await space.kubectl('label', `deployment/${app}`, ...labels.map((label) => label.replace(/=.*/, '-')));
    });

    test('brings the version, the configuration and the schema back, within the budget, and says so in its report', async () => {
      const connections = first.counts.connections;
      const ended = await run('production', 'yes');
      expect([ended.stderr, ended.code, ended.stdout]).toEqual([
        '',
        0,
        expect.stringContaining('criteria: 5 of 5 met; SUCCEEDED'),
      ]);
      expect(first.counts.connections).toBeGreaterThan(connections);
      expect(await stateIn(places.production)).toEqual({
        image: `${payments.production.image}:v1.1.0`,
        timeout: '5000',
      });
      expect(await schemaIn(payments.production)).toEqual(['amount', 'id']);
      expect(await schemaIn(payments.staging)).toEqual(['amount', 'id', 'refund_reason']);
      const digest = payments.production.digests.get('v1.1.0') ?? 'none';
      expect(ended.stdout).toContain(digest);
      expect(ended.stdout).not.toContain('and ran as');
      const report = await space.project.run(['report']);
      expect(report.code).toBe(0);
      expect(report.stdout).toMatch(/^# payment-processor: SUCCEEDED\n\n- \*\*Time:\*\* 0:\d\d of 5:00/);
      const { elapsedMs, verdict } = JSON.parse((await space.project.run(['report', '--format', 'json'])).stdout);
      expect([verdict, elapsedMs < 300_000]).toEqual(['within', true]);
    });
  },
);
