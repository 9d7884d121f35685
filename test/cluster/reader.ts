import { writeFileSync } from 'node:fs';
import type { Namespace } from './namespace.ts';

/** The kubeconfig of somebody who may look at the workloads of a namespace, and nothing else until they are given more. */
export async function kubeconfigOfReader(space: Namespace): Promise<string> {
  const resources = 'deployments.apps,replicasets.apps,pods';
  await space.kubectl('create', 'serviceaccount', 'reader');
  await space.kubectl('create', 'role', 'look', '--verb=get,list', `--resource=${resources}`);
  await space.kubectl('create', 'rolebinding', 'look', '--role=look', `--serviceaccount=${space.name}:reader`);
  const token = (await space.kubectl('create', 'token', 'reader')).trim();
  const config = JSON.parse(await space.kubectl('config', 'view', '--raw', '--output', 'json'));
  config.users[0].user = { token };
  const file = `${space.project.folder}/reader.json`;
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
