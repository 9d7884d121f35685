import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createSelfSigned } from '../tls/self-signed.ts';

/** What the registry that Debian has does not do: tokens, pages, and answers that say to wait. */
export interface OddRegistry extends AsyncDisposable {
  readonly address: string;
  /** Method and path of what was asked, in order. */
  readonly asked: string[];
}

export interface Oddities {
  /** Who may have a token, as `name:password`; undefined: anybody. */
  readonly account?: string;
  readonly refreshToken?: string;
  /** Answered before anything else, one request each. */
  readonly first?: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[];
  readonly tls?: boolean;
  /** Where tokens are said to come from; default this server. */
  readonly realm?: string;
  /** Where the server sends whoever wants a token on to. */
  readonly tokenFrom?: string;
  /** Answered to anybody, by path; `cut`: the connection breaks off before the body is whole. */
  readonly answers?: Readonly<Record<string, Served>>;
}

export interface Served {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly cut?: boolean;
}

const pages = [['v1.0.0', 'latest'], ['v1.10.0', 'v1.9.0'], ['v1.10.0-rc.1']];

/** Serves the tags of `app` in three pages, to whoever brings a token. */
export async function startOddRegistry(oddities: Oddities = {}): Promise<OddRegistry> {
  const asked: string[] = [];
  const first = [...(oddities.first ?? [])];
  const address = () => {
    const found = server.address();
    return typeof found === 'object' && found !== null ? `127.0.0.1:${found.port}` : '';
  };
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const early = first.shift();
    if (early !== undefined) return void response.writeHead(early.status, early.headers).end();
    const served = oddities.answers?.[request.url ?? ''];
    if (served !== undefined) return serve(served, response);
    void answer(request, response, { ...oddities, address: address() });
  };
  const { key, certificate } = createSelfSigned('127.0.0.1');
  const server = oddities.tls === true ? createTlsServer({ key, cert: certificate }, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: address(),
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve({ status = 200, headers = {}, body = '', cut = false }: Served, response: ServerResponse): void {
  const length = cut ? { 'content-length': String(Buffer.byteLength(body) + 100) } : {};
  response.writeHead(status, { ...headers, ...length });
  if (cut) response.write(body, () => response.destroy());
  else response.end(body);
}

const token = 'a-token-for-app';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { account, refreshToken, realm, tokenFrom, address }: Oddities & { readonly address: string },
): Promise<void> {
  const url = new URL(request.url ?? '', `http://${address}`);
  const authorization = request.headers.authorization ?? '';
  if (url.pathname === '/token' && tokenFrom !== undefined)
    return void response.writeHead(307, { location: tokenFrom }).end();
  if (url.pathname === '/token') {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isKnown =
      request.method === 'POST'
        ? new URLSearchParams(body).get('refresh_token') === refreshToken
        : account === undefined || authorization === `Basic ${Buffer.from(account).toString('base64')}`;
    const isAsked = request.method === 'POST' || url.searchParams.get('scope') === 'repository:app:pull';
    response.writeHead(isKnown && isAsked ? 200 : 401, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify(request.method === 'POST' ? { access_token: token } : { token }));
  }
  if (authorization !== `Bearer ${token}`) {
    const challenge = `Bearer realm="${realm ?? `http://${address}/token`}",service="tests",scope="repository:app:pull"`;
    return void response.writeHead(401, { 'www-authenticate': challenge }).end();
  }
  if (url.pathname !== '/v2/app/tags/list') return void response.writeHead(404).end();
  const page = Number(url.searchParams.get('last') ?? 0);
  const link = page + 1 < pages.length ? { link: `</v2/app/tags/list?last=${page + 1}&n=2>; rel="next"` } : {};
  response.writeHead(200, { 'content-type': 'application/json', ...link });
  response.end(JSON.stringify({ name: 'app', tags: pages[page] }));
}
