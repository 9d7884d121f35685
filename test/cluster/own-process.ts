import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A process of the tests that ends with them, however they end. */
export interface OwnProcess {
  hasEnded(): boolean;
  /** The last lines that it wrote. */
  log(): string;
  /** SIGTERM, and after ten seconds SIGKILL. */
  stop(): Promise<void>;
}

/** Reads from a pipe that whoever starts it holds open: when that is closed, by whatever end, the program is ended. */
const guard = `
"$@" >&3 2>&3 </dev/null & pid=$!
{ read -r _; kill -TERM $pid; sleep 10; kill -KILL $pid; } <&0 2>/dev/null &
watcher=$!
wait $pid; code=$?
kill $watcher
exit $code`;

export function startProcess(program: string, args: readonly string[], logFile: string): OwnProcess {
  const log = openSync(logFile, 'a');
  const child = spawn('bash', ['-c', guard, 'guard', program, ...args], { stdio: ['pipe', 'ignore', 'ignore', log] });
  closeSync(log);
  const exited = once(child, 'exit');
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    log: () => readFileSync(logFile, 'utf8').split('\n').slice(-30).join('\n'),
    async stop() {
      child.stdin?.end();
      await exited;
    },
  };
}
