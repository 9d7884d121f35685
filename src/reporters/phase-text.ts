import type { EventBodyOf } from '../events/event.ts';

type Phase = 'undo' | 'fault' | 'restore';

/** What begins beside the steps of a run, and how it ended. */
export type PhaseEvent = EventBodyOf<`${Phase}-started`> | EventBodyOf<`${Phase}-ended`>;

export function phaseText(event: PhaseEvent): string {
  switch (event.type) {
    case 'undo-started':
      return `undo begins: ${event.actions.join(', ')}`;
    case 'fault-started':
      return `the drill breaks its environment: ${event.actions.join(', ')}`;
    case 'restore-started':
      return `what the drill broke is brought back: ${event.actions.join(', ')}`;
    case 'undo-ended':
      return `undo ${event.outcome}`;
    case 'fault-ended':
      return event.outcome === 'succeeded' ? 'the drill has broken its environment' : 'the fault could not be made';
    case 'restore-ended':
      return event.outcome === 'succeeded'
        ? 'what the drill broke is as it was'
        : 'what the drill broke is NOT as it was';
  }
}
