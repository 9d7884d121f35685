import { describeConnectionFailure } from './connection-failure.ts';
import { type Configuration, sendRequest } from './kubernetes-request.ts';
import type { Proof, ProvedCluster } from './target.ts';

const proofLimitMs = 5_000;

/**
 * Asks the API server that a private kubeconfig leads to for its version, with that file's certificates and credentials,
 * within 5 s. Changes nothing, throws nothing.
 */
export async function proveCluster(file: string, signal: AbortSignal): Promise<Proof<ProvedCluster>> {
  // Loading the client takes long on a busy machine, and says nothing about the server.
  const kubernetes = await import('./kubernetes-client.ts');
  const limit = AbortSignal.timeout(proofLimitMs);
  let target: ProvedCluster | undefined;
  try {
    const configuration = new kubernetes.KubeConfig();
    configuration.loadFromFile(file);
    target = targetOf(configuration);
    const stop = AbortSignal.any([signal, limit]);
    // A plugin that fetches credentials takes no signal; it is not waited for.
    const answer = await Promise.race([
      sendRequest(kubernetes, configuration, { method: 'GET', path: '/version', signal: stop }),
      rejection(stop),
    ]);
    const version = /"gitVersion"\s*:\s*"([^"]+)"/.exec(answer.text)?.[1];
    if (answer.status !== 200) return { outcome: 'unreachable', target, detail: refusal(answer.status) };
    return version === undefined
      ? { outcome: 'unreachable', target, detail: 'something answered that is not a Kubernetes API server' }
      : { outcome: 'proved', target, detail: `Kubernetes ${version}` };
  } catch (error) {
    const detail = limit.aborted ? 'no answer within 5 s' : describeConnectionFailure(error);
    return { outcome: 'unreachable', target, detail };
  }
}

function targetOf(configuration: Configuration): ProvedCluster {
  const server = configuration.getCurrentCluster()?.server ?? '';
  const namespace = configuration.getContextObject(configuration.currentContext)?.namespace ?? 'default';
  return { kind: 'kubernetes', server, namespace };
}

function rejection(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function refusal(status: number): string {
  if (status === 401) return 'the server does not accept the credentials (401)';
  if (status === 403) return 'the server does not let these credentials ask for its version (403)';
  return `the server answered ${status}`;
}
