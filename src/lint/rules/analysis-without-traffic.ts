import { suggestedFix } from '../../diagnostics/fix.ts';
import { textAt } from '../../manifest/value-at.ts';
import { prometheusMetricsIn } from '../manifest-kinds.ts';
import { rightAnalysis } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';
import { withGuard } from './analysis-result-is-list.ts';

export const analysisWithoutTraffic: Rule = {
  code: 'analysis-without-traffic',
  preset: 'legacy',
  on: 'manifests',
  title: 'A condition does not say what no traffic means.',
  why: `Without requests Prometheus answers with an empty list, or with 0/0, which is no number: the measurement is an error or a
failure, and a healthy release is rolled back at night. Say what it means: \`len(result) == 0 || isNaN(result[0]) || …\` lets it pass.`,
  bad: { as: 'manifests', text: rightAnalysis.replace(/successCondition: .*/, 'successCondition: result[0] >= 0.99') },
  good: { as: 'manifests', text: rightAnalysis },
  *check(manifests) {
    for (const { manifest, path, query } of prometheusMetricsIn(manifests)) {
      if (/\bor\s+(?:on\s*\(\s*\)\s*)?vector\s*\(/.test(query)) continue;
      for (const name of ['successCondition', 'failureCondition']) {
        const condition = textAt(manifest, ...path, name);
        if (!/\bresult\b/.test(condition) || (/\blen\s*\(/.test(condition) && /\bisNaN\s*\(/.test(condition))) continue;
        const place = manifest.placeOfValue(...path, name);
        const indexed = condition.replaceAll(/\bresult\b(?!\[)/g, 'result[0]');
        yield {
          place,
          message: 'Without traffic there is no value, or one that is no number, and a healthy release is rolled back.',
          hint: `Say what that means: ${withGuard(name, indexed)}`,
          ...(indexed === condition
            ? { fix: suggestedFix('Let no traffic pass', { place, text: withGuard(name, condition) }) }
            : {}),
        };
      }
    }
  },
};
