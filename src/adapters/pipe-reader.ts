import { readSync } from 'node:fs';
import { Socket } from 'node:net';

const bufferBytes = 64 * 1024;
/** The most that a pipe can hold; what a process wrote before it ended is in there. */
const capacityBytes = 1024 * 1024;

/** Used again, because memory that lies about makes every start of a process slower. */
const spareBuffers: Buffer[] = [];

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
  const buffer = spareBuffers.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
  let ended = false;
  let isAtEnd = false;
  const callback = (bytes: number, chunk: Uint8Array): boolean => {
    if (bytes > 0) deliver(chunk.subarray(0, bytes));
    return true;
  };
  const socket = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } });
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  socket
    .on('end', end)
    .on('error', end)
    .on('close', () => {
      end();
      spareBuffers.push(buffer);
    });
  return {
    drain() {
      for (let total = 0; !ended && total <= capacityBytes; ) {
        const bytes = readNow(fd, buffer);
        isAtEnd = bytes === 0;
        if (bytes <= 0) return;
        total += bytes;
        deliver(buffer.subarray(0, bytes));
      }
    },
    unref: () => socket.unref(),
    isEnded: () => ended || isAtEnd,
    close() {
      ended = true;
      socket.destroy();
    },
  };
}

/** Bytes read, 0 at the end, -1 when there is nothing now. */
function readNow(fd: number, buffer: Buffer): number {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return -1;
    throw error;
  }
}
