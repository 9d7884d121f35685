import { readSync } from 'node:fs';
import { Socket } from 'node:net';

const bufferBytes = 64 * 1024;
/** The most that a pipe can hold; what a process wrote before it ended is in there. */
const capacityBytes = 1024 * 1024;

export interface PipeReader {
  /** Reads what is there now, without waiting: after the writer has ended, that is all it wrote. */
  drain(): void;
  /** Lets the process end although somebody may still write. */
  unref(): void;
  close(): void;
  isEnded(): boolean;
}

/** Reads a non-blocking pipe through one buffer; a chunk is only valid during the call. `onEnd` is called when no writer is left. */
export function readPipe(fd: number, deliver: (chunk: Uint8Array) => void, onEnd: () => void = () => {}): PipeReader {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  let ended = false;
  const callback = (bytes: number, chunk: Uint8Array): boolean => {
    if (bytes > 0) deliver(chunk.subarray(0, bytes));
    return true;
  };
  const socket = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } });
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  socket.on('end', end).on('error', end).on('close', end);
  return {
    drain() {
      for (let total = 0; !ended && total <= capacityBytes; ) {
        const bytes = readNow(fd, buffer);
        if (bytes === 0) return;
        total += bytes;
        deliver(buffer.subarray(0, bytes));
      }
    },
    unref: () => socket.unref(),
    isEnded: () => ended,
    close() {
      ended = true;
      socket.destroy();
    },
  };
}

function readNow(fd: number, buffer: Buffer): number {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}
