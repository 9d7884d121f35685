import type { Rule } from './rule.ts';
import { allAtOnce } from './rules/all-at-once.ts';
import { analysisConditionInRollout } from './rules/analysis-condition-in-rollout.ts';
import { analysisNotScopedToCanary } from './rules/analysis-not-scoped-to-canary.ts';
import { analysisResultIsList } from './rules/analysis-result-is-list.ts';
import { analysisTemplateMissing } from './rules/analysis-template-missing.ts';
import { analysisWithoutTraffic } from './rules/analysis-without-traffic.ts';
import { canaryWithoutAnalysis } from './rules/canary-without-analysis.ts';
import { imageWithoutVersion } from './rules/image-without-version.ts';
import { manifestSchema } from './rules/manifest-schema.ts';
import { manifestSyntax } from './rules/manifest-syntax.ts';
import { noReadinessProbe } from './rules/no-readiness-probe.ts';
import { noRollbackWindow } from './rules/no-rollback-window.ts';
import { progressDeadlineOverBudget } from './rules/progress-deadline-over-budget.ts';
import { rolloutWithoutTemplate } from './rules/rollout-without-template.ts';
import { tooFewRevisionsKept } from './rules/too-few-revisions-kept.ts';

export const manifestRules: readonly Rule[] = [
  manifestSyntax,
  manifestSchema,
  imageWithoutVersion,
  allAtOnce,
  tooFewRevisionsKept,
  progressDeadlineOverBudget,
  noReadinessProbe,
  rolloutWithoutTemplate,
  noRollbackWindow,
  canaryWithoutAnalysis,
  analysisConditionInRollout,
  analysisTemplateMissing,
  analysisResultIsList,
  analysisWithoutTraffic,
  analysisNotScopedToCanary,
];
