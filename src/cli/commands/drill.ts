import { type LoadedRunbook, loadValidRunbook } from '../../project/load-runbook.ts';
import { UsageError } from '../../project/usage-error.ts';
import { allActionsOf } from '../../runbook/actions-of.ts';
import type { Environment } from '../../runbook/environment.ts';
import type { DrillPlan } from '../../runbook/runbook.ts';
import { questionsOf } from '../../runner/questions-of.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { isAttended } from '../is-attended.ts';
import { chooseEnvironment, type RunFlags } from '../run-flags.ts';
import { begin, type RunCommandFlags } from './run.ts';

export interface DrillCommandFlags extends RunCommandFlags {
  /** The production that somebody wants to practise in, and why. */
  readonly allow?: string;
  readonly reason?: string;
  readonly fault?: boolean;
}

/** `runbook drill FILE`: a run that says it is a drill, in the environment that is declared for it. */
export async function drill(file: string, flags: DrillCommandFlags): Promise<number> {
  const loaded = loadValidRunbook(file);
  const environment = drillEnvironment(loaded, flags);
  const fault = flags.fault === true;
  if (fault) refuseWithoutRoles(loaded);
  const answers = isAttended(flags) ? {} : (loaded.runbook.drill?.answers ?? {});
  const withAnswers = (given: RunFlags, plan: RunPlan) => withDrillAnswers(given, answers, plan);
  return await begin(
    loaded,
    { ...flags, env: environment.name },
    { drill: true, fault, notes: notesOf(environment, flags), withAnswers },
  );
}

/** A fault that nothing brings back would leave a broken environment behind. */
function refuseWithoutRoles({ runbook, shown }: LoadedRunbook): void {
  const roles = new Set(allActionsOf(runbook).map(({ role }) => role));
  for (const role of ['fault', 'restore'] as const)
    if (!roles.has(role))
      throw new UsageError(
        `${shown} has no fence marked ${role}`,
        `Write {${role} effect=write} on one, or leave --fault out.`,
      );
}

function drillEnvironment({ runbook, shown }: LoadedRunbook, flags: DrillCommandFlags): Environment {
  const name = flags.env ?? runbook.drill?.environment;
  const environment = chooseEnvironment(runbook, name);
  if (environment === undefined) {
    const names = runbook.environments.map((one) => one.name);
    const example = names.find((one) => !isProduction({ name: one, confirm: undefined })) ?? 'staging';
    throw new UsageError(
      `${shown} names no environment for drills`,
      `Write under runbook: in its front matter${names.length === 0 ? ', below environments: that declare it' : ''}:\n  drill: { environment: ${example} }`,
    );
  }
  if (isProduction(environment) && (flags.allow !== environment.name || (flags.reason ?? '').trim() === ''))
    throw new UsageError(
      `${environment.name} is production, and a drill breaks and mends what it runs in`,
      `If that is wanted: --allow ${environment.name} --reason "why it cannot be practised elsewhere".`,
    );
  if (!isProduction(environment) && flags.allow !== undefined)
    throw new UsageError(
      `--allow ${flags.allow} allows nothing: this drill is in ${environment.name}`,
      'Leave it out, or choose the production that is meant with --env.',
    );
  return environment;
}

function notesOf(environment: Environment, { allow, reason }: DrillCommandFlags): readonly string[] {
  return allow === environment.name ? [`A drill in ${environment.name}, because: ${reason ?? ''}`] : [];
}

/** By its name, or because it wants its name typed before a write. */
function isProduction({ name, confirm }: Pick<Environment, 'name' | 'confirm'>): boolean {
  return confirm === 'typed' || /prod/i.test(name);
}

/** The answers of the front matter, where no flag says otherwise: as a value, a choice or an answer, by what asks for them. */
function withDrillAnswers(flags: RunFlags, answers: DrillPlan['answers'], plan: RunPlan): RunFlags {
  const questions = questionsOf(plan);
  const isValue = (name: string) =>
    plan.runbook.inputs.some((input) => input.name === name) ||
    questions.some((one) => one.kind === 'placeholder' && one.id === name);
  const isChoice = (name: string) =>
    questions.some((one) => one.kind === 'option' && (one.id === name || one.step === name));
  const pairs = Object.entries(answers);
  const of = (isIt: (name: string) => boolean, given: readonly string[] = []) => [
    ...pairs
      .filter(([name]) => isIt(name) && !given.some((one) => one.startsWith(`${name}=`)))
      .map(([name, value]) => `${name}=${value}`),
    ...given,
  ];
  return {
    ...flags,
    set: of(isValue, flags.set),
    option: of((name) => !isValue(name) && isChoice(name), flags.option),
    answer: of((name) => !isValue(name) && !isChoice(name), flags.answer),
  };
}
