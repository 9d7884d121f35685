import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendHttpRequest } from '../../src/adapters/http-request.ts';
import { httpExecutor } from '../../src/executors/http.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { execution } from './execution.ts';
import { type AnswerServer, httpAction, startAnswerServer } from './http-server.ts';

let server: AnswerServer;
let url: string;

beforeAll(async () => {
  server = await startAnswerServer();
  url = server.url;
});

afterAll(() => server[Symbol.asyncDispose]());

function send(script: string, changes: Partial<ActionOf<'http'>> = {}, variables: Record<string, string> = {}) {
  const { context, printed, stop } = execution(script, { SERVICE_URL: url, ...variables });
  return { ended: httpExecutor(sendHttpRequest).execute(httpAction(changes), context), printed, stop };
}

function failedWith(message: string, rest: object = {}) {
  return { outcome: 'failed', message, outputs: {}, notes: [], ...rest };
}

describe('an answer', () => {
  test('is shown with its status, what its headers tell, and its body', async () => {
    const { ended, printed } = send('GET $SERVICE_URL/down', { expectStatus: 503 });
    expect(await ended).toEqual({ outcome: 'succeeded', outputs: {}, captured: 'no database\n', notes: [] });
    expect(printed).toEqual({
      stdout: 'HTTP 503 Service Unavailable\ncontent-type: text/plain\n\nno database\n',
      stderr: '',
    });
  });

  test('passes on any 2xx', async () => {
    const { ended, printed } = send('GET $SERVICE_URL/empty');
    expect(await ended).toEqual({ outcome: 'succeeded', outputs: {}, captured: '', notes: [] });
    expect(printed.stdout).toBe('HTTP 204 No Content\n');
  });

  test('that is not the expected one is named with both', async () => {
    const captured = { captured: 'no database\n' };
    expect(await send('GET $SERVICE_URL/down').ended).toEqual(
      failedWith(`GET ${url}/down answered 503 Service Unavailable, 2xx expected`, captured),
    );
    expect(await send('GET $SERVICE_URL/down', { expectStatus: 200 }).ended).toEqual(
      failedWith(`GET ${url}/down answered 503 Service Unavailable, 200 expected`, captured),
    );
    expect((await send('GET $SERVICE_URL/empty?token=hush', { expectStatus: 200 }).ended).message).toBe(
      `GET ${url}/empty?... answered 204 No Content, 200 expected`,
    );
  });

  test('must hold the text that is expected', async () => {
    expect((await send('GET $SERVICE_URL/echo', { expectBody: '"GET /echo"' }).ended).outcome).toBe('succeeded');
    expect((await send('GET $SERVICE_URL/echo', { expectBody: 'v1.1.0' }).ended).message).toBe(
      `GET ${url}/echo answered 200 OK, but its body does not hold "v1.1.0"`,
    );
  });

  test('larger than 1 MB is read to its end and kept up to there', async () => {
    const { ended, printed } = send('GET $SERVICE_URL/big');
    expect((await ended).captured?.length).toBe(1024 * 1024);
    expect(printed.stdout.endsWith('xx\n(2097152 more bytes are not kept)\n')).toBe(true);
  });

  test('that is no text is counted', async () => {
    const { ended, printed } = send('GET $SERVICE_URL/binary');
    expect((await ended).captured).toBe('');
    expect(printed.stdout).toBe('HTTP 200 OK\ncontent-type: image/png\n\n(5 bytes that are no text)\n');
  });
});

describe('a redirect', () => {
  test('of a GET is followed and said', async () => {
    const { outcome, notes, captured } = await send('GET $SERVICE_URL/moved').ended;
    expect({ outcome, notes, line: JSON.parse(captured ?? '').line }).toEqual({
      outcome: 'succeeded',
      notes: [`a redirect (302) led to ${url}/echo?...`],
      line: 'GET /echo?moved',
    });
  });

  test('of a POST is not followed', async () => {
    expect(await send('POST $SERVICE_URL/moved', { effect: 'write' }).ended).toEqual(
      failedWith(`POST ${url}/moved answered 302 Found, 2xx expected`, {
        captured: '',
        notes: ['the redirect to /echo?moved was not followed'],
      }),
    );
  });

  test('that is expected is not followed', async () => {
    expect((await send('GET $SERVICE_URL/moved', { expectStatus: 302 }).ended).outcome).toBe('succeeded');
  });

  test('in a circle ends after five', async () => {
    const { message, notes } = await send('GET $SERVICE_URL/loop').ended;
    expect([message, notes.length]).toEqual([`GET ${url}/loop answered 302 Found, 2xx expected`, 5]);
  });
});

describe('no answer', () => {
  test('a refused connection is told in plain words', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' ? address?.port : 0;
    closed.close();
    await once(closed, 'close');
    expect(await send(`GET http://127.0.0.1:${port}/health`).ended).toEqual(
      failedWith(`GET http://127.0.0.1:${port}/health: connection refused (ECONNREFUSED)`),
    );
  });

  test('a server that speaks no TLS is told as such', async () => {
    const secure = url.replace('http:', 'https:');
    const { message } = await send(`GET ${secure}/health`).ended;
    expect(message).toBe(`GET ${secure}/health: the server does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)`);
  });

  test('its limit ends it as a timeout', async () => {
    expect(await send('GET $SERVICE_URL/never', { timeoutMs: 1_000 }).ended).toEqual(
      failedWith(`GET ${url}/never: no whole answer within 0:01`, { outcome: 'timeout' }),
    );
  });

  test('a responder ends it, and what the server did stays open', async () => {
    const before = server.waiting.length;
    const { ended, stop } = send('POST $SERVICE_URL/never', { effect: 'write' });
    while (server.waiting.length === before) await new Promise(setImmediate);
    stop('responder');
    expect(await ended).toEqual(
      failedWith(`POST ${url}/never: stopped by the responder; whether the server acted on it is not known`, {
        outcome: 'stopped',
      }),
    );
  });
});
