import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpExecutor } from '../../src/executors/http.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { execution } from './execution.ts';

let server: Server;
let url: string;
const waiting: ServerResponse[] = [];

beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  response.sendDate = false;
  if (path.startsWith('/echo')) return echo(request, response);
  if (path === '/down') return void response.writeHead(503, { 'content-type': 'text/plain' }).end('no database\n');
  if (path === '/moved') return void response.writeHead(302, { location: '/echo?moved' }).end();
  if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
  if (path === '/big') return void response.setHeader('content-type', 'text/plain').end('x'.repeat(3 * 1024 * 1024));
  if (path === '/binary') return void response.setHeader('content-type', 'image/png').end(Buffer.alloc(5));
  if (path === '/never') return void waiting.push(response);
  response.writeHead(204).end();
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { authorization, 'x-version': version } = request.headers;
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      line: `${request.method} ${request.url}`,
      authorization,
      version,
      body: Buffer.concat(chunks).toString(),
    }),
  );
}

function httpAction(changes: Partial<ActionOf<'http'>> = {}): ActionOf<'http'> {
  return {
    node: 'action',
    kind: 'http',
    id: '1',
    address: 'verify.1',
    named: false,
    role: 'forward',
    place: { line: 40, column: 1, endLine: 41, endColumn: 1 },
    language: 'http',
    source: '',
    effect: 'read',
    attempts: 1,
    never: false,
    background: false,
    interactive: false,
    ...changes,
  };
}

function send(script: string, changes: Partial<ActionOf<'http'>> = {}, variables: Record<string, string> = {}) {
  const { context, printed, stop } = execution(script, { SERVICE_URL: url, ...variables });
  return { ended: httpExecutor.execute(httpAction(changes), context), printed, stop };
}

async function echoOf(script: string, variables: Record<string, string> = {}): Promise<unknown> {
  const { outcome, message, captured } = await send(script, {}, variables).ended;
  return outcome === 'succeeded' ? JSON.parse(captured ?? '') : message;
}

function failedWith(message: string, rest: object = {}) {
  return { outcome: 'failed', message, outputs: {}, notes: [], ...rest };
}

describe('a request', () => {
  test('is its line, the query on lines below, headers, and a body after the blank line', async () => {
    const script = `# a comment
      // another
POST ${url}/echo
  ?first=1
  &second=2 HTTP/1.1
X-Version: v1.1.0
# not a header
Content-Type: text/plain

two
lines

###`;
    expect(await echoOf(script)).toEqual({
      line: 'POST /echo?first=1&second=2',
      version: 'v1.1.0',
      body: 'two\nlines',
    });
  });

  test('that is only a URL is a GET', async () => {
    expect(await echoOf(`${url}/echo`)).toEqual({ line: 'GET /echo', body: '' });
    expect(await echoOf(`GET ${url}/echo HTTP/1.1`)).toEqual({ line: 'GET /echo', body: '' });
  });

  test('may carry a user and password in its URL', async () => {
    const withUser = url.replace('//', '//mira:pa%20ss@');
    expect(await echoOf(`GET ${withUser}/echo`)).toEqual({
      line: 'GET /echo',
      body: '',
      authorization: `Basic ${Buffer.from('mira:pa ss').toString('base64')}`,
    });
  });

  test.each([
    ['', 40, 'it holds no request'],
    ['GET http://127.0.0.1/\nno header', 41, '"no header" is no header; write "Name: value"'],
    [
      'GET http://127.0.0.1/\n\n### two\nGET http://127.0.0.1/',
      42,
      'it holds more than one request; write a fence for each',
    ],
    ['GET ftp://127.0.0.1/', 40, 'ftp:// is not http:// or https://'],
    ['GET $NOT_KNOWN_ANYWHERE/health', 40, 'nothing is known by the name of $NOT_KNOWN_ANYWHERE'],
  ])('that cannot be read says where and why: %j', async (script, line, why) => {
    expect(await send(script).ended).toEqual(failedWith(`rollback.md:${line}: ${why}`, { line }));
  });
});

describe('values', () => {
  const evil = 'a/../b?x=1&y="\n#';

  test('are encoded in the URL', async () => {
    expect(await echoOf('GET {{service_url}}/echo/$VERSION?v={{ version }}&w=${VERSION}', { VERSION: evil })).toEqual({
      line: `GET /echo/${encodeURIComponent(evil)}?v=${encodeURIComponent(evil)}&w=${encodeURIComponent(evil)}`,
      body: '',
    });
  });

  test('are refused in a header when they hold a line break', async () => {
    expect(await echoOf('GET $SERVICE_URL/echo\nX-Version: $VERSION', { VERSION: 'v1\r\nX-Admin: yes' })).toBe(
      'rollback.md:40: VERSION holds a line break and cannot stand in a header',
    );
  });

  test('stay inside the quotes of a JSON body', async () => {
    const script = 'POST $SERVICE_URL/echo\nContent-Type: application/json\n\n{"v": "$VERSION", "n": $COUNT}';
    expect(await echoOf(script, { VERSION: '", "admin": true, "', COUNT: '3' })).toEqual({
      line: 'POST /echo',
      body: '{"v": "\\", \\"admin\\": true, \\"", "n": 3}',
    });
    expect(await echoOf(script, { VERSION: 'v1', COUNT: '1, "admin": true' })).toBe(
      'rollback.md:40: COUNT is neither a number nor true, false or null; write it between quotes',
    );
  });

  test('may name a host but bring nothing else with it', async () => {
    const [, authority = ''] = url.split('//');
    expect(await echoOf('GET http://$HOST_NAME/echo', { HOST_NAME: authority })).toEqual({
      line: 'GET /echo',
      body: '',
    });
    expect(await echoOf('GET http://$HOST_NAME/echo', { HOST_NAME: 'x@127.0.0.1/evil' })).toBe(
      'rollback.md:40: HOST_NAME stands for a host and holds other things',
    );
    expect(await echoOf('GET $SERVICE/echo', { SERVICE: 'file:///etc' })).toBe(
      'rollback.md:40: the URL begins with SERVICE, which is no http URL',
    );
  });
});

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
    const before = waiting.length;
    const { ended, stop } = send('POST $SERVICE_URL/never', { effect: 'write' });
    while (waiting.length === before) await new Promise(setImmediate);
    stop('responder');
    expect(await ended).toEqual(
      failedWith(`POST ${url}/never: stopped by the responder; whether the server acted on it is not known`, {
        outcome: 'stopped',
      }),
    );
  });
});
