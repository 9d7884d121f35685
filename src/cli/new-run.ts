import { emptyRun } from '../events/fold-run.ts';
import type { RunBeginning } from './execute-run.ts';
import { type NewRun, openRun, runStarted } from './open-run.ts';
import { recordBeforeStart } from './record-before-start.ts';

/** A run that begins: with a folder of its own, and what was proved and answered before the clock started. */
export function newRun(of: NewRun): RunBeginning {
  return {
    state: emptyRun(),
    open: ({ loaded }, ...rest) => openRun(loaded, ...rest),
    begin: async (running, setup, { id, elsewhere }, mark) => {
      await running.append(runStarted(id, setup, of, mark));
      await recordBeforeStart(setup, running);
      if (elsewhere !== undefined) await running.append({ type: 'note', level: 'look', text: elsewhere });
      for (const text of of.looks) await running.append({ type: 'note', level: 'look', text });
      return 'begun';
    },
  };
}
