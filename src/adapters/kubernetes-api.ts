import { parseJson } from '../diagnostics/parse-json.ts';
import { describeConnectionFailure } from './connection-failure.ts';
import { chosenContext } from './kubeconfig.ts';
import { readKubeconfigs } from './kubeconfig-files.ts';
import { KubernetesError } from './kubernetes-error.ts';
import { type KubernetesRequest, sendRequest, serverOf } from './kubernetes-request.ts';

/** One cluster and namespace, as a kubeconfig names them, with JSON in and out. */
export interface KubernetesApi {
  readonly server: string;
  readonly context: string;
  readonly namespace: string;
  /** @throws {KubernetesError} for every answer but a success; `not-found` is one of its codes. */
  get(path: string): Promise<unknown>;
  /**
   * A merge patch (RFC 7386). With a `resourceVersion` in it, a change that somebody else made meanwhile is the error
   * `conflict`, and nothing is changed.
   */
  patch(path: string, body: unknown): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  delete(path: string, body?: unknown): Promise<unknown>;
  /** What is no JSON, such as the log of a pod. */
  text(path: string): Promise<string>;
}

/** Of each request. */
const timeoutMs = 15_000;

/**
 * Opens what a kubeconfig, or a list of them as in `$KUBECONFIG`, points to; asks nothing yet.
 * `namespace` goes before the context's own. Throws TargetError for a context that is not there.
 */
export async function openKubernetes(
  files: readonly string[],
  chosen: { readonly context?: string | undefined; readonly namespace?: string | undefined },
): Promise<KubernetesApi> {
  const kubernetes = await import('./kubernetes-client.ts');
  const configuration = new kubernetes.KubeConfig();
  configuration.loadFromString(await configOf(files, chosen.context));
  const context = configuration.currentContext;
  const server = serverOf(configuration);
  if (server === '')
    throw new KubernetesError('unreachable', 'the kubeconfig names no cluster', {
      hint: 'kubectl config get-contexts',
    });
  const namespace = chosen.namespace ?? configuration.getContextObject(context)?.namespace ?? 'default';
  const send = async (
    method: KubernetesRequest['method'],
    path: string,
    content?: unknown,
    type = 'application/json',
  ) => {
    const body = content === undefined ? undefined : { content, type };
    const request = { method, path, body, signal: AbortSignal.timeout(timeoutMs) };
    const answer = await sendOrTell(server, () => sendRequest(kubernetes, configuration, request));
    if (answer.status < 200 || answer.status >= 300) throw refusalOf(answer, server);
    return answer.text;
  };
  const json = async (...request: Parameters<typeof send>) => {
    const body = parseJson(await send(...request));
    if (body === undefined)
      throw new KubernetesError('refused', `${server} gives no JSON: it is no Kubernetes API server`);
    return body;
  };
  return {
    ...{ server, context, namespace },
    get: (path) => json('GET', path),
    patch: (path, body) => json('PATCH', path, body, 'application/merge-patch+json'),
    post: (path, body) => json('POST', path, body),
    delete: (path, body) => json('DELETE', path, body),
    text: (path) => send('GET', path),
  };
}

/** As kubectl reads them, as one file: absent ones are passed over, the first to name something wins. */
async function configOf(files: readonly string[], chosen: string | undefined): Promise<string> {
  const entries = await readKubeconfigs(files);
  const { contexts, clusters, users } = entries;
  const context = chosenContext(entries, chosen, 'name one by --context');
  return JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': context },
    contexts: [...contexts].map(([name, value]) => ({ name, context: value })),
    clusters: [...clusters].map(([name, cluster]) => ({ name, cluster })),
    users: [...users].map(([name, user]) => ({ name, user })),
  });
}

type RawAnswer = Awaited<ReturnType<typeof sendRequest>>;

async function sendOrTell(server: string, ask: () => Promise<RawAnswer>): Promise<RawAnswer> {
  try {
    return await ask();
  } catch (cause) {
    const message = `${server} cannot be reached: ${describeConnectionFailure(cause)}`;
    throw new KubernetesError('unreachable', message, {
      hint: 'Look whether this machine reaches it: kubectl version',
      cause,
    });
  }
}

function refusalOf({ status, text }: RawAnswer, server: string): KubernetesError {
  const body = parseJson(text);
  const said =
    typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : `status ${status}`;
  return new KubernetesError(codes[status] ?? (status >= 500 ? 'unavailable' : 'refused'), `${said} (${server})`, {
    status,
  });
}

const codes: Readonly<Record<number, KubernetesError['code']>> = {
  401: 'denied',
  403: 'denied',
  404: 'not-found',
  409: 'conflict',
  429: 'unavailable',
};
