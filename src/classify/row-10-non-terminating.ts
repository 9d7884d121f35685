import { assumedEffect } from './assumed-effect.ts';
import { matchesAny } from './command-pattern.ts';
import { entryOf } from './entry-of.ts';
import { type Invocation, invocationText } from './invocations.ts';
import type { Reading } from './reading.ts';
import { nonTerminatingCommands } from './tables/non-terminating-commands.ts';
import { type Finding, handedOff, type Verdict } from './verdict.ts';
import { hasAnyOption } from './words.ts';

/** What never ends by itself is the responder's, unless the author gave a timeout or marked it `background`. */
export function nonTerminating(reading: Reading): Verdict | undefined {
  const { action } = reading;
  if (action.background || action.interactive || action.timeoutMs !== undefined) return undefined;
  const invocation = reading.invocations.find(
    (candidate) => isEndless(candidate) && mayStayInBackground(reading, candidate),
  );
  if (invocation !== undefined) {
    const { position } = invocation.command;
    const text = invocationText(invocation);
    const program = invocation.through.includes('watch') ? 'watch' : invocation.program;
    return verdict(reading, program, finding(position.line, position.column, `"${text}" does not end by itself`));
  }
  const loop = reading.shell.loops.find(({ kind, condition, canLeave }) => !canLeave && isForever(kind, condition));
  if (loop === undefined) return undefined;
  return verdict(reading, loop.kind, finding(loop.position.line, loop.position.column, 'This loop has no end'));
}

function finding(line: number, column: number, message: string): Finding {
  const hint = 'Leave out the following or watching option, or write {timeout=30s} or {background}.';
  return { code: 'non-terminating', line, column, message, hint };
}

function verdict(reading: Reading, program: string, found: Finding): Verdict {
  const effect = assumedEffect(reading);
  return handedOff(reading.action, { row: 10, script: reading.script, effect, program, wayOut: 'Ctrl-C' }, found);
}

/** An author who states an effect and writes `&` has decided so. */
function mayStayInBackground({ action }: Reading, { command }: Invocation): boolean {
  return action.effect === undefined || !command.background;
}

/** Whether a command goes on until it is stopped. */
export function isEndless(invocation: Invocation): boolean {
  const { program, args, through } = invocation;
  if (through.includes('timeout')) return false;
  if (through.includes('watch') || program === 'watch') return true;
  if (hasAnyOption(args, entryOf(endings, program) ?? [])) return false;
  return matchesAny(invocation, nonTerminatingCommands) || isEndlessByItself(program, args);
}

/** Options that make an endless program end. */
const endings: Readonly<Record<string, readonly string[]>> = {
  tcpdump: ['-c'],
  tshark: ['-c', '-a'],
  mtr: ['-r', '--report', '-c'],
  kcat: ['-e', '-c'],
  kafkacat: ['-e', '-c'],
  'kafka-console-consumer': ['--max-messages', '--timeout-ms'],
  'kafka-console-consumer.sh': ['--max-messages', '--timeout-ms'],
};

function isEndlessByItself(program: string, args: Invocation['args']): boolean {
  const numbers = args.filter((word) => /^\d+$/.test(word.literal ?? '')).length;
  switch (program) {
    case 'ping':
    case 'ping6':
      return !hasAnyOption(args, ['-c', '-w']);
    case 'vmstat':
    case 'iostat':
    case 'mpstat':
    case 'pidstat':
    case 'sar':
      return numbers === 1 && !hasAnyOption(args, ['-f', '-c']);
    case 'top':
      return hasAnyOption(args, ['-b']) && !hasAnyOption(args, ['-n']);
    case 'docker':
    case 'podman':
      return args.some((word) => word.literal === 'stats') && !hasAnyOption(args, ['--no-stream']);
    case 'kubectl':
    case 'oc':
      return args[0]?.literal === 'rollout' && args[1]?.literal === 'status' && hasAnyOption(args, ['--timeout=0']);
    case 'sleep':
      return args.some((word) => word.literal === 'infinity');
    default:
      return false;
  }
}

function isForever(kind: 'for' | 'while' | 'until', condition: string): boolean {
  switch (kind) {
    case 'for':
      return false;
    case 'while':
      return /^(true|:|1|\[ *1 *\]|\(\( *1 *\)\))?$/.test(condition.trim());
    case 'until':
      return condition.trim() === 'false';
  }
}
