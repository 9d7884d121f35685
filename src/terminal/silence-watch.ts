import type { RunEvent } from '../events/event.ts';
import { formatClock } from '../runbook/duration.ts';

/** Says when a running command has been silent for long: waiting must not look like hanging. */
export interface SilenceWatch {
  event(event: RunEvent): void;
  heard(): void;
}

const everyMs = 30_000;

export function createSilenceWatch(say: (text: string) => void): SilenceWatch {
  let heardMs = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    event(event) {
      if (event.type === 'action-intended') {
        heardMs = performance.now();
        timer = setInterval(() => {
          const silentMs = performance.now() - heardMs;
          if (silentMs >= everyMs - 1_000)
            say(`still running, no output for ${formatClock(silentMs)}: ${event.action}`);
        }, everyMs).unref();
      }
      if (event.type === 'action-ended') clearInterval(timer);
    },
    heard() {
      heardMs = performance.now();
    },
  };
}
