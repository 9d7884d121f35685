import { writeMessage } from './output.ts';

/**
 * Output that cannot be written ends no run in the middle. A reader that has gone (`| head`) is nobody's loss; anything
 * else, such as a full disk, is said at the end, and is a failure of every command but a run, which is in its journal.
 */
export function watchOutput(isRun: boolean): void {
  let failure: Error | undefined;
  const keep = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') failure ??= error;
  };
  process.stdout.on('error', keep);
  process.stderr.on('error', keep);
  process.on('exit', (code) => {
    if (failure === undefined) return;
    const rest = isRun
      ? 'The run went on and is journaled: runbook report tells it.'
      : 'What is there is not all of it.';
    writeMessage(`the output cannot be written: ${failure.message}\n${rest}`);
    if (code === 0 && !isRun) process.exitCode = 1;
  });
}
