import { parseChallenge } from './challenge.ts';
import { isAboutCertificates, type RegistryAnswer, send, sendOnce } from './registry-answer.ts';
import { RegistryError, unexpectedAnswer } from './registry-error.ts';
import { authorizationFor, denied, type RegistryOptions } from './registry-token.ts';
import { isOnThisMachine } from './this-machine.ts';

/** A registry over the OCI distribution API: asks, proves who asks where that is wanted, and tries again where told to wait. */
export interface RegistryClient {
  readonly registry: string;
  /** `path` begins behind `/v2/`. Resolves with any answer but those that say nothing about what was asked for. */
  ask(path: string, options?: { readonly method?: 'GET' | 'HEAD'; readonly accept?: string }): Promise<RegistryAnswer>;
}

export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const { registry } = options;
  let base: Promise<string> | undefined;
  const authorizations = new Map<string, string>();
  return {
    registry,
    async ask(path, { method = 'GET', accept } = {}) {
      base ??= baseOf(registry);
      const url = `${await base}${path}`;
      const scope = scopeOf(path);
      for (let isSecond = false; ; isSecond = true) {
        const authorization = authorizations.get(scope);
        const headers = {
          ...(accept === undefined ? {} : { accept }),
          ...(authorization === undefined ? {} : { authorization }),
        };
        const answer = await send(registry, url, { method, headers });
        if (answer.status !== 401 && answer.status !== 403) return answer;
        refuseOther(answer, url, registry);
        const challenge = parseChallenge(answer.headers.get('www-authenticate') ?? '');
        const isOver = isSecond || answer.status === 403 || challenge === undefined;
        const proof = isOver ? undefined : await authorizationFor(challenge, options);
        if (proof === undefined) throw denied(options, String(answer.status));
        authorizations.set(scope, proof);
      }
    },
  };
}

/** Only the registry itself may say who it wants to know: where it sends a request on to learns no credentials. */
function refuseOther(answer: RegistryAnswer, url: string, registry: string): void {
  const { origin, host } = new URL(answer.url);
  if (origin !== new URL(url).origin)
    throw unexpectedAnswer(registry, `sends it on to ${host}, which answers ${answer.status}`);
}

/** Tokens are for one repository. */
function scopeOf(path: string): string {
  return path.replace(/\/(?:manifests|blobs|tags)\/.*$/, '');
}

/** As Docker does: only on this machine a registry may do without TLS. */
async function baseOf(registry: string): Promise<string> {
  const address = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const isPlain = isOnThisMachine(registry) && !(await speaksTls(registry, address));
  return `${isPlain ? 'http' : 'https'}://${address}/v2/`;
}

/** A certificate that is not trusted is one all the same. */
async function speaksTls(registry: string, address: string): Promise<boolean> {
  try {
    await sendOnce(registry, `https://${address}/v2/`, {});
    return true;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return isAboutCertificates(error.message);
  }
}
