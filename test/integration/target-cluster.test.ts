import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateKubeconfig } from '../../src/adapters/kubeconfig.ts';
import { proveCluster } from '../../src/adapters/kubernetes.ts';
import { createSelfSigned } from '../tls/self-signed.ts';
import { silentServer } from './silent-server.ts';

const never = new AbortController().signal;

describe('a cluster', () => {
  let folder: string;
  let api: Server;
  let server: string;
  let status = 200;
  let seen: (string | undefined)[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-cluster-'));
    const { key, certificate } = createSelfSigned('127.0.0.1');
    writeFileSync(join(folder, 'tls.crt'), certificate);
    api = createServer({ key, cert: certificate }, version).listen(0, '127.0.0.1');
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
