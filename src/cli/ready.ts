import type { GivenAnswers } from '../runner/given-answers.ts';
import { missingAnswers } from '../runner/missing-answers.ts';
import type { Proof } from '../runner/prover.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { missingText } from './missing-text.ts';
import { NotStartedError } from './not-started.ts';
import { checkPrerequisites, type PreflightCheck } from './preflight.ts';
import type { Targets } from './targets.ts';

/** What the tool's own checks found before the clock starts. */
export interface Ready {
  readonly checks: readonly PreflightCheck[];
  readonly proofs: readonly Proof[];
}

/** The tool's own checks, all together: programs, variables, targets. */
export async function checkReady(
  plan: RunPlan,
  targets: Targets,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Ready> {
  return { checks: checkPrerequisites(plan.runbook, process.env), proofs: await targets.prove(variables, signal) };
}

/** A missing program keeps everybody from starting. */
export function refuseMissing({ checks }: Ready): void {
  const problems = problemsOf(checks);
  if (problems.length > 0) throw new NotStartedError(problems);
}

/** Without a person also every target must be proved and every answer be there: all that is missing is said at once. */
export function refuseUnanswered(ready: Ready, plan: RunPlan, given: GivenAnswers, file: string): void {
  const unproved = ready.proofs.flatMap((proof) =>
    proof.outcome === 'proved' ? [] : [`the target is not proved: ${proof.detail}`],
  );
  const missing = missingAnswers(plan, given);
  const answers = missing.length === 0 ? [] : missingText(missing, plan, file);
  const reasons = [...problemsOf(ready.checks), ...unproved, ...answers];
  if (reasons.length > 0) throw new NotStartedError(reasons);
}

function problemsOf(checks: readonly PreflightCheck[]): readonly string[] {
  return checks.flatMap((check) => (check.problem === undefined ? [] : [check.problem]));
}
