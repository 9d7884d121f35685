import { findRoot } from '../journal/find-root.ts';
import type { ResumableRun } from './find-resumable.ts';
import { holdPlace } from './hold-place.ts';

/** A run that is gone on with, for this program alone until it is disposed. */
export interface HeldRun extends Disposable {
  readonly run: ResumableRun;
}

/**
 * Holds a run before reading how it stands: whoever had it until now may have gone on with it, and what was read before
 * would be done a second time.
 */
export function holdFound(part: string | undefined, find: (part: string | undefined) => ResumableRun): HeldRun {
  const found = find(part);
  const hold = holdPlace(findRoot(process.cwd()), found);
  try {
    return { run: find(found.name), [Symbol.dispose]: () => hold[Symbol.dispose]() };
  } catch (error) {
    hold[Symbol.dispose]();
    throw error;
  }
}
