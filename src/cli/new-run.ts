import { emptyRun } from '../events/fold-run.ts';
import type { RunBeginning } from './execute-run.ts';
import { openRun, runStarted } from './open-run.ts';
import { recordBeforeStart } from './record-before-start.ts';

/** What a new run says of itself at the beginning. */
export interface NewRun {
  /** Practice: it is written down as one. */
  readonly drill: boolean;
  /** It breaks its environment first, and brings that back. */
  readonly fault: boolean;
  readonly looks: readonly string[];
}

/** A run that begins: with a folder of its own, and what was proved and answered before the clock started. */
export function newRun({ drill, fault, looks }: NewRun): RunBeginning {
  return {
    state: emptyRun(),
    open: ({ loaded }, ...rest) => openRun(loaded, ...rest),
    begin: async (running, setup, { id, elsewhere }, mark) => {
      await running.append(runStarted(id, setup, { mark, drill, fault }));
      await recordBeforeStart(setup, running);
      if (elsewhere !== undefined) await running.append({ type: 'note', level: 'look', text: elsewhere });
      for (const text of looks) await running.append({ type: 'note', level: 'look', text });
      return 'begun';
    },
  };
}
