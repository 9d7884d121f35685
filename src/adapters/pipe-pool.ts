import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** On a disk each takes a quarter of a millisecond: the first action waits for no more than it needs. */
const firstBatch = 10;
const batch = 30;
const lowMark = 20;

/** Paths of named pipes, made many at a time and ahead of need, because making them takes longer than starting a shell. */
export interface PipePool {
  take(count: number): Promise<readonly string[]>;
  /** Resolves when nothing is being made any more. */
  settle(): Promise<void>;
}

export interface OpenPipe {
  /** Never blocks; for this process. */
  readonly read: number;
  /** Blocks, as programs expect; for the child, closed here after it has started. */
  readonly write: number;
}

/** Pipes in `folder`, made by name with `makePipes`. The first batch is begun at once. */
export function createPipePool(folder: string, makePipes: (names: readonly string[]) => Promise<void>): PipePool {
  const ready: string[] = [];
  let made = 0;
  let filling: Promise<void> | undefined;
  const fill = (): Promise<void> => {
    filling ??= make().finally(() => {
      filling = undefined;
    });
    return filling;
  };
  const make = async (): Promise<void> => {
    const count = made === 0 ? firstBatch : batch;
    const names = Array.from({ length: count }, (_, index) => `pipe-${made + index}`);
    made += count;
    await makePipes(names);
    ready.push(...names.map((name) => join(folder, name)));
  };
  fill().catch(ignoreUntilTaken);
  return {
    async take(count) {
      while (ready.length < count) await fill();
      const taken = ready.splice(0, count);
      if (ready.length < lowMark) fill().catch(ignoreUntilTaken);
      return taken;
    },
    settle: async () => await filling?.catch(ignoreUntilTaken),
  };
}

/** A real pipe: `echo x > /dev/stderr` fails on the socket pair that `stdio: 'pipe'` would give. */
export function openPipe(path: string): OpenPipe {
  const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const write = openSync(path, constants.O_WRONLY);
  unlinkSync(path);
  return { read, write };
}

export function closePipe(pipe: OpenPipe): void {
  closeSync(pipe.read);
  closeSync(pipe.write);
}

/** A batch that failed fails again, and aloud, for whoever needs it. */
function ignoreUntilTaken(): void {}
