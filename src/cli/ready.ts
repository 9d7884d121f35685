import { type GivenAnswers, givenAnswer } from '../runner/given-answers.ts';
import { type Before, missingAnswers } from '../runner/missing-answers.ts';
import type { Proof } from '../runner/prover.ts';
import { questionsOf } from '../runner/questions-of.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { findImpossible, type ImpossibleAction } from './find-impossible.ts';
import { missingText } from './missing-text.ts';
import { NotStartedError } from './not-started.ts';
import { checkPrerequisites, type PreflightCheck } from './preflight.ts';
import type { Targets } from './targets.ts';

/** What the tool's own checks found before the clock starts. */
export interface Ready {
  readonly checks: readonly PreflightCheck[];
  readonly proofs: readonly Proof[];
  /** Actions that would fail in any case: a person does them by hand, nobody else starts. */
  readonly impossible: readonly ImpossibleAction[];
  /** Who would take back what is going to be changed; one sentence each. */
  readonly looks: readonly string[];
}

/** The tool's own checks, all together: programs, variables, targets. */
export async function checkReady(
  plan: RunPlan,
  targets: Targets,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Ready> {
  const [proofs, impossible] = await Promise.all([targets.prove(variables, signal), findImpossible(plan, process.env)]);
  const checks = [...checkPrerequisites(plan.runbook, process.env), ...targets.checks];
  return { checks, proofs, impossible, looks: await looksAtCluster(plan, targets, proofs, variables) };
}

/** Only where there is one, and it is the right one. */
async function looksAtCluster(
  plan: RunPlan,
  { pinned }: Targets,
  proofs: readonly Proof[],
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { KUBECONFIG: kubeconfig } = pinned;
  const isProved = proofs.some(({ of, outcome }) => of === 'cluster' && outcome === 'proved');
  if (kubeconfig === undefined || !isProved) return [];
  const { lookAtCluster } = await import('./look-at-cluster.ts');
  return await lookAtCluster(plan, kubeconfig, variables);
}

/** A missing program keeps everybody from starting. */
export function refuseMissing({ checks }: Ready): void {
  const problems = problemsOf(checks);
  if (problems.length > 0) throw new NotStartedError(problems);
}

/** Without a person also every target must be proved and every answer be there: all that is missing is said at once. */
export function refuseUnanswered(
  ready: Ready,
  plan: RunPlan,
  given: GivenAnswers,
  file: string,
  before?: Before,
): void {
  const unproved = ready.proofs.flatMap((proof) =>
    proof.outcome === 'proved' ? [] : [`the target is not proved: ${proof.detail}`],
  );
  const impossible = onOpenPaths(ready.impossible, plan, given).map((one) => impossibleText(one, file));
  const missing = missingAnswers(plan, given, before);
  const answers = missing.length === 0 ? [] : missingText(missing, plan, file);
  const reasons = [...problemsOf(ready.checks), ...unproved, ...impossible, ...answers];
  if (reasons.length > 0) throw new NotStartedError(reasons);
}

/** Those that the answers given beforehand do not leave out. */
function onOpenPaths(
  impossible: readonly ImpossibleAction[],
  plan: RunPlan,
  given: GivenAnswers,
): readonly ImpossibleAction[] {
  const open = questionsOf(plan, (question) => givenAnswer(question, given));
  const run = new Set(open.filter(({ kind }) => kind === 'run').map(({ id }) => id));
  return impossible.filter(({ action }) => run.has(action.address));
}

function impossibleText({ action, why }: ImpossibleAction, file: string): string {
  return `${action.address} cannot be run (${file}:${action.place.line}): ${why}`;
}

function problemsOf(checks: readonly PreflightCheck[]): readonly string[] {
  return checks.flatMap((check) => (check.problem === undefined ? [] : [check.problem]));
}
