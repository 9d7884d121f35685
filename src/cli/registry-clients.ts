import { credentialsIn, findCredentials, type RegistryCredentials } from '../rollback/images/docker-credentials.ts';
import { createRegistryClient, type RegistryClient } from '../rollback/images/registry-client.ts';

/**
 * One client a registry, with what docker login left. `configurations`: Docker configurations that go before it, those
 * that a node would pull with; they are read when the first registry is asked.
 */
export function registryClients(
  configurations: () => Promise<readonly string[]> = async () => [],
): (registry: string) => Promise<RegistryClient> {
  const clients = new Map<string, Promise<RegistryClient>>();
  let first: Promise<readonly string[]> | undefined;
  const credentialsOf = async (registry: string): Promise<RegistryCredentials | undefined> => {
    first ??= configurations();
    const found = (await first).map((text) => credentialsIn(text, registry)).find((one) => one !== undefined);
    return found ?? (await findCredentials(registry));
  };
  return (registry) => {
    const found =
      clients.get(registry) ??
      credentialsOf(registry).then((credentials) => createRegistryClient({ registry, credentials }));
    clients.set(registry, found);
    return found;
  };
}
