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
    expect(await echoOf('GET $SERVICE_URL/echo/$VERSION?v=${version}&w=${VERSION}', { VERSION: evil })).toEqual({
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
