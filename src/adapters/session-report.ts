import { constants, openSync } from 'node:fs';
import { readPipe } from './pipe-reader.ts';

/** Collects what a shell says about itself through a named pipe. */
export interface ReportListener {
  /** Resolves when the script is about to run. */
  readonly ready: Promise<'ready'>;
  /** All that has been said up to now, as latin1. */
  text(): string;
  close(): void;
}

/** Both ends are held here, so that neither the shell nor this process waits to open it, and it never ends by itself. */
export function listen(path: string): ReportListener {
  const chunks: Buffer[] = [];
  const ready = Promise.withResolvers<'ready'>();
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const deliver = (chunk: Uint8Array): void => {
    const isFirst = chunks.length < 3;
    chunks.push(Buffer.from(chunk));
    if (isFirst && Buffer.concat(chunks).includes('ready\0')) ready.resolve('ready');
  };
  const reader = readPipe({ fd, deliver, restMs: 4 });
  reader.unref();
  return {
    ready: ready.promise,
    text() {
      reader.drain();
      return Buffer.concat(chunks).toString('latin1');
    },
    close: () => reader.close(),
  };
}
