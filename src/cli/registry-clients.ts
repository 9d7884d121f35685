import { findCredentials } from '../rollback/images/docker-credentials.ts';
import { createRegistryClient, type RegistryClient } from '../rollback/images/registry-client.ts';

/** One client a registry, with what docker login left. */
export function registryClients(): (registry: string) => Promise<RegistryClient> {
  const clients = new Map<string, Promise<RegistryClient>>();
  return (registry) => {
    const found =
      clients.get(registry) ??
      findCredentials(registry).then((credentials) => createRegistryClient({ registry, credentials }));
    clients.set(registry, found);
    return found;
  };
}
