import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ActionOf } from '../../src/runbook/action.ts';

/** A server with an answer of every sort; `waiting` are the requests that it lets wait. */
export interface AnswerServer extends AsyncDisposable {
  readonly url: string;
  readonly waiting: readonly ServerResponse[];
}

export async function startAnswerServer(): Promise<AnswerServer> {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => answer(request, response, waiting)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '',
    waiting,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, waiting: ServerResponse[]): Promise<void> {
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

/** An http action that reads, unless changed. */
export function httpAction(changes: Partial<ActionOf<'http'>> = {}): ActionOf<'http'> {
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
