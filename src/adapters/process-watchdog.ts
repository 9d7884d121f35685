import { spawn } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync, writeSync } from 'node:fs';

/** Its input ends when this process does, however that happens; what is still listed then is stopped. */
const script = `
live=
while read -r sign group; do
  rest=; for one in $live; do [ "$one" = "$group" ] || rest="$rest $one"; done
  live=$rest; [ "$sign" = - ] || live="$live $group"
done
for one in $live; do kill -TERM -$one; kill -CONT -$one; done 2>/dev/null
[ -z "$live" ] || sleep 1
for one in $live; do kill -KILL -$one; done 2>/dev/null
`;

export interface Watchdog {
  watch(group: number): void;
  release(group: number): void;
  /** Ends it; what is still watched is stopped. */
  close(): void;
}

/** Stops the groups of actions when the runner is killed and cannot do it itself. `path` is a named pipe of ours. */
export function startWatchdog(path: string): Watchdog {
  const write = openSync(path, constants.O_RDWR);
  const read = openSync(path, constants.O_RDONLY);
  unlinkSync(path);
  const child = spawn('sh', ['-c', script], { stdio: [read, 'ignore', 'ignore'], detached: true, cwd: '/' });
  child.on('error', () => {});
  child.unref();
  closeSync(read);
  return {
    watch: (group) => tell(write, `+ ${group}\n`),
    release: (group) => tell(write, `- ${group}\n`),
    close: () => closeSync(write),
  };
}

function tell(fd: number, line: string): void {
  writeSync(fd, line);
}
