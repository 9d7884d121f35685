import type { PromptView } from '../runner/prompter.ts';
import { type Below, framing } from './frame.ts';
import { keyRowsOf, keysFrom } from './keys.ts';
import { contactsReading, differenceReading } from './overlays.ts';
import type { Person } from './person.ts';
import { resumeCard } from './resume-card.ts';

const keys = keysFrom([
  ['r', '[r] go on where it was; this runs nothing yet', 'on'],
  ['d', '[d] details', 'details'],
  ['c', '[c] contacts', 'contacts'],
  ['q', '[q] quit', 'left'],
]);

interface AskResumeOptions {
  readonly person: Person;
  readonly view: PromptView;
}

/** One key goes on with a run in which nothing was in flight. */
export async function askResume({ person, view }: AskResumeOptions, signal: AbortSignal): Promise<'on' | 'left'> {
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => keyRowsOf(keys, columns), constant: false };
  const answers = new Map([...keys.answers, ['ctrl-c', 'left'] as const]);
  for (;;) {
    const moment = { frame: framing((card) => resumeCard(card), below, view), answers, deafMs: 150 };
    const key = await person.press(moment, signal);
    if (key === 'contacts') await person.read(contactsReading({ ...view, columns: person.columns() }), view, signal);
    const difference = key === 'details' && view.resumed !== undefined ? differenceReading(view.resumed) : undefined;
    if (difference !== undefined) await person.read(difference, view, signal);
    if (key === 'on' || key === 'left') return key;
  }
}
