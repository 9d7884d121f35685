import { describeConnectionFailure } from './connection-failure.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** The first `keepBytes` of it. */
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  /** Where it was sent on to, in order; the answer is the last one's. */
  readonly redirects: readonly { readonly status: number; readonly to: string }[];
}

/** No answer came: refused, name not found, certificate, in plain words. */
class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super(describeConnectionFailure(cause), { cause });
    this.name = 'NoAnswerError';
  }
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly keepBytes: number;
  readonly follow: 'redirects' | 'nothing';
}

const redirectLimit = 5;

export type SendHttpRequest = (request: HttpRequest, options: SendOptions) => Promise<HttpAnswer>;

/** Sends one request and reads its answer to the end. Throws NoAnswerError, or the signal's reason. */
export const sendHttpRequest: SendHttpRequest = async (request, options) => {
  const redirects: { status: number; to: string }[] = [];
  let { url } = request;
  try {
    for (;;) {
      const response = await sendOnce(request, url, options.signal);
      const next = options.follow === 'redirects' ? redirectOf(response, url) : undefined;
      if (next === undefined || redirects.length === redirectLimit) return await answerOf(response, redirects, options);
      await response.body?.cancel();
      redirects.push({ status: response.status, to: next.href });
      url = next;
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw new NoAnswerError(error);
  }
};

function sendOnce(request: HttpRequest, url: URL, signal: AbortSignal): Promise<Response> {
  const isElsewhere = url.origin !== request.url.origin;
  // Credentials are for the server they were written for.
  const headers = request.headers.filter(([name]) => !isElsewhere || !/^(authorization|cookie)$/i.test(name));
  return fetch(url, {
    method: request.method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: request.body ?? null,
    redirect: 'manual',
    signal,
  });
}

function redirectOf(response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return undefined;
  const next = URL.parse(location, url.href);
  return next !== null && /^https?:$/.test(next.protocol) ? next : undefined;
}

async function answerOf(
  response: Response,
  redirects: HttpAnswer['redirects'],
  { keepBytes }: SendOptions,
): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let bodyBytes = 0;
  for await (const chunk of response.body ?? []) {
    if (bodyBytes < keepBytes) chunks.push(chunk.subarray(0, keepBytes - bodyBytes));
    bodyBytes += chunk.byteLength;
  }
  const { status, statusText, headers } = response;
  return { status, statusText, headers, body: Buffer.concat(chunks), bodyBytes, redirects };
}
