import type { ShellCommand, ShellParser, ShellScript, ShellWord } from '../shell/shell-script.ts';
import { unwrapCommand } from './unwrap-command.ts';
import { literals } from './words.ts';

/** A program and its arguments, wrappers such as `sudo`, `env` and `xargs` taken off. */
export interface Invocation {
  readonly command: ShellCommand;
  /** Without its folder; empty when it is known only at run time. */
  readonly program: string;
  readonly args: readonly ShellWord[];
  /** What the wrappers and the shells or hosts around it are called, outermost first. */
  readonly through: readonly string[];
  /** The words of the wrappers themselves: `timeout 5` of `timeout 5 ls`. */
  readonly wrapping: readonly ShellWord[];
  /** It is text of another command (`sh -c`, `ssh host`, `find -exec`), not a command of the script itself. */
  readonly nested: boolean;
}

const deepest = 4;

/** Every program that a script starts, as far as its text tells. */
export function invocationsOf(script: ShellScript, parse: ShellParser): readonly Invocation[] {
  const before = known.get(script);
  if (before !== undefined && before.parse === parse) return before.found;
  const found = script.commands.flatMap((command) =>
    command.words.length === 0 ? [] : invocationsIn(command, command.words, { parse, through: [], depth: 0 }),
  );
  known.set(script, { parse, found });
  return found;
}

/** The same script is read by many rows and rules. */
const known = new WeakMap<ShellScript, { readonly parse: ShellParser; readonly found: readonly Invocation[] }>();

interface Nesting {
  readonly parse: ShellParser;
  readonly through: readonly string[];
  readonly depth: number;
}

function invocationsIn(command: ShellCommand, words: readonly ShellWord[], nesting: Nesting): Invocation[] {
  const { wrappers, rest, inner } = unwrapCommand(words);
  const through = [...nesting.through, ...wrappers];
  const wrapping = words.slice(0, words.length - rest.length);
  const [name, ...args] = rest;
  const program = name === undefined ? (wrappers.at(-1) ?? '') : programOf(name);
  const own: Invocation = { command, program, args, through, wrapping, nested: nesting.depth > 0 };
  if (nesting.depth >= deepest) return [own];
  const deeper = { parse: nesting.parse, through: [...through, program], depth: nesting.depth + 1 };
  return [own, ...inner.flatMap((part) => nestedInvocations(command, part, deeper))];
}

/** Inner commands come as words (`find -exec rm {}`) or as one text (`sh -c 'rm x'`). */
function nestedInvocations(command: ShellCommand, part: readonly ShellWord[] | string, nesting: Nesting): Invocation[] {
  if (typeof part !== 'string') return part.length === 0 ? [] : invocationsIn(command, part, nesting);
  const script = nesting.parse(part);
  return script.commands.flatMap((inner) =>
    inner.words.length === 0 ? [] : invocationsIn(command, inner.words, nesting),
  );
}

function programOf(name: ShellWord): string {
  return (name.literal ?? '').replace(/^.*\//, '');
}

/** `kubectl get pods`, as far as it is known before it runs. */
export function invocationText({ program, args }: Invocation): string {
  return [program, ...textsOf(args)].join(' ');
}

/** The same behind what it is wrapped in: `watch kubectl get pods`. */
export function writtenText(invocation: Invocation): string {
  return [...textsOf(invocation.wrapping), invocationText(invocation)].join(' ');
}

function textsOf(words: readonly ShellWord[]): readonly string[] {
  return literals(words).map((word) => word ?? '...');
}
