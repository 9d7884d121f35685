import type { PromptView } from '../runner/prompter.ts';
import type { CardView } from './card.ts';
import { contactsReading, detailsReading, keysReading, type Reading } from './overlays.ts';
import { undoReading } from './undo-reading.ts';

/** Longer texts that are read from outside the terminal. */
export interface Readings {
  /** The whole output of the last action, or of the one that runs. */
  readonly log: (view: PromptView) => Reading;
  /** What is left of the run as plain commands. */
  readonly rest: (view: PromptView) => Reading;
}

/** What a key that only looks shows, whoever's turn it is; undefined for every other key. */
export function readingOf(
  key: string,
  step: string | undefined,
  view: CardView,
  readings: Readings,
): Reading | undefined {
  switch (key) {
    case 'contacts':
      return contactsReading(view);
    case 'details':
      return detailsReading(step, view);
    case 'log':
      return readings.log(view);
    case 'undo-plan':
      return undoReading(view);
    case 'help':
      return keysReading;
    case 'write-out':
      return readings.rest(view);
    default:
      return undefined;
  }
}
