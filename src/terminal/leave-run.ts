import type { Question } from '../runner/question.ts';
import { undoAddresses } from '../runner/undo.ts';
import { type Answered, type Asking, answered, cardViewOf } from './asking.ts';
import { type Below, framing } from './frame.ts';
import { keyRowsOf, leaveKeys } from './keys.ts';
import { leaveCard } from './leave-card.ts';
import type { Moment } from './person.ts';
import { undoReading } from './undo-reading.ts';

/** Where things stand, before anything is ended. A second Ctrl-C here ends the run as interrupted. */
export async function leave(question: Question, asking: Asking): Promise<Answered> {
  const { view, signal, person, readings, interrupt } = asking;
  const below: Below = { turn: 'YOUR TURN', keys: (columns) => keyRowsOf(leaveKeys, columns), constant: false };
  const moment: Moment = {
    frame: framing((card) => leaveCard(card, question.kind === 'failure' ? 'failed' : 'aborted'), below, view),
    answers: new Map([...leaveKeys.answers, ['ctrl-c', 'interrupted']]),
    deafMs: 150,
  };
  for (;;) {
    const key = await person.press(moment, signal);
    switch (key) {
      case 'back':
        return 'again';
      case 'pause':
        return { do: 'leave', how: 'pause' };
      case 'undo-plan': {
        const reply = await readUndoPlan(asking);
        if (reply !== 'again') return reply;
        break;
      }
      case 'write-out':
        await person.read(readings.rest(view), view, signal);
        break;
      case 'interrupted':
        interrupt();
        return { do: 'leave', how: 'end' };
      default:
        // What has failed ends as failed: nobody overrode it.
        return question.kind === 'failure' ? answered('end') : { do: 'leave', how: 'end' };
    }
  }
}

/** Looking at it runs nothing; from its end the run can be left to take back what it did, each action asked for. */
export async function readUndoPlan(asking: Asking): Promise<Answered> {
  const { person, view, signal } = asking;
  const reading = undoReading(cardViewOf(asking));
  if (view.state.undo !== undefined || undoAddresses(view.plan, view.state).length === 0) {
    await person.read(reading, view, signal);
    return 'again';
  }
  const how = await person.readToTheEnd(reading, 'r', '[r] leave the run and undo: each action is asked for', signal);
  return how === 'confirmed' ? { do: 'leave', how: 'undo' } : 'again';
}
