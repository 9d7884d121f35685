import { suggestedFix } from '../../diagnostics/fix.ts';
import { textAt } from '../../manifest/value-at.ts';
import { prometheusMetricsIn } from '../manifest-kinds.ts';
import { rightAnalysis } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

export const analysisResultIsList: Rule = {
  code: 'analysis-result-is-list',
  preset: 'legacy',
  on: 'manifests',
  title: 'A condition compares the result of Prometheus as if it were one number.',
  why: `Prometheus answers with a list. \`result >= 0.99\` is an error of types; after five of them in a row the release is aborted,
however healthy it is. Write \`result[0]\`, and say what an empty list means.`,
  bad: { as: 'manifests', text: rightAnalysis.replace(/successCondition: .*/, 'successCondition: result >= 0.99') },
  good: { as: 'manifests', text: rightAnalysis },
  *check(manifests) {
    for (const { manifest, path } of prometheusMetricsIn(manifests)) {
      for (const name of ['successCondition', 'failureCondition']) {
        const condition = textAt(manifest, ...path, name);
        if (!/\bresult\s*(?:[<>=!]=?)/.test(condition)) continue;
        const place = manifest.placeOfValue(...path, name);
        yield {
          place,
          message: `Prometheus answers with a list, so "${condition}" is an error, and every release is rolled back.`,
          hint: `Write result[0]: ${condition.replaceAll(/\bresult\b(?!\[)/g, 'result[0]')}`,
          fix: suggestedFix('Compare the first value', {
            place,
            text: withGuard(name, condition.replaceAll(/\bresult\b(?!\[)/g, 'result[0]')),
          }),
        };
      }
    }
  },
};

/** Without traffic there is no value, or one that is no number: that is no failure of the release. */
export function withGuard(name: string, condition: string): string {
  return name === 'successCondition'
    ? `len(result) == 0 || isNaN(result[0]) || ${condition}`
    : `len(result) > 0 && !isNaN(result[0]) && ${condition}`;
}
