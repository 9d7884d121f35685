import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLeftBroken } from '../events/run-state.ts';
import type { LeftBehind } from '../journal/lost-actions.ts';
import { openJournal } from '../journal/open-journal.ts';
import { ownIdentity } from '../journal/process-identity.ts';
import { refugesOf } from '../journal/state-folder.ts';
import { digestOf } from '../project/digest-of.ts';
import type { RunningQuestion } from '../runner/question.ts';
import { recordLoss, recordResume } from '../runner/record-resume.ts';
import type { ResumedFacts } from '../runner/resumed-facts.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { Running } from '../runner/running.ts';
import { undoAddresses } from '../runner/undo.ts';
import { unknownQuestions } from '../runner/unknown-questions.ts';
import type { RunBeginning } from './execute-run.ts';
import type { HeldRun } from './hold-found.ts';
import { type KeptRunbook, nextCopyName } from './load-kept-runbook.ts';
import { contentsOf } from './open-run.ts';
import { recordBeforeStart } from './record-before-start.ts';
import type { RestoredSession } from './restore-session.ts';
import { settleStillRunning } from './still-running.ts';
import { systemClock } from './system-clock.ts';
import { userName } from './user-name.ts';

export interface KeptRun {
  readonly held: HeldRun;
  readonly kept: KeptRunbook;
  readonly left: LeftBehind;
  /** What it left running. */
  readonly still: readonly RunningQuestion[];
  readonly resumed: ResumedFacts;
  readonly session: RestoredSession;
  /** What is done then. */
  readonly purpose: 'go-on' | 'undo';
}

/** A run that goes on where it was: in its own folder, with its own journal. */
export function keptRun({ held, kept, left, still, resumed, session, purpose }: KeptRun): RunBeginning {
  const { id, folder, state } = held.run;
  return {
    state,
    resumed,
    session,
    mark: state.started?.mark,
    open: ({ loaded }, redactor, onOutput, onTrouble) => {
      const refuges = refugesOf(loaded.root, held.run.name);
      const journal = openJournal({ folder, clock: systemClock, redactor, onOutput, refuges, onTrouble });
      return { id, folder, hold: held, journal };
    },
    begin: async (running, setup) => {
      const who = { user: userName(), ...ownIdentity() };
      const changed = kept.goesOnWith === 'changed' ? keepChanged(folder, kept, setup.plan) : undefined;
      await recordResume(running, {
        type: 'run-resumed',
        ...who,
        attended: setup.attended,
        lastSign: left.lastSign,
        changed,
      });
      await recordBeforeStart(setup, running);
      if (isLeftBroken(state)) await running.append({ type: 'note', level: 'look', of: 'fault', text: stillBroken });
      for (const text of looksOf(kept, resumed)) await running.append({ type: 'note', level: 'look', text });
      if ((await settleStillRunning(still, running)) === 'left') return 'left';
      if (setup.interruption.ended.aborted) return 'begun';
      await recordLoss(running, left.ends);
      if (purpose === 'undo') return beginUndo(running);
      // What was in flight is asked about on the same screen, once its checks have been looked at.
      if (!setup.attended || hasUnknown(running)) return 'begun';
      return (await setup.screen.askResume({ ...running, resumed })) === 'left' ? 'left' : 'begun';
    },
  };
}

const stillBroken = 'The drill has broken its environment; that is brought back when this run ends';

/** One that was cut off goes on where it was. */
async function beginUndo({ plan, state, append }: Running): Promise<'begun'> {
  if (state.undo === undefined || state.undo.ended !== undefined)
    await append({ type: 'undo-started', actions: [...undoAddresses(plan, state)] });
  return 'begun';
}

function hasUnknown({ plan, state }: Running): boolean {
  return unknownQuestions(plan, state).length > 0;
}

/** What somebody who reads only the lines of the run must know. */
function looksOf({ change, goesOnWith, droppedEdits }: KeptRunbook, { lost }: ResumedFacts): readonly string[] {
  const way =
    goesOnWith === 'changed'
      ? 'the run goes on with the file as it is now'
      : 'the run goes on with what it began with; --use-changed goes on with the file as it is now';
  return [
    ...(change.state === 'same' ? [] : [`CHANGED ${change.text}: ${way}`]),
    ...droppedEdits.map((address) => `DROPPED what ${address} was edited to: the file has another command there now`),
    ...lost.map((text) => `LOST ${text}`),
  ];
}

/** A copy of its own, so that the next resume finds it, whatever becomes of the file. */
function keepChanged(folder: string, { loaded: { text }, droppedEdits }: KeptRunbook, plan: RunPlan) {
  const keptAs = nextCopyName(folder);
  writeFileSync(join(folder, keptAs), text, { mode: 0o600, flag: 'wx', flush: true });
  return { digest: digestOf(text), keptAs, droppedEdits: [...droppedEdits], ...contentsOf(plan) };
}
