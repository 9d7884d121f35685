import { StopReason } from './ports.ts';

export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What a signal means at this moment: stop the action, or end the run. Owned by whoever receives the signals. */
export interface Interruption {
  /** Aborted, with an EndSignal as its reason, when the run must end. */
  readonly ended: AbortSignal;
  /** While an action runs: how to stop it. */
  watch(stop: (reason: StopReason) => void, effect: 'read' | 'write' | 'destructive'): Disposable;
  /** The terminal gave Ctrl-C to an action as well, which has ended by it first: the signal is still to come, and is used up. */
  expectSigint(): void;
  /** The run pauses as soon as what runs has ended. */
  askPause(): void;
  isPauseAsked(): boolean;
  /** What must be done although this has ended: signals that come from now on are about that. */
  afterwards(): Interruption;
  /** A signal arrived. With a person there, the first SIGINT only stops what runs. */
  receive(signal: EndSignal): void;
}

export function createInterruption(isAttended: boolean): Interruption {
  const ended = new AbortController();
  let running: { stop: (reason: StopReason) => void; effect: string; stopping: boolean } | undefined;
  let isExpected = false;
  let isPauseAsked = false;
  let next: Interruption | undefined;
  return {
    ended: ended.signal,
    watch(stop, effect) {
      running = { stop, effect, stopping: false };
      isExpected = false;
      return { [Symbol.dispose]: () => (running = undefined) };
    },
    expectSigint() {
      isExpected = true;
    },
    askPause() {
      isPauseAsked = true;
    },
    isPauseAsked: () => isPauseAsked,
    afterwards() {
      next = createInterruption(isAttended);
      return next;
    },
    receive(signal) {
      if (next !== undefined) {
        next.receive(signal);
        return;
      }
      if (signal === 'SIGINT' && isExpected) {
        isExpected = false;
        return;
      }
      if (signal === 'SIGINT' && isAttended && running !== undefined && !running.stopping) {
        running.stopping = true;
        running.stop(new StopReason('responder'));
        return;
      }
      ended.abort(signal);
      const finishes = signal === 'SIGHUP' && running?.effect !== 'read';
      if (!finishes) running?.stop(new StopReason('interrupted'));
    },
  };
}
