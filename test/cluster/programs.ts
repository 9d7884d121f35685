/** The programs of a control plane, and the Go module that each is built from. */
export const modules = {
  etcd: {
    programs: ['etcd', 'etcdctl'],
    packages: ['go.etcd.io/etcd/server/v3', 'go.etcd.io/etcd/etcdctl/v3'],
    flags: [],
  },
  kubernetes: {
    programs: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'],
    packages: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'].map(
      (name) => `k8s.io/kubernetes/cmd/${name}`,
    ),
    // Clients and servers refuse each other without a version.
    flags: ['-X k8s.io/component-base/version.gitVersion=v1.34.4'],
  },
  kwok: { programs: ['kwok'], packages: ['sigs.k8s.io/kwok/cmd/kwok'], flags: [] },
  'argo-rollouts': {
    programs: ['rollouts-controller'],
    packages: ['github.com/argoproj/argo-rollouts/cmd/rollouts-controller'],
    flags: [],
  },
  flagger: { programs: ['flagger'], packages: ['github.com/fluxcd/flagger/cmd/flagger'], flags: [] },
} as const;

export type ModuleName = keyof typeof modules;
export type ProgramName = (typeof modules)[ModuleName]['programs'][number];

export const moduleNames: readonly ModuleName[] = ['etcd', 'kubernetes', 'kwok', 'argo-rollouts', 'flagger'];
