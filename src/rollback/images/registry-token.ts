import type { Challenge } from './challenge.ts';
import type { RegistryCredentials } from './docker-credentials.ts';
import { isOk, jsonOf, send } from './registry-answer.ts';
import { RegistryError } from './registry-error.ts';
import { isOnThisMachine } from './this-machine.ts';

/** Who asks. */
export interface RegistryOptions {
  readonly registry: string;
  readonly credentials?: RegistryCredentials | undefined;
}

/** What to send as `Authorization` so that a challenge is met; undefined where there is nothing to meet it with. */
export async function authorizationFor(challenge: Challenge, options: RegistryOptions): Promise<string | undefined> {
  if (challenge.scheme === 'basic') return basicOf(options.credentials);
  return `Bearer ${await fetchToken(challenge, options)}`;
}

export function denied({ registry, credentials }: RegistryOptions, answer: string): RegistryError {
  const who = credentials === undefined ? 'nobody is logged in there' : 'the credentials for it are not accepted';
  const message = `${registry} does not answer that (${answer}): ${who}`;
  return new RegistryError('registry-denied', message, `docker login ${registry}`);
}

function basicOf(credentials: RegistryCredentials | undefined): string | undefined {
  if (credentials?.kind !== 'password') return undefined;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
}

/** Asks the server that the challenge names, and no other; what it is sent stays encrypted, or on this machine. */
async function fetchToken(challenge: Challenge & { scheme: 'bearer' }, options: RegistryOptions): Promise<string> {
  const { registry, credentials } = options;
  const realm = URL.parse(challenge.realm);
  const isSafe = realm?.protocol === 'https:' || (realm?.protocol === 'http:' && isOnThisMachine(realm.host));
  if (realm === null || !isSafe) {
    const message = `${registry} wants its token from ${challenge.realm}, which is not encrypted`;
    throw new RegistryError('registry-denied', message, 'Ask whoever runs the registry to serve its tokens by https.');
  }
  const [url, request] =
    credentials?.kind === 'refresh-token'
      ? [realm.href, refreshRequest(credentials.token, challenge)]
      : [tokenUrl(realm, challenge), tokenRequest(credentials)];
  const answer = await send(registry, url, { ...request, redirect: 'manual' });
  if (answer.status >= 300 && answer.status < 400) {
    const message = `${realm.host} sends whoever wants a token for ${registry} on to ${answer.headers.get('location') ?? 'nowhere'}`;
    throw new RegistryError('registry-denied', message, 'Credentials are sent nowhere but to where the registry says.');
  }
  if (!isOk(answer)) throw denied(options, `${answer.status} of ${realm.host}`);
  const { token, access_token: other } = (jsonOf(answer) ?? {}) as Record<string, unknown>;
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
