import type { OutputStream } from './process-start.ts';

const limitBytes = 4_096;

/** Passes output on and remembers the end of standard error, where the shell says what went wrong. */
export interface OutputTail {
  readonly output: (stream: OutputStream, chunk: Uint8Array) => void;
  text(): string;
}

export function keepTail(output: (stream: OutputStream, chunk: Uint8Array) => void): OutputTail {
  let tail = Buffer.alloc(0);
  return {
    output(stream, chunk) {
      if (stream === 'stderr') tail = Buffer.concat([tail, chunk.subarray(-limitBytes)]).subarray(-limitBytes);
      output(stream, chunk);
    },
    text: () => tail.toString(),
  };
}
