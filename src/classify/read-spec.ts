import type { ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';
import { mayBecomeSeveral } from './may-become.ts';
import { listOf } from './option-list.ts';
import { type ListedArgs, readListedArgs } from './read-options.ts';

/** When a command only reads. Everything that is not said here is not allowed. */
export interface ReadSpec {
  /** `any`: no option and no word makes it more than a read; a list: only these options. Absent: none. */
  readonly options?: string;
  /** How many words besides options where those are listed; absent: any number. */
  readonly words?: number;
  /** Options that may stand before the subcommand. */
  readonly before?: string;
  readonly subcommands?: Readonly<Record<string, ReadSpec>>;
  /** Whether it reads also without any subcommand. */
  readonly bare?: boolean;
  /** Looks closer at what the list has let through. */
  readonly check?: (args: ListedArgs) => boolean;
  /** The same where any option is allowed. */
  readonly checkWords?: (args: readonly ShellWord[]) => boolean;
}

/** Whether a program's arguments keep to its specification. */
export function isRead(spec: ReadSpec, args: readonly ShellWord[]): boolean {
  if (spec.subcommands !== undefined) return isReadSubcommand(spec, spec.subcommands, args);
  if (spec.options === 'any') return spec.checkWords?.(args) ?? true;
  const listed = readListedArgs(args, spec.options ?? '');
  if (listed === undefined) return false;
  return isWithin(spec.words, listed.words) && (spec.check?.(listed) ?? true);
}

function isWithin(limit: number | undefined, words: readonly ShellWord[]): boolean {
  return limit === undefined || (words.length <= limit && !words.some(mayBecomeSeveral));
}

/** Whether any further words leave it a read, whatever they are. */
export function takesAnyWords(spec: ReadSpec, args: readonly ShellWord[]): boolean {
  if (spec.subcommands !== undefined) {
    const at = subcommandIndex(args, spec.before ?? '');
    const name = at === undefined ? undefined : args[at]?.literal;
    const inner = name === undefined ? undefined : entryOf(spec.subcommands, name);
    return at !== undefined && inner !== undefined && takesAnyWords(inner, args.slice(at + 1));
  }
  return spec.options === 'any' && spec.checkWords === undefined;
}

function isReadSubcommand(
  spec: ReadSpec,
  subcommands: Readonly<Record<string, ReadSpec>>,
  args: readonly ShellWord[],
): boolean {
  const at = subcommandIndex(args, spec.before ?? '');
  if (at === undefined) return false;
  const name = args[at]?.literal;
  if (at >= args.length) return spec.bare ?? false;
  const inner = name === undefined ? undefined : entryOf(subcommands, name);
  return inner !== undefined && isRead(inner, args.slice(at + 1));
}

/** Index of the first word behind the options that may stand before it. */
function subcommandIndex(args: readonly ShellWord[], before: string): number | undefined {
  const listed = listOf(before);
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const text = word?.literal ?? word?.text ?? '';
    if (!text.startsWith('-')) return word?.literal === undefined || mayBecomeSeveral(word) ? undefined : index;
    const [name = ''] = text.split('=', 1);
    const takesValue = listed.has(`${name}:`);
    if (word === undefined || mayBecomeSeveral(word)) return undefined;
    if (text.includes('=') ? takesValue : listed.has(name)) continue;
    const value = args[index + 1];
    if (text.includes('=') || !takesValue || value === undefined || mayBecomeSeveral(value)) return undefined;
    index++;
  }
  return args.length;
}
