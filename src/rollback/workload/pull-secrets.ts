import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { isRecord } from '../objects/is-record.ts';
import type { Template } from '../objects/objects.ts';
import { valueAt } from '../objects/value-at.ts';

/**
 * The Docker configurations that a node pulls with: those of the pods' own pull secrets, then those of their service
 * account. What may not be read, or is gone, is left out.
 */
export async function pullSecretsOf({ spec }: Template, api: KubernetesApi): Promise<readonly string[]> {
  const folder = `/api/v1/namespaces/${api.namespace}`;
  const account = spec['serviceAccountName'];
  const own = namesIn(spec['imagePullSecrets']);
  const owner = await getIfThere(
    `${folder}/serviceaccounts/${typeof account === 'string' ? account : 'default'}`,
    api,
    ['not-found', 'denied'],
  );
  const names = [...new Set([...own, ...namesIn(isRecord(owner) ? owner['imagePullSecrets'] : undefined)])];
  const secrets = await Promise.all(
    names.map((name) => getIfThere(`${folder}/secrets/${name}`, api, ['not-found', 'denied'])),
  );
  return secrets.flatMap((secret) => {
    const data = valueAt(secret, ['data', '.dockerconfigjson']);
    return typeof data === 'string' ? [Buffer.from(data, 'base64').toString()] : [];
  });
}

function namesIn(references: unknown): readonly string[] {
  if (!Array.isArray(references)) return [];
  return references.flatMap((one: unknown) => (isRecord(one) && typeof one['name'] === 'string' ? [one['name']] : []));
}
