import type { ShellVisited } from './prompter.ts';
import { proveBefore } from './prove-before.ts';
import type { Question } from './question.ts';
import type { Running } from './running.ts';
import { variablesOf } from './values.ts';

/** What the log of a shell of the session is named by. */
const shellName = '.shell';

export function isShellLog(action: string): boolean {
  return action.endsWith(shellName);
}

/**
 * Gives the person a shell of the session: the target is proved before, as before a write, that it was opened is on
 * disk before it is, and what was typed and seen is kept like the output of an action.
 */
export async function visitShell(question: Question, running: Running): Promise<ShellVisited> {
  const { ports, plan, values, options, append } = running;
  const why = await proveBefore({ address: question.id, place: question.place }, running);
  if (why !== undefined) return { state: 'refused', why };
  await append({ type: 'note', level: 'info', text: `${options.user} opens a shell of the session at ${question.id}` });
  await running.flushed();
  const action = `${question.id}${shellName}`;
  const beganMs = ports.clock.monoMs();
  const log = ports.sink.openLog(action, 1);
  const stop = new AbortController();
  using _watched = ports.interruption.watch((reason) => stop.abort(reason), 'write');
  const end = await ports.shell.open({
    action,
    prompt: promptOf(running),
    variables: variablesOf(values, plan.environment),
    output: (stream, chunk) => (options.transcript === 'kept' ? log.write(stream, chunk) : undefined),
    signal: stop.signal,
  });
  const { file, bytes, digest } = log.end();
  const elapsedMs = ports.clock.monoMs() - beganMs;
  const { changed, problem } = end;
  const what = problem ?? `changed: ${changed.length === 0 ? 'nothing' : changed.join(', ')}`;
  const kept = file ?? 'no log of it is kept';
  await append({
    type: 'note',
    level: 'info',
    text: `the shell at ${question.id} was left; ${what}; ${kept}`,
    log: file === undefined ? undefined : { file, bytes, digest },
  });
  return { state: 'left', elapsedMs, changed, problem };
}

/** `runbook payment-processor PRODUCTION $ `; nothing in it that a shell would read. */
function promptOf({ plan }: Running): string {
  const words = ['runbook', plan.runbook.name, plan.environment?.name.toUpperCase() ?? ''];
  const shown = words.map((word) => word.replace(/[^\w.@-]/g, '-')).filter((word) => word !== '');
  return `${shown.join(' ')} $ `;
}
