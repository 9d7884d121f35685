/** How a workload is asked about: its kind keeps its earlier templates in objects of its own. */
export interface WorkloadWords {
  readonly holders: string;
  readonly revision_path: string;
  readonly held_image_path: string;
  /** As rights on it are asked for. */
  readonly resource: string;
}

/** `workload` is `kind/name`, with one of the kinds that can be rolled back. */
export function workloadWords(workload: string): WorkloadWords {
  const [kind = '', name = ''] = workload.split('/');
  if (kind === 'statefulset' || kind === 'daemonset')
    return {
      holders: 'controllerrevisions',
      revision_path: '.revision',
      held_image_path: '.data.spec.template.spec.containers[0].image',
      resource: workload,
    };
  const group = kind === 'rollout' ? 'rollout\\.argoproj\\.io' : 'deployment\\.kubernetes\\.io';
  return {
    holders: 'replicasets',
    revision_path: `.metadata.annotations.${group}/revision`,
    held_image_path: '.spec.template.spec.containers[0].image',
    resource: kind === 'rollout' ? `rollouts.argoproj.io/${name}` : workload,
  };
}
