import { writersOf } from '../objects/managed-fields.ts';
import type { ObjectMetadata } from '../objects/objects.ts';

/** Not that of ApplicationSets: its applications say by their owner that they are its own. */
const controllers = new Set([
  'kustomize-controller',
  'helm-controller',
  'argocd-controller',
  'argocd-application-controller',
]);

/** Whether a GitOps controller sets a field itself, by what the server has noted: it would set it again. */
export function isAsserted(metadata: ObjectMetadata, path: readonly string[]): boolean {
  return writersOf(metadata, path).some(({ manager }) => isGitOpsController(manager));
}

export function isGitOpsController(manager: string): boolean {
  return controllers.has(manager);
}
