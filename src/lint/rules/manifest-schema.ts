import { suggestedFix } from '../../diagnostics/fix.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { SchemaProblem } from '../../manifest/check-strictly.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { minimalPod } from '../manifest-kinds.ts';
import type { Finding, Rule } from '../rule.ts';

export const manifestSchema: Rule = {
  code: 'manifest-schema',
  preset: 'legacy',
  on: 'manifests',
  title: 'The API server does not know a field of a manifest, or demands one.',
  why: `A field that is misspelt or stands in the wrong place is thrown away without a word unless the server validates strictly: a
probe, a limit or the automatic rollback is then simply not there. A field of the wrong type, or one that is missing, is refused.`,
  bad: { as: 'manifests', text: deployment('replica: 3') },
  good: { as: 'manifests', text: deployment('replicas: 3') },
  *check({ all }) {
    for (const manifest of all) {
      for (const problem of manifest.problems) if (!isOfAnalysis(problem)) yield findingOf(manifest, problem);
    }
  },
};

/** The rule about conditions of an analysis says more of them. */
function isOfAnalysis({ kind, path }: SchemaProblem): boolean {
  return kind === 'unknown' && /^spec\.strategy\.canary\.analysis\.\w+Condition$/.test(path.join('.'));
}

function findingOf(manifest: Manifest, { kind, path, expected }: SchemaProblem): Finding {
  const name = path.join('.');
  const place = manifest.placeOf(...path);
  switch (kind) {
    case 'unknown': {
      const guess = nearest(String(path.at(-1)), expected);
      return {
        place,
        message: `A ${manifest.kind} has no ${name}; it is thrown away without a word.`,
        hint: guess === undefined ? 'Take it away, or put it where it belongs.' : `Did you mean "${guess}"?`,
        ...(guess === undefined ? {} : { fix: suggestedFix(`Write ${guess}`, { place, text: guess }) }),
      };
    }
    case 'missing':
      return { place, message: `The API server refuses it: ${name} is missing.`, hint: `Add ${path.at(-1)}.` };
    case 'wrong':
      return {
        place: manifest.placeOfValue(...path),
        message: `The API server refuses it: ${name} is of the wrong kind.`,
        hint: expected.length === 0 ? 'Look it up in the API reference.' : `It has to be: ${expected.join(', ')}.`,
      };
  }
}

function deployment(line: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  ${line}\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${minimalPod}\n`;
}
