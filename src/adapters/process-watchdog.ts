import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Its input ends when this process does, however that happens; what is still listed then is stopped. It must not end
 * itself when the runner is gone before it has answered.
 */
const script = `
trap '' PIPE
live=
while read -r sign rest; do
  case $sign in
    p) why=$(cd "$1" && mkfifo -m 600 -- $rest 2>&1) && echo made || echo $why ;;
    +) live="$live $rest" ;;
    -) left=; for one in $live; do [ "$one" = "$rest" ] || left="$left $one"; done; live=$left ;;
  esac
done
for one in $live; do kill -TERM -$one; kill -CONT -$one; done 2>/dev/null
[ -z "$live" ] || sleep 1
for one in $live; do kill -KILL -$one; done 2>/dev/null
`;

/** A small shell beside this process, for what a process cannot do itself. */
export interface Watchdog {
  /** Makes named pipes, which takes a program, and starting one from here takes longer than from a shell. One call at a time. */
  makePipes(names: readonly string[]): Promise<void>;
  /** Stops this group when the runner is killed and cannot do it itself. */
  watch(group: number): void;
  release(group: number): void;
  /** Ends it; what is still watched is stopped. */
  close(): void;
}

/** `pipesFolder` is where it makes pipes. It does not keep this process from ending, but while pipes are waited for. */
export function startWatchdog(pipesFolder: string): Watchdog {
  const child = spawn('sh', ['-c', script, 'runbook', pipesFolder], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    cwd: '/',
  });
  const { stdin, stdout } = child;
  child.on('error', () => {}).unref();
  stdin.on('error', () => {});
  unref(stdin);
  unref(stdout);
  return {
    async makePipes(names) {
      stdin.write(`p ${names.join(' ')}\n`);
      const answer = await nextChunk(stdout);
      if (answer !== 'made') throw new Error(`no pipes could be made in ${pipesFolder}: ${answer}`);
    },
    watch: (group) => void stdin.write(`+ ${group}\n`),
    release: (group) => void stdin.write(`- ${group}\n`),
    close: () => void stdin.end(),
  };
}

/** An answer is one short line, which comes whole. */
async function nextChunk(stream: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const onData = (chunk: Buffer): void => resolve(chunk.toString().trim());
  const onClose = (): void => resolve('the shell for it has ended');
  stream.once('data', onData).once('close', onClose);
  if (stream.closed) onClose();
  ref(stream);
  const answer = await promise;
  unref(stream);
  stream.off('data', onData).off('close', onClose);
  return answer;
}

function ref(stream: unknown): void {
  if (stream instanceof Socket) stream.ref();
}

function unref(stream: unknown): void {
  if (stream instanceof Socket) stream.unref();
}
