import { foldRun } from '../../events/fold-run.ts';
import { readJournal } from '../../journal/read-journal.ts';
import { findRun } from '../../project/find-run.ts';
import { UsageError } from '../../project/usage-error.ts';
import { type GivenAnswers, givenAnswer } from '../../runner/given-answers.ts';
import { createInterruption } from '../../runner/interruption.ts';
import { missingAnswer } from '../../runner/missing-answers.ts';
import type { Question } from '../../runner/question.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { undoAddresses } from '../../runner/undo.ts';
import { undoQuestions } from '../../runner/undo-questions.ts';
import { unknownQuestions } from '../../runner/unknown-questions.ts';
import { variablesOf } from '../../runner/values.ts';
import { undoReading } from '../../terminal/undo-reading.ts';
import { findUndoable, type ResumableRun } from '../find-resumable.ts';
import { goOn, readRunToGoOn } from '../go-on.ts';
import { holdFound } from '../hold-found.ts';
import { isAttended } from '../is-attended.ts';
import { missingText } from '../missing-text.ts';
import { NotStartedError } from '../not-started.ts';
import { createScratch } from '../open-run.ts';
import { openScreen } from '../open-screen.ts';
import { checkReady } from '../ready.ts';
import { receiveSignals } from '../receive-signals.ts';
import { refuseOtherTarget } from '../refuse-other-target.ts';
import { restoreValues } from '../restore-values.ts';
import { readGivenAnswers } from '../run-flags.ts';
import { stoppedBeforeStart } from '../stopped-before-start.ts';
import { takeTerminal } from '../take-terminal.ts';
import { transcriptOf } from '../transcript-of.ts';
import type { ResumeCommandFlags } from './resume.ts';

/** `runbook undo [ID]`: takes back what a run has done, by the actions that its runbook has for that. */
export async function undo(
  part: string | undefined,
  flags: Omit<ResumeCommandFlags, 'useChanged' | 'strictBudget'>,
): Promise<number> {
  using held = holdFound(part, findUndoable);
  const { run } = held;
  const attended = isAttended(flags);
  const interruption = createInterruption(attended);
  using _signals = receiveSignals(interruption);
  const { ended } = interruption;
  using scratch = createScratch();
  const scratchFolder = scratch.folder;
  const toGoOn = await readRunToGoOn(held, {}, scratchFolder, ended);
  const { kept, environment, targets, plan, still, state } = toGoOn;
  const { loaded } = kept;
  refuseNothing(run, plan);
  const questions = undoQuestions(plan, state);
  const unknown = unknownQuestions(plan, state);
  const given = readGivenAnswers(flags, plan, process.env, [...still, ...unknown, ...questions]);
  const values = restoreValues(state, plan, given, flags.set, process.env);
  using terminal = attended ? takeTerminal(flags) : undefined;
  const transcript = transcriptOf(flags);
  const shown = { plan, values, given, interruption, runbookFolder: loaded.folder, transcript } as const;
  using screen = openScreen({ ...shown, terminal, json: flags.json });
  const ready = await checkReady(plan, targets, variablesOf(values, environment), ended);
  if (ended.aborted) return stoppedBeforeStart(ended);
  refuseOtherTarget(ready.proofs);
  if (!attended) refuseUnanswered([...still, ...unknown, ...questions], given, plan, loaded.shown);
  if (terminal !== undefined) {
    const view = { plan, state, values, elapsedMs: () => state.lastMonoMs, columns: terminal.person.columns() };
    const how = await terminal.person.readToTheEnd(undoReading(view), 'r', '[r] undo: each action is asked for', ended);
    if (how === 'back') throw new NotStartedError(['left before anything was taken back']);
  }
  const budgets = 'lenient-budget';
  const setup = {
    values,
    screen,
    interruption,
    attended,
    ready,
    answers: [],
    scratchFolder,
    budgets,
    transcript,
  } as const;
  const exitCode = await goOn(toGoOn, setup, 'undo');
  // The run is over as aborted whatever is taken back; that all of it was is a success of this command.
  const { undo: undone, ended: end } = foldRun(readJournal(findRun(run.name).folder).events);
  return end !== undefined && undone?.ended?.outcome === 'succeeded' ? 0 : exitCode;
}

/** A run in which there is nothing to take back, or nothing that would, is left alone. */
function refuseNothing({ id, state }: ResumableRun, plan: RunPlan): void {
  if (undoAddresses(plan, state).length > 0) return;
  throw new UsageError(
    `run ${id} has nothing to take back, or its runbook has no undo for what it did`,
    `runbook report ${id} tells what it did.`,
  );
}

/** Without a person every answer is there before anything is taken back. */
function refuseUnanswered(questions: readonly Question[], given: GivenAnswers, plan: RunPlan, file: string): void {
  const missing = questions.filter((question) => givenAnswer(question, given) === undefined).map(missingAnswer);
  if (missing.length > 0) throw new NotStartedError(missingText(missing, plan, file));
}
