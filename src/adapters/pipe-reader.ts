import { readSync } from 'node:fs';
import { Socket } from 'node:net';
import { errorCode } from '../diagnostics/error-code.ts';

const bufferBytes = 64 * 1024;
/** The most that a pipe can hold; what a process wrote before it ended is in there. */
const capacityBytes = 1024 * 1024;
const smallBytes = 16 * 1024;

/** Used again, because memory that lies about makes every start of a process slower. */
const spareBuffers: Buffer[] = [];

export interface PipeReaderOptions {
  /** Non-blocking; closed by the reader. */
  readonly fd: number;
  /** A chunk is only valid during the call. */
  readonly deliver: (chunk: Uint8Array) => void;
  /** Called once, when no writer is left. */
  readonly onEnd?: (() => void) | undefined;
  /** How long to look away after little came, so that a writer of many lines does not cost a wake-up for each. */
  readonly restMs?: number | undefined;
}

export interface PipeReader {
  /** Reads what is there now, without waiting: after the writer has ended, that is all it wrote. */
  drain(): void;
  /** Lets the process end although somebody may still write. */
  unref(): void;
  close(): void;
  isEnded(): boolean;
}

/** Reads a pipe through one buffer. */
export function readPipe({ fd, deliver, onEnd, restMs }: PipeReaderOptions): PipeReader {
  const buffer = spareBuffers.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
  let isOver = false;
  let isAtEnd = false;
  const callback = (bytes: number, chunk: Uint8Array): boolean => {
    if (bytes > 0) deliver(chunk.subarray(0, bytes));
    const rests = restMs !== undefined && bytes < smallBytes;
    if (rests) setTimeout(() => socket.resume(), restMs).unref();
    return !rests;
  };
  const socket = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } });
  const end = (): void => {
    if (!isOver) onEnd?.();
    isOver = true;
  };
  socket.on('end', end).on('error', end);
  socket.on('close', () => {
    end();
    spareBuffers.push(buffer);
  });
  return {
    drain() {
      for (let total = 0; !isOver && total <= capacityBytes; ) {
        const bytes = readNow(fd, buffer);
        isAtEnd = bytes === 0;
        if (bytes <= 0) return;
        total += bytes;
        deliver(buffer.subarray(0, bytes));
      }
    },
    unref: () => socket.unref(),
    isEnded: () => isOver || isAtEnd,
    close() {
      isOver = true;
      socket.destroy();
    },
  };
}

/** Bytes read, 0 at the end, -1 when there is nothing now. */
function readNow(fd: number, buffer: Buffer): number {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return -1;
    throw error;
  }
}
