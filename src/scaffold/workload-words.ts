/** How a workload is asked about: its kind keeps its earlier templates in objects of its own. */
export interface WorkloadWords {
  readonly holders: string;
  readonly revision_path: string;
  readonly held_image_path: string;
  /** As rights on it are asked for. */
  readonly resource: string;
}

/** `workload` is `kind/name`, with one of the kinds that can be rolled back; `containerAt` is `[0]`, or a filter by name. */
export function workloadWords(workload: string, containerAt: string): WorkloadWords {
  const [kind = '', name = ''] = workload.split('/');
  if (kind === 'statefulset' || kind === 'daemonset')
    return {
      holders: 'controllerrevisions',
      revision_path: '.revision',
      held_image_path: `.data.spec.template.spec.containers${containerAt}.image`,
      resource: workload,
    };
  const group = kind === 'rollout' ? 'rollout\\.argoproj\\.io' : 'deployment\\.kubernetes\\.io';
  return {
    holders: 'replicasets',
    revision_path: `.metadata.annotations.${group}/revision`,
    held_image_path: `.spec.template.spec.containers${containerAt}.image`,
    resource: kind === 'rollout' ? `rollouts.argoproj.io/${name}` : workload,
  };
}
