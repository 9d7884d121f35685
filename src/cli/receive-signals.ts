import type { Interruption } from '../runner/interruption.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals reach whoever decides what they mean at this moment. */
export function receiveSignals(interruption: Interruption): Disposable {
  // A wait between two attempts holds nothing open by itself: without this the program would just end there.
  const alive = setInterval(() => undefined, 2_147_483_647);
  const listeners = signals.map((signal) => [signal, () => interruption.receive(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    [Symbol.dispose]: () => {
      clearInterval(alive);
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}
