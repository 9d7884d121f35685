import type * as kubernetesClient from './kubernetes-client.ts';

type Client = typeof kubernetesClient;
export type Configuration = InstanceType<Client['KubeConfig']>;

export interface KubernetesRequest {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  /** Behind the address of the server, with its slash. */
  readonly path: string;
  /** Sent as JSON, under its own media type. */
  readonly body?: { readonly content: unknown; readonly type: string } | undefined;
  readonly signal: AbortSignal;
}

export function serverOf(configuration: Configuration): string {
  return (configuration.getCurrentCluster()?.server ?? '').replace(/\/+$/, '');
}

/** Sends one request with the certificates and credentials of the current context, and reads its answer whole. */
export async function sendRequest(
  kubernetes: Client,
  configuration: Configuration,
  { method, path, body, signal }: KubernetesRequest,
): Promise<{ readonly status: number; readonly text: string }> {
  const request = new kubernetes.RequestContext(`${serverOf(configuration)}${path}`, kubernetes.HttpMethod[method]);
  request.setHeaderParam('Accept', 'application/json');
  if (body !== undefined) {
    request.setHeaderParam('Content-Type', body.type);
    request.setBody(JSON.stringify(body.content));
  }
  await configuration.applySecurityAuthentication(request);
  request.setSignal(signal);
  const answer = await new kubernetes.IsomorphicFetchHttpLibrary().send(request).toPromise();
  return { status: answer.httpStatusCode, text: await answer.body.text() };
}
