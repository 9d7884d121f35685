import { createInterruption } from '../../runner/interruption.ts';
import { isUndoing, undoQuestions } from '../../runner/undo-questions.ts';
import { unknownQuestions } from '../../runner/unknown-questions.ts';
import { variablesOf } from '../../runner/values.ts';
import { askBeforeResume } from '../ask-before-resume.ts';
import { findResumable } from '../find-resumable.ts';
import { goOn, readRunToGoOn } from '../go-on.ts';
import { holdFound } from '../hold-found.ts';
import { isAttended } from '../is-attended.ts';
import { lookWhileReading, noLooks } from '../look-while-reading.ts';
import { NotStartedError } from '../not-started.ts';
import { createScratch } from '../open-run.ts';
import { openScreen } from '../open-screen.ts';
import { practiceOf } from '../practice-of.ts';
import { checkReady, refuseMissing, refuseUnanswered } from '../ready.ts';
import { receiveSignals } from '../receive-signals.ts';
import { refuseOtherTarget } from '../refuse-other-target.ts';
import { restoreValues } from '../restore-values.ts';
import { readGivenAnswers } from '../run-flags.ts';
import { stoppedBeforeStart } from '../stopped-before-start.ts';
import { takeTerminal } from '../take-terminal.ts';
import { transcriptOf } from '../transcript-of.ts';
import { userName } from '../user-name.ts';
import type { RunCommandFlags } from './run.ts';

export interface ResumeCommandFlags extends Omit<RunCommandFlags, 'env'> {
  readonly useChanged?: boolean;
}

/** `runbook resume [ID]`: from the journal of a run to the exit code. */
export async function resume(part: string | undefined, flags: ResumeCommandFlags): Promise<number> {
  using held = holdFound(part, findResumable);
  const attended = isAttended(flags);
  const interruption = createInterruption(attended);
  using _signals = receiveSignals(interruption);
  const { ended } = interruption;
  using scratch = createScratch();
  const scratchFolder = scratch.folder;
  const found = await readRunToGoOn(held, flags, scratchFolder, ended);
  const { loaded } = found.kept;
  using looking = attended ? lookWhileReading(loaded) : noLooks;
  const practice = attended ? await practiceOf(loaded) : undefined;
  const drill = found.state.started?.drill === true ? ('plain' as const) : undefined;
  const toGoOn = { ...found, plan: { ...found.plan, looks: looking.looks, practice, drill } };
  const { environment, targets, plan, still, state } = toGoOn;
  const undoing = isUndoing(state) ? undoQuestions(plan, state) : [];
  const first = [...still, ...unknownQuestions(plan, state), ...undoing];
  const given = readGivenAnswers(flags, plan, process.env, first);
  const values = restoreValues(state, plan, given, flags.set, process.env);
  using terminal = attended ? takeTerminal(flags) : undefined;
  const transcript = transcriptOf(flags);
  const shown = { plan, values, given, interruption, runbookFolder: loaded.folder, transcript } as const;
  using screen = openScreen({ ...shown, terminal, json: flags.json });
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
  const setup = { values, screen, interruption, attended, ready, answers, scratchFolder, budgets, transcript } as const;
  return await goOn(toGoOn, setup, 'go-on');
}
