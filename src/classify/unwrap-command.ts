import type { ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';

/** A command without what it is wrapped in, and the commands that stand in its arguments. */
interface Unwrapped {
  readonly wrappers: readonly string[];
  readonly rest: readonly ShellWord[];
  readonly inner: readonly (readonly ShellWord[] | string)[];
}

/** Programs whose arguments end in another command, with the options that take a value. */
const wrapperOptions: Readonly<Record<string, string>> = {
  sudo: '-u -g -h -p -C -T -D -R --user --group --host --chdir',
  doas: '-u -C',
  env: '-u --unset -C --chdir -S',
  time: '-f -o',
  nice: '-n --adjustment',
  ionice: '-c -n -p',
  nohup: '',
  setsid: '',
  stdbuf: '-i -o -e',
  timeout: '-k -s --kill-after --signal',
  command: '',
  builtin: '',
  exec: '-a',
  coproc: '',
  unbuffer: '',
  caffeinate: '-t -w',
  strace: '-e -o -p -s',
  flock: '-w -E -c',
  chronic: '',
  xargs: '-I -n -P -L -d -s -a -E --max-args --max-procs --max-lines --delimiter --replace --arg-file',
  parallel: '-j --jobs -n -a',
  watch: '-n --interval',
};

/** Wrappers with words of their own before the command: `timeout 5 cmd`, `flock file cmd`. */
const ownWords: Readonly<Record<string, number>> = { timeout: 1, flock: 1 };

export function unwrapCommand(words: readonly ShellWord[]): Unwrapped {
  const wrappers: string[] = [];
  let rest = words;
  for (;;) {
    const name = baseName(rest[0]);
    const options = entryOf(wrapperOptions, name);
    if (options === undefined) return { wrappers, rest, inner: innerCommands(name, rest.slice(1)) };
    const behind = behindWrapper(name, rest.slice(1), options.split(' '));
    if (behind === undefined) return { wrappers, rest, inner: [] };
    wrappers.push(name);
    rest = behind;
  }
}

function baseName(word: ShellWord | undefined): string {
  return (word?.literal ?? '').replace(/^.*\//, '');
}

/** Undefined when no command follows: `sudo -i`, `env`, `command -v git`. */
function behindWrapper(
  name: string,
  args: readonly ShellWord[],
  valued: readonly string[],
): readonly ShellWord[] | undefined {
  let index = 0;
  for (; index < args.length; index++) {
    const literal = args[index]?.literal ?? '…';
    if (name === 'command' && /^-[vV]$/.test(literal)) return undefined;
    if (literal === '--') {
      index++;
      break;
    }
    if (valued.includes(literal)) index++;
    else if (!literal.startsWith('-') && !(name === 'env' && /^[A-Za-z_]\w*=/.test(args[index]?.text ?? ''))) break;
  }
  const rest = args.slice(index + (entryOf(ownWords, name) ?? 0));
  return rest.length === 0 ? undefined : rest;
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh']);

function innerCommands(name: string, args: readonly ShellWord[]): readonly (readonly ShellWord[] | string)[] {
  if (shells.has(name) || name === 'su') return textBehind(args, /^-[a-z]*c$/);
  if (name === 'eval') return [args.map(textOf).join(' ')];
  if (name === 'trap') return args.slice(0, 1).flatMap((word) => word.literal ?? []);
  if (name === 'find') return findCommands(args);
  if (name === 'ssh') return [args.slice(hostIndex(args) + 1)].map(asText);
  const dashes = args.findIndex((word) => word.literal === '--');
  if (dashes >= 0 && !endsOptionsOnly(name, args)) return [args.slice(dashes + 1)];
  if (/^(docker|podman|nerdctl|crictl|kubectl|oc)$/.test(name)) return [behindFirst(args, /^(exec|run|rsh)$/)];
  return [];
}

/** Programs to which `--` says that options end, not that a command follows. */
const withoutCommands: ReadonlySet<string> = new Set(
  `cat cd cut curl diff du grep egrep fgrep head jq ls nl od printf psql realpath readlink rg sed seq sort stat tac
  tail tr uniq wc wget git`.split(/\s+/),
);

function endsOptionsOnly(name: string, args: readonly ShellWord[]): boolean {
  if (!/^(kubectl|k|oc)$/.test(name)) return withoutCommands.has(name);
  const verb = args.find((word) => !/^-/.test(word.literal ?? ''))?.literal ?? '';
  return /^(get|describe|logs|top|explain|events)$/.test(verb);
}

function textBehind(args: readonly ShellWord[], option: RegExp): string[] {
  const at = args.findIndex((word) => option.test(word.literal ?? ''));
  const text = at < 0 ? undefined : args[at + 1];
  return text === undefined ? [] : [textOf(text)];
}

function textOf({ literal, text }: ShellWord): string {
  return literal ?? text.replace(/^"|"$/g, '');
}

function asText(words: readonly ShellWord[]): string {
  return words.map((word) => word.literal ?? word.text).join(' ');
}

function findCommands(args: readonly ShellWord[]): (readonly ShellWord[])[] {
  return args.flatMap((word, index) => {
    if (!/^-(exec|execdir|ok|okdir)$/.test(word.literal ?? '')) return [];
    const rest = args.slice(index + 1);
    const end = rest.findIndex((other) => other.literal === ';' || other.literal === '+');
    return [end < 0 ? rest : rest.slice(0, end)];
  });
}

/** `docker exec [options] container command…`: which word is the container cannot be told for sure; try all behind it. */
function behindFirst(args: readonly ShellWord[], subcommand: RegExp): readonly ShellWord[] {
  const at = args.findIndex((word) => subcommand.test(word.literal ?? ''));
  if (at < 0) return [];
  const rest = args.slice(at + 1);
  const valued = /^(-e|-u|-w|-n|-c|-v|-p|--env|--user|--workdir|--namespace|--container|--name|--network|--image)$/;
  for (let index = 0; index < rest.length; index++) {
    const literal = rest[index]?.literal ?? '…';
    if (valued.test(literal)) index++;
    else if (!literal.startsWith('-')) return rest.slice(index + 1);
  }
  return [];
}

/** Index of the host among the arguments of ssh; the number of arguments when there is none. */
export function hostIndex(args: readonly ShellWord[]): number {
  for (let index = 0; index < args.length; index++) {
    const literal = args[index]?.literal ?? '…';
    if (/^-[bcDEeFIiJLlmOopQRSWw]$/.test(literal)) index++;
    else if (!literal.startsWith('-')) return index;
  }
  return args.length;
}
