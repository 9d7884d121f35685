import type { Interruption } from '../runner/interruption.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals reach whoever decides what they mean at this moment. */
export function receiveSignals(interruption: Interruption): Disposable {
  const listeners = signals.map((signal) => [signal, () => interruption.receive(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    [Symbol.dispose]: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}
