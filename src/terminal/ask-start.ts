import { escapeControls } from '../diagnostics/escape-controls.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Card, CardView } from './card.ts';
import { type Below, framing } from './frame.ts';
import { keyRowsOf, keysFrom } from './keys.ts';
import { contactsReading, type Reading } from './overlays.ts';
import type { Person } from './person.ts';

interface AskStartOptions {
  readonly person: Person;
  readonly card: (view: CardView) => Card;
  readonly view: PromptView;
  /** What the first key runs: `the reads of step 1`. */
  readonly plan: () => Reading;
  /** Must be typed before a run may change anything; the environment's `confirm: typed`. */
  readonly typed: string | undefined;
}

export const startKeys = keysFrom([
  ['r', '[r] start', 'start'],
  ['d', '[d] whole plan', 'plan'],
  ['c', '[c] contacts', 'contacts'],
  ['q', '[q] quit', 'leave'],
]);

/** One key starts the run, and a name where the environment wants that; the clock starts then. */
export async function askStart(options: AskStartOptions, signal: AbortSignal): Promise<'started' | 'left'> {
  const { person, card, view, plan, typed } = options;
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => keyRowsOf(startKeys, columns), constant: false };
  const answers = new Map([...startKeys.answers, ['ctrl-c', 'leave'] as const]);
  for (;;) {
    const key = await person.press({ frame: framing(card, below, view), answers, deafMs: 150 }, signal);
    if (key === 'leave') return 'left';
    if (key === 'contacts') await person.read(contactsReading({ ...view, columns: person.columns() }), view, signal);
    if (key === 'plan') await person.read(plan(), view, signal);
    if (key !== 'start') continue;
    if (typed === undefined || (await isTyped(typed, options, signal))) return 'started';
  }
}

async function isTyped(typed: string, { person, card, view }: AskStartOptions, signal: AbortSignal): Promise<boolean> {
  const clock = ` YOUR TURN   writes to ${escapeControls(typed)} are locked until you type its name  Esc: back`;
  const text = await person.type((letters) => {
    const keys = () => [` Type  ${escapeControls(typed)}  to start: ${letters}`];
    return framing(card, { turn: 'YOUR TURN', clock, keys, constant: false }, view);
  }, signal);
  return text === typed;
}
