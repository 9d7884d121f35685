import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createSocketServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateKubeconfig } from '../../src/adapters/kubeconfig.ts';
import { proveCluster } from '../../src/adapters/kubernetes.ts';
import { proveDatabase } from '../../src/adapters/postgres.ts';
import { type ProvedTarget, sameTarget } from '../../src/adapters/target.ts';
import { hasRealPostgres, startPostgres, startReplica, type TestServer } from '../postgres/start-postgres.ts';

const never = new AbortController().signal;

describe('a database', () => {
  let server: TestServer;
  let systemIdentifier: string;

  beforeAll(async () => {
    server = await startPostgres();
    const client = new pg.Client(server.url);
    await client.connect();
    const { rows } = await client.query('SELECT system_identifier::text AS id FROM pg_control_system()');
    systemIdentifier = rows[0]?.id;
    await client.query('CREATE ROLE limited LOGIN; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC');
    await client.end();
  });

  afterAll(() => server[Symbol.asyncDispose]());

  function target(changes: object = {}) {
    return {
      kind: 'database',
      name: 'postgres',
      host: `127.0.0.1:${server.port}`,
      systemIdentifier,
      role: 'primary',
      ...changes,
    };
  }

  test('says who it is', async () => {
    expect(await proveDatabase(server.url, undefined, never)).toEqual({
      outcome: 'proved',
      target: target(),
      detail: expect.stringMatching(/^PostgreSQL \d+\.\d+, primary$/),
    });
  });

  test('is proved when it is what the runbook expects', async () => {
    const expected = { host: '127.0.0.1', name: 'postgres', systemIdentifier };
    expect((await proveDatabase(server.url, expected, never)).outcome).toBe('proved');
    expect((await proveDatabase(server.url, { host: `127.0.0.1:${server.port}` }, never)).outcome).toBe('proved');
  });

  test.each([
    [{ name: 'payments' }, 'the database is postgres, payments is expected'],
    [{ systemIdentifier: '7' }, /^the system identifier is \d+, 7 is expected$/],
    [{ host: 'db-1' }, /^the host is 127\.0\.0\.1:\d+, db-1 is expected$/],
  ])('is another one than expected: %j', async (expected, detail) => {
    expect(await proveDatabase(server.url, expected, never)).toEqual({
      outcome: 'changed',
      target: target(),
      detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
    });
  });

  test.runIf(hasRealPostgres)('that keeps its identifier from the role is proved by name, host and role', async () => {
    const url = server.url.replace('postgres@', 'limited@');
    expect(await proveDatabase(url, undefined, never)).toMatchObject({
      outcome: 'proved',
      target: target({ systemIdentifier: 'unknown' }),
    });
  });

  test('that is not there is unreachable, its password unsaid', async () => {
    const proof = await proveDatabase('postgresql://mira:hush-hush@127.0.0.1:1/payments', undefined, never);
    expect(proof).toEqual({
      outcome: 'unreachable',
      detail: 'cannot connect to postgresql://mira:[secret]@127.0.0.1:1/payments: connection refused (ECONNREFUSED)',
    });
  });

  test('that says nothing is unreachable after 5 s', async () => {
    await using silent = await silentServer();
    const url = `postgresql://postgres@127.0.0.1:${silent.port}/postgres`;
    expect(await proveDatabase(url, undefined, never)).toEqual({
      outcome: 'unreachable',
      detail: 'no answer within 5 s',
    });
  });

  test.runIf(hasRealPostgres)('that follows another one is a replica, and not the same target', async () => {
    await using replica = await startReplica(server);
    const [primary, standby] = [
      await proveDatabase(server.url, undefined, never),
      await proveDatabase(replica.url, undefined, never),
    ];
    expect(standby).toMatchObject({ outcome: 'proved', target: { systemIdentifier, role: 'replica' } });
    if (primary.outcome !== 'proved' || standby.outcome !== 'proved') throw new Error('both were proved');
    expect([sameTarget(primary.target, primary.target), sameTarget(primary.target, standby.target)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a cluster', () => {
  let folder: string;
  let api: Server;
  let server: string;
  let status = 200;
  let seen: (string | undefined)[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-cluster-'));
    const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
    const subject = ['-subj', '/CN=api', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
    execFileSync('openssl', [...args, ...subject], { stdio: 'ignore' });
    api = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, version).listen(0, '127.0.0.1');
    await once(api, 'listening');
    const address = api.address();
    server = typeof address === 'object' && address !== null ? `https://127.0.0.1:${address.port}` : '';
  });

  afterAll(async () => {
    api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function version(request: IncomingMessage, response: ServerResponse): void {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(status === 200 ? '{ "major": "1", "gitVersion": "v1.34.4" }' : '{}');
  }

  async function kubeconfig(changes: { cluster?: object; user?: object } = {}): Promise<string> {
    const file = join(folder, 'config');
    const cluster = { server, 'certificate-authority': 'tls.crt', ...changes.cluster };
    const user = changes.user ?? { token: 'let-me-in' };
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'staging',
        contexts: [{ name: 'staging', context: { cluster: 'pay', user: 'mira', namespace: 'payments' } }],
        clusters: [{ name: 'pay', cluster }],
        users: [{ name: 'mira', user }],
      }),
    );
    return (await privateKubeconfig({ source: [file], into: mkdtempSync(join(folder, 'run-')) })).file;
  }

  async function prove(changes: { cluster?: object; user?: object } = {}) {
    seen = [];
    return proveCluster(await kubeconfig(changes), never);
  }

  test('is proved by its own answer, asked with the credentials of the file', async () => {
    status = 200;
    expect(await prove()).toEqual({
      outcome: 'proved',
      target: { kind: 'kubernetes', server, namespace: 'payments' },
      detail: 'Kubernetes v1.34.4',
    });
    expect(seen).toEqual(['GET /version Bearer let-me-in']);
  });

  test('takes credentials from a plugin', async () => {
    status = 200;
    const plugin = join(folder, 'login');
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'fresh' },
    };
    writeFileSync(plugin, `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`, { mode: 0o755 });
    const exec = { apiVersion: credential.apiVersion, command: './login', interactiveMode: 'Never' };
    expect((await prove({ user: { exec } })).outcome).toBe('proved');
    expect(seen).toEqual(['GET /version Bearer fresh']);
  });

  test.each([
    [401, 'the server does not accept the credentials (401)'],
    [403, 'the server does not let these credentials ask for its version (403)'],
    [503, 'the server answered 503'],
    [204, 'the server answered 204'],
  ])('that answers %i is not proved', async (answered, detail) => {
    status = answered;
    expect(await prove()).toMatchObject({ outcome: 'unreachable', detail });
  });

  test('with a certificate that the file does not know is not proved', async () => {
    status = 200;
    const proof = await prove({ cluster: { 'certificate-authority': undefined } });
    expect(proof).toMatchObject({
      outcome: 'unreachable',
      detail: 'the certificate is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    expect(seen).toEqual([]);
  });

  test('that is not there is unreachable, and named', async () => {
    const gone = await silentServer();
    await gone[Symbol.asyncDispose]();
    const closed = `https://127.0.0.1:${gone.port}`;
    expect(await prove({ cluster: { server: closed } })).toEqual({
      outcome: 'unreachable',
      target: { kind: 'kubernetes', server: closed, namespace: 'payments' },
      detail: 'connection refused (ECONNREFUSED)',
    });
  });

  test('that says nothing is unreachable after 5 s', async () => {
    await using silent = await silentServer();
    const proof = await prove({ cluster: { server: `https://127.0.0.1:${silent.port}` } });
    expect(proof).toMatchObject({ outcome: 'unreachable', detail: 'no answer within 5 s' });
  });
});

describe('the same target', () => {
  const cluster: ProvedTarget = { kind: 'kubernetes', server: 'https://api.example.com', namespace: 'payments' };
  const database: ProvedTarget = {
    kind: 'database',
    name: 'payments',
    host: 'db-1:5432',
    systemIdentifier: '7',
    role: 'primary',
  };

  test.each<[string, ProvedTarget, ProvedTarget, boolean]>([
    ['a server written in another way', cluster, { ...cluster, server: 'https://API.example.com:443/' }, true],
    ['another server', cluster, { ...cluster, server: 'https://api2.example.com' }, false],
    ['another namespace', cluster, { ...cluster, namespace: 'default' }, false],
    ['a cluster and a database', cluster, database, false],
    ['another address of the same database', database, { ...database, host: '10.0.0.7:5432' }, true],
    ['another server at the same address', database, { ...database, systemIdentifier: '8' }, false],
    ['another database of the server', database, { ...database, name: 'ledger' }, false],
    ['a primary that became a replica', database, { ...database, role: 'replica' }, false],
    ['an unknown server at the same address', database, { ...database, systemIdentifier: 'unknown' }, true],
    ['an unknown server elsewhere', database, { ...database, systemIdentifier: 'unknown', host: 'db-2:5432' }, false],
  ])('%s', (_, a, b, same) => {
    expect([sameTarget(a, b), sameTarget(b, a)]).toEqual([same, same]);
  });
});

/** Takes connections and never answers. */
async function silentServer(): Promise<AsyncDisposable & { port: number }> {
  const silent = createSocketServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      silent.close();
    },
  };
}
