import { closeSync, constants, openSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode } from '../diagnostics/error-code.ts';

/** Writes text into a named pipe for one reader. Resolves when it is read, or when `release` found that nobody ever will. */
export interface PipeFeed {
  readonly done: Promise<void>;
  /** The reader has ended: stops waiting for it to open the pipe. */
  release(): void;
}

export function feedPipe(path: string, text: Buffer): PipeFeed {
  let isOpen = false;
  const opening = open(path, 'w').finally(() => {
    isOpen = true;
  });
  return {
    done: opening.then((handle) => write(handle, text)),
    release() {
      if (isOpen) return;
      // Opening to write waits for a reader: be one until then, and gone before the text is written.
      const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      opening.finally(() => closeSync(reader)).catch(() => {});
    },
  };
}

async function write(handle: FileHandle, text: Buffer): Promise<void> {
  try {
    await handle.writeFile(text);
  } catch (error) {
    if (!isBrokenPipe(error)) throw error;
  } finally {
    await handle.close();
  }
}

function isBrokenPipe(error: unknown): boolean {
  return errorCode(error) === 'EPIPE';
}
