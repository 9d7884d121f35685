import { matchesAny } from './command-pattern.ts';
import { entryOf } from './entry-of.ts';
import type { Invocation } from './invocations.ts';
import { nonTerminatingCommands } from './tables/non-terminating-commands.ts';
import { hasAnyOption } from './words.ts';

/** Whether a command goes on until it is stopped. */
export function isEndless(invocation: Invocation): boolean {
  const { program, args, through } = invocation;
  if (through.includes('timeout')) return false;
  if (through.includes('watch') || program === 'watch') return true;
  if (hasAnyOption(args, entryOf(endings, program) ?? [])) return false;
  return matchesAny(invocation, nonTerminatingCommands) || isEndlessByItself(program, args);
}

/**
 * Whether a producer is stopped by the last member of its pipeline: `yes | rm -r x`. A filter reads to an end that never
 * comes, and one who watches writes too seldom to notice that nobody reads.
 */
export function endsWithItsReader(producer: Invocation, invocations: readonly Invocation[]): boolean {
  if (!writesWithoutPause(producer)) return false;
  const { pipeline } = producer.command;
  const last = invocations.find(({ command }) => command.pipeline === pipeline && command.isLastOfPipeline);
  return last !== undefined && last.command !== producer.command && !readsToTheEnd(last) && !isEndless(last);
}

function writesWithoutPause({ program }: Invocation): boolean {
  return program === 'yes' || program === 'cat';
}

const filters: ReadonlySet<string> = new Set(
  `awk base64 cat column cut egrep fgrep gawk grep gzip jq less md5sum more nl od paste perl rev sed sha256sum sort tac
  tail tee tr uniq wc xargs xxd`.split(/\s+/),
);

function readsToTheEnd({ program, args }: Invocation): boolean {
  const isBareShell = /^(ba|z|da|k)?sh$/.test(program) && args.every((word) => /^-/.test(word.literal ?? ''));
  return program === '' || filters.has(program) || isBareShell;
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
