import { setTimeout as delay } from 'node:timers/promises';
import { type Challenge, parseChallenge } from './challenge.ts';
import type { RegistryCredentials } from './docker-credentials.ts';
import { RegistryError } from './registry-error.ts';

/** A registry over the OCI distribution API: asks, proves who asks where that is wanted, and tries again where told to wait. */
export interface RegistryClient {
  readonly registry: string;
  /** `path` begins behind `/v2/`. Resolves with any answer but those that say nothing about what was asked for. */
  ask(path: string, options?: { readonly method?: 'GET' | 'HEAD'; readonly accept?: string }): Promise<Response>;
}

export interface RegistryOptions {
  readonly registry: string;
  readonly credentials?: RegistryCredentials | undefined;
}

/** Of each request. */
const timeoutMs = 10_000;
const mostAttempts = 4;
const longestWaitMs = 5_000;

export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const { registry, credentials } = options;
  let base: Promise<string> | undefined;
  const authorizations = new Map<string, string>();
  const authorizationFor = async (challenge: Challenge): Promise<string | undefined> => {
    if (challenge.scheme === 'basic') return basicOf(credentials);
    const token = await fetchToken(challenge, options);
    return `Bearer ${token}`;
  };
  return {
    registry,
    async ask(path, { method = 'GET', accept } = {}) {
      base ??= baseOf(options);
      const url = `${await base}${path}`;
      const scope = scopeOf(path);
      for (let isSecond = false; ; isSecond = true) {
        const authorization = authorizations.get(scope);
        const headers = {
          ...(accept === undefined ? {} : { accept }),
          ...(authorization === undefined ? {} : { authorization }),
        };
        const answer = await send(url, { method, headers }, options);
        if (answer.status === 403) throw denied(registry, credentials, '403');
        if (answer.status !== 401) return answer;
        const challenge = parseChallenge(answer.headers.get('www-authenticate') ?? '');
        const proof = isSecond || challenge === undefined ? undefined : await authorizationFor(challenge);
        if (proof === undefined) throw denied(registry, credentials, '401');
        authorizations.set(scope, proof);
      }
    },
  };
}

/** Tokens are for one repository. */
function scopeOf(path: string): string {
  return path.replace(/\/(?:manifests|blobs|tags)\/.*$/, '');
}

/** As Docker does: only on this machine a registry may do without TLS. */
async function baseOf(options: RegistryOptions): Promise<string> {
  const { registry } = options;
  const address = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const isPlain = isOnThisMachine(registry) && !(await speaksTls(address, options));
  return `${isPlain ? 'http' : 'https'}://${address}/v2/`;
}

function isOnThisMachine(address: string): boolean {
  const host = address.replace(/:\d+$/, '');
  return host === 'localhost' || /^127\./.test(host) || host === '[::1]';
}

/** A certificate that is not trusted is one all the same. */
async function speaksTls(address: string, options: RegistryOptions): Promise<boolean> {
  try {
    const answer = await sendOnce(`https://${address}/v2/`, {}, options);
    await answer.body?.cancel();
    return true;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return isAboutCertificates(error.message);
  }
}

function basicOf(credentials: RegistryCredentials | undefined): string | undefined {
  if (credentials?.kind !== 'password') return undefined;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
}

/** Asks the server that the challenge names; what it is sent stays encrypted, or on this machine. */
async function fetchToken(challenge: Challenge & { scheme: 'bearer' }, options: RegistryOptions): Promise<string> {
  const { registry, credentials } = options;
  const realm = URL.parse(challenge.realm);
  const isSafe = realm?.protocol === 'https:' || (realm?.protocol === 'http:' && isOnThisMachine(realm.host));
  if (realm === null || !isSafe) {
    const message = `${registry} wants its token from ${challenge.realm}, which is not encrypted`;
    throw new RegistryError('registry-denied', message, 'Ask whoever runs the registry to serve its tokens by https.');
  }
  const answer =
    credentials?.kind === 'refresh-token'
      ? await send(realm.href, refreshRequest(credentials.token, challenge), options)
      : await send(tokenUrl(realm, challenge), tokenRequest(credentials), options);
  if (!answer.ok) throw denied(registry, credentials, `${answer.status} of ${realm.host}`);
  const { token, access_token: other } = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const found = [token, other].find((one) => typeof one === 'string' && one !== '');
  if (typeof found === 'string') return found;
  throw new RegistryError('registry-answer', `${realm.host} gave no token for ${registry}`, 'Try again in a moment.');
}

function tokenUrl(realm: URL, { service, scope }: Challenge & { scheme: 'bearer' }): string {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return url.href;
}

function tokenRequest(credentials: RegistryCredentials | undefined): RequestInit {
  const authorization = basicOf(credentials);
  return authorization === undefined ? {} : { headers: { authorization } };
}

function refreshRequest(token: string, { service, scope }: Challenge & { scheme: 'bearer' }): RequestInit {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: 'runbook',
    ...(service === undefined ? {} : { service }),
    ...(scope === undefined ? {} : { scope }),
  });
  return { method: 'POST', body };
}

/** Waits where it is told to, and tries what may have gone wrong by chance again. */
async function send(url: string, init: RequestInit, options: RegistryOptions): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendOnce(url, init, options);
    if (answer.status !== 429 && answer.status < 500) return answer;
    await answer.body?.cancel();
    if (attempt === mostAttempts) {
      const what = answer.status === 429 ? 'is asked too often' : `answers ${answer.status}`;
      throw new RegistryError('registry-answer', `${options.registry} ${what}`, 'Try again in a moment.');
    }
    await delay(waitOf(answer, attempt));
  }
}

async function sendOnce(url: string, init: RequestInit, options: RegistryOptions): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(url, { ...init, signal });
  } catch (cause) {
    const why = signal.aborted ? 'no answer in time' : reasonOf(cause);
    const message = `${options.registry} cannot be reached: ${why}`;
    throw new RegistryError('registry-unreachable', message, hintFor(why), { cause });
  }
}

/** `Retry-After` in seconds or as a date, else longer each time. */
function waitOf(answer: Response, attempt: number): number {
  const given = answer.headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  return Math.min(longestWaitMs, Math.max(0, Number.isNaN(ms) ? 200 * 2 ** attempt : ms));
}

/** `fetch` says only that it failed; why stands in its cause, and for several addresses in the causes of that. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

function hintFor(why: string): string {
  return isAboutCertificates(why)
    ? 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.'
    : 'Look whether the name is right and whether this machine may reach it.';
}

function isAboutCertificates(why: string): boolean {
  return /certificate|self.signed|altnames/i.test(why);
}

function denied(registry: string, credentials: RegistryCredentials | undefined, answer: string): RegistryError {
  const who = credentials === undefined ? 'nobody is logged in there' : 'the credentials for it are not accepted';
  return new RegistryError(
    'registry-denied',
    `${registry} does not answer that (${answer}): ${who}`,
    `docker login ${registry}`,
  );
}
