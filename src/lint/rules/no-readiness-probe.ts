import { textAt, valueAt } from '../../manifest/value-at.ts';
import { containersIn, minimalPod } from '../manifest-kinds.ts';
import type { Rule } from '../rule.ts';

export const noReadinessProbe: Rule = {
  code: 'no-readiness-probe',
  preset: 'strict',
  on: 'manifests',
  title: 'A container counts as ready as soon as it runs.',
  why: `Without a readiness probe a pod gets traffic before it can answer, and a rollout of pods that never will counts as finished: a
bad release is not stopped, and a rollback cannot be seen to have worked.`,
  bad: { as: 'manifests', text: deployment(minimalPod) },
  good: {
    as: 'manifests',
    text: deployment(`${minimalPod}\n          readinessProbe: { httpGet: { path: /health, port: 8080 } }`),
  },
  *check({ all }) {
    for (const manifest of all) {
      if (!/^(?:Deployment|StatefulSet|Rollout)$/.test(manifest.kind)) continue;
      const containers = containersIn(manifest).filter((path) => path.includes('containers'));
      if (containers.length === 0) continue;
      if (containers.some((path) => valueAt(manifest, ...path, 'readinessProbe') !== undefined)) continue;
      const [first = []] = containers;
      yield {
        place: manifest.placeOfValue(...first, 'name'),
        message: `"${textAt(manifest, ...first, 'name')}" gets traffic before it can answer, and a bad release counts as ready.`,
        hint: 'Add a readinessProbe.',
      };
    }
  },
};

function deployment(pod: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${pod}\n`;
}
