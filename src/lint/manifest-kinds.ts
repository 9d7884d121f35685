import type { Manifest, Manifests, Path } from '../manifest/manifest.ts';
import { listAt, textAt, valueAt } from '../manifest/value-at.ts';

export function rolloutsIn({ all }: Manifests): readonly Manifest[] {
  return all.filter(({ apiVersion, kind }) => apiVersion.startsWith('argoproj.io/') && kind === 'Rollout');
}

export function analysisTemplatesIn({ all }: Manifests): readonly Manifest[] {
  return all.filter(({ kind }) => kind === 'AnalysisTemplate' || kind === 'ClusterAnalysisTemplate');
}

export function deploymentsIn({ all }: Manifests): readonly Manifest[] {
  return all.filter(({ apiVersion, kind }) => apiVersion === 'apps/v1' && kind === 'Deployment');
}

/** A metric of an AnalysisTemplate and where it stands. */
export interface Metric {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly query: string;
}

/** The metrics that ask a Prometheus. */
export function prometheusMetricsIn(manifests: Manifests): readonly Metric[] {
  return analysisTemplatesIn(manifests).flatMap((manifest) =>
    listAt(manifest, 'spec', 'metrics').flatMap((_, index): readonly Metric[] => {
      const path = ['spec', 'metrics', index];
      if (valueAt(manifest, ...path, 'provider', 'prometheus') === undefined) return [];
      return [{ manifest, path, query: textAt(manifest, ...path, 'provider', 'prometheus', 'query') }];
    }),
  );
}

const pods: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Rollout: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The paths of the containers of a manifest. */
export function containersIn(manifest: Manifest): readonly Path[] {
  const pod = Object.hasOwn(pods, manifest.kind) ? pods[manifest.kind] : undefined;
  if (pod === undefined) return [];
  return ['initContainers', 'containers'].flatMap((list) =>
    listAt(manifest, ...pod, list).map((_, index) => [...pod, list, index]),
  );
}

export const minimalPod = `metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:v1.1.0`;
