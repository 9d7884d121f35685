import { closeSync, constants, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Writes text into a named pipe for one reader. Resolves when it is read, or when `release` found that nobody ever will. */
export interface PipeFeed {
  readonly done: Promise<void>;
  /** The reader has ended: stops waiting for it to open the pipe. */
  release(): void;
}

export function feedPipe(path: string, text: Buffer): PipeFeed {
  let isOpen = false;
  const feed = async (): Promise<void> => {
    const handle = await open(path, 'w');
    isOpen = true;
    try {
      await handle.writeFile(text);
    } catch (error) {
      if (!isBrokenPipe(error)) throw error;
    } finally {
      await handle.close();
    }
  };
  const done = feed();
  return {
    done,
    release() {
      // Opening to write waits for a reader: be one for a moment.
      if (!isOpen) closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
    },
  };
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
