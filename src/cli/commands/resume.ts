import { createInterruption } from '../../runner/interruption.ts';
import { flagsFor } from '../../runner/missing-answers.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { isUndoing, undoQuestions } from '../../runner/undo-questions.ts';
import { unknownQuestions } from '../../runner/unknown-questions.ts';
import { variablesOf } from '../../runner/values.ts';
import { askBeforeResume } from '../ask-before-resume.ts';
import { createAttendedScreen } from '../attended-screen.ts';
import { executeRun } from '../execute-run.ts';
import { sessionEnvironment } from '../executors.ts';
import { couldNotStart } from '../exit-codes.ts';
import { findResumable, type ResumableRun } from '../find-resumable.ts';
import { holdFound } from '../hold-found.ts';
import { isAttended } from '../is-attended.ts';
import { keptRun } from '../kept-run.ts';
import { createLineScreen } from '../line-screen.ts';
import { loadKeptRunbook } from '../load-kept-runbook.ts';
import { missingText } from '../missing-text.ts';
import { NotStartedError } from '../not-started.ts';
import { createScratch } from '../open-run.ts';
import { writeMessage } from '../output.ts';
import { planRun } from '../plan-run.ts';
import { provedBefore } from '../proved-before.ts';
import { checkReady, refuseMissing, refuseUnanswered } from '../ready.ts';
import { receiveSignals } from '../receive-signals.ts';
import { refuseOtherTarget } from '../refuse-other-target.ts';
import { restoreSession } from '../restore-session.ts';
import { restoreValues } from '../restore-values.ts';
import { resumedFacts } from '../resumed-facts.ts';
import { chooseEnvironment, readGivenAnswers } from '../run-flags.ts';
import { stateAfterLoss } from '../state-after-loss.ts';
import { findStillRunning } from '../still-running.ts';
import { stoppedBeforeStart } from '../stopped-before-start.ts';
import { takeTerminal } from '../take-terminal.ts';
import { prepareTargets } from '../targets.ts';
import { transcriptOf } from '../transcript-of.ts';
import { userName } from '../user-name.ts';
import type { RunCommandFlags } from './run.ts';

export interface ResumeCommandFlags extends Omit<RunCommandFlags, 'env'> {
  readonly useChanged?: boolean;
}

/** `runbook resume [ID]`: from the journal of a run to the exit code. */
export async function resume(part: string | undefined, flags: ResumeCommandFlags): Promise<number> {
  using held = holdFound(part, findResumable);
  const { run } = held;
  const kept = loadKeptRunbook(run, flags.useChanged === true ? 'changed' : 'kept');
  const { loaded } = kept;
  const attended = isAttended(flags);
  const interruption = createInterruption(attended);
  using _signals = receiveSignals(interruption);
  const environment = chooseEnvironment(loaded.runbook, run.state.started?.environment);
  using scratch = createScratch();
  const scratchFolder = scratch.folder;
  const { runbook } = loaded;
  const proved = provedBefore(run.events);
  const variables = process.env;
  const targets = await prepareTargets({ environment, runbook, scratchFolder, variables, provedBefore: proved });
  const { plan } = await planRun(loaded, targets.environment);
  const still = await findStillRunning(run.state, interruption.ended);
  const { left, state } = stateAfterLoss(run);
  const undoing = isUndoing(state) ? undoQuestions(plan, state) : [];
  const first = [...still, ...unknownQuestions(plan, state), ...undoing];
  const given = readGivenAnswers(flags, plan, process.env, first);
  const values = restoreValues(state, plan, given, flags.set, process.env);
  using terminal = attended ? takeTerminal(flags) : undefined;
  const transcript = transcriptOf(flags);
  using screen =
    terminal === undefined
      ? createLineScreen(given, flags.json === true ? 'json' : 'words')
      : createAttendedScreen({
          terminal,
          plan,
          values,
          given,
          interruption,
          runbookFolder: loaded.folder,
          others: [],
          transcript,
        });
  const { ended } = interruption;
  const ready = await checkReady(plan, targets, variablesOf(values, environment), ended);
  if (ended.aborted) return stoppedBeforeStart(ended);
  refuseOtherTarget(ready.proofs);
  if (attended) refuseMissing(ready);
  else refuseUnanswered(ready, plan, given, loaded.shown, { state, values, first });
  const responder = attended ? userName() : undefined;
  const answers = await askBeforeResume(screen.prompter, { plan, state, values, responder }, ended);
  if (ended.aborted) return stoppedBeforeStart(ended);
  if (answers === 'left') throw new NotStartedError(['left before it went on']);
  const budgets = flags.strictBudget === true ? 'strict-budget' : 'lenient-budget';
  const setup = {
    loaded,
    plan,
    values,
    targets,
    screen,
    interruption,
    attended,
    ready,
    answers,
    scratchFolder,
    budgets,
  };
  const session = restoreSession(run.folder, state, plan, sessionEnvironment(targets.pinned));
  for (const name of session.lostVariables) values.lostVariables.add(name);
  const resumed = resumedFacts(run.state, kept, session);
  const beginning = keptRun({ held, kept, left, still, resumed, session, purpose: 'go-on' });
  const exitCode = await executeRun({ ...setup, budgets, transcript }, beginning);
  if (exitCode === couldNotStart) sayUnanswered(run, plan, loaded.shown);
  return exitCode;
}

/** The checks said less than the flags had hoped for: what can be answered now that they have been looked at. */
function sayUnanswered({ state }: ResumableRun, plan: RunPlan, file: string): void {
  const missing = unknownQuestions(plan, state, 'looked').map((question) => ({
    question,
    flags: flagsFor(question),
    refusal: undefined,
  }));
  writeMessage(missingText(missing, plan, file).join('\n'));
}
