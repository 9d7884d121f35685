import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { hasRealPostgres, startPostgres } from '../postgres/start-postgres.ts';
import { startRegistry } from '../registry/registry.ts';
import { app, deployment, type Made } from './workloads.ts';

/** Where one environment of the runbook leads to on this machine. */
export interface Place {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
}

/** All that the runbook of payment-processor needs, for one environment: a registry, a database, and the service itself. */
export interface Payments extends AsyncDisposable {
  /** The image without a tag. */
  readonly image: string;
  /** By version. */
  readonly digests: ReadonlyMap<string, string>;
  readonly database: string;
  readonly service: string;
}

const versions = ['v1.0.0', 'v1.1.0', 'v1.1.1'] as const;
const broken = 'v1.1.1';

/** Two versions that worked, then one that does not: it crashes, and it has changed configuration and schema. */
export async function startPayments(
  { kubectl }: Place,
  write: (name: string, text: string) => string,
): Promise<Payments> {
  await using started = new AsyncDisposableStack();
  const registry = started.use(await startRegistry());
  const digests = new Map<string, string>();
  for (const version of versions)
    digests.set(version, await registry.push(app, version, { layers: ['base', `layer of ${version}`] }));
  const database = started.use(await startPostgres());
  await makeSchema(database.url);
  const image = `${registry.address}/${app}`;
  const apply = async (...objects: readonly object[]) => {
    const file = write('released.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    await kubectl('apply', '-f', file);
  };
  for (const version of versions) {
    await apply(configurationOf(version), released(image, version, digests.get(version) ?? ''));
    if (version !== broken) await kubectl('rollout', 'status', `deployment/${app}`, '--timeout=60s');
  }
  const service = started.use(await startService(kubectl));
  const { port, kind } = database;
  const all = started.move();
  return {
    ...{ image, digests },
    database: kind === 'pglite' ? `postgres@127.0.0.1:${port}/postgres` : `rollback@127.0.0.1:${port}/payments`,
    service: service.url,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function released(image: string, version: string, digest: string): object {
  const more: Partial<Made> = version === broken ? { stuck: 'CrashLoopBackOff' } : {};
  const annotations = { 'kubernetes.io/change-cause': `release ${version}` };
  const container = { envFrom: [{ configMapRef: { name: `${app}-config` } }] };
  const made = deployment({ image: `${image}:${version}`, digest, annotations, container, ...more });
  return withPodLabel(made);
}

/** kubectl finds its pods and ReplicaSets by it. */
function withPodLabel(made: object): object {
  return { ...made, metadata: { ...(made as { metadata: object }).metadata, labels: { app } } };
}

function configurationOf(version: string): object {
  const data = { GATEWAY_TIMEOUT_MS: version === broken ? '50' : '5000', VERSION: version };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${app}-config` }, data };
}

async function makeSchema(url: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  if (hasRealPostgres) {
    await admin.query('CREATE ROLE rollback SUPERUSER LOGIN');
    await admin.query('CREATE DATABASE payments OWNER rollback');
  }
  await admin.end();
  const own = hasRealPostgres
    ? new pg.Client(url.replace('postgres@', 'rollback@').replace(/postgres$/, 'payments'))
    : new pg.Client(url);
  await own.connect();
  await own.query(`
    CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
    CREATE TABLE payments (id serial PRIMARY KEY, amount integer NOT NULL, refund_reason text);
    INSERT INTO payments (amount, refund_reason) SELECT n, CASE WHEN n <= 37 THEN 'reason ' || n END FROM generate_series(1, 100) AS n;
    INSERT INTO migrations (timestamp, name) VALUES
      (1763000000000, 'AddPaymentStatusIndex1763000000000'), (1763864112000, 'AddRefundReason1763864112000');`);
  await own.end();
}

interface Service extends AsyncDisposable {
  readonly url: string;
}

/** What would answer in the pods, where kwok starts none: healthy as soon as all of them are ready. */
async function startService(kubectl: Place['kubectl']): Promise<Service> {
  const ready = '--output=jsonpath={.items[*].status.containerStatuses[0].ready}';
  const server = createServer((_, response) => {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    kubectl('get', 'pods', `--selector=app=${app}`, ready).then(
      (text) => (/^true( true)*$/.test(text) ? answer(200, 'ok\n') : answer(503, `pods are ready: ${text}\n`)),
      (error: unknown) => answer(500, String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const source = join(import.meta.dirname, '../../runbooks/rollback/payment-processor.md');

/** The runbook as it is, but for the addresses of its environments; and beside it the configuration of each version. */
export function writeRunbook(
  folder: string,
  places: Readonly<Record<'staging' | 'production', Place>>,
  payments: Readonly<Record<'staging' | 'production', Payments>>,
): string {
  let text = readFileSync(source, 'utf8');
  const replace = (from: string, by: string) => {
    if (!text.includes(from)) throw new Error(`the runbook does not hold ${from} any more`);
    text = text.replace(from, by);
  };
  for (const [name, short] of [
    ['staging', '.pay-stg'],
    ['production', '.pay'],
  ] as const) {
    const place = places[name];
    const { service, image } = payments[name];
    const [user = '', host = '', port = '', database = ''] = payments[name].database.split(/[@:/]/);
    replace(
      `{ context: ${name}, server: "https://api.pay-${name === 'staging' ? 'stg' : 'prod'}.example.com:6443", namespace: ${name} }`,
      `{ context: ${place.context}, server: "${place.server}", namespace: ${place.namespace} }`,
    );
    replace(`host: db-1${short}.example.com, name: payments`, `host: ${host}, name: ${database}`);
    replace(`rollback@db-1${short}.example.com:5432/payments`, `${user}@${host}:${port}/${database}`);
    replace(`https://payment-processor${name === 'staging' ? '.stg' : ''}.example.com`, service);
    replace('IMAGE: registry.example.com/payment-processor\n', `IMAGE: ${image}\n`);
  }
  mkdirSync(join(folder, 'runbooks/rollback/config'), { recursive: true });
  for (const version of versions)
    writeFileSync(
      join(folder, `runbooks/rollback/config/${app}-${version}.yaml`),
      JSON.stringify(configurationOf(version)),
    );
  const file = join(folder, `runbooks/rollback/${app}.md`);
  writeFileSync(file, text);
  return file;
}
