import type { ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';
import { type ListedArgs, readListedArgs } from './read-options.ts';

/** When a command only reads. Everything that is not said here is not allowed. */
export interface ReadSpec {
  /** `any`: no option makes it more than a read, but for those of `except`; a list: only these. Absent: none. */
  readonly options?: string;
  readonly except?: string;
  /** How many words besides options; absent: any number. */
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
  if (spec.options === 'any') return isReadWithAnyOption(spec, args);
  const listed = readListedArgs(args, spec.options ?? '');
  if (listed === undefined) return false;
  return listed.words.length <= (spec.words ?? Number.POSITIVE_INFINITY) && (spec.check?.(listed) ?? true);
}

/** Whether any further words leave it a read, whatever they are. */
export function takesAnyWords(spec: ReadSpec, args: readonly ShellWord[]): boolean {
  if (spec.subcommands !== undefined) {
    const at = subcommandIndex(args, spec.before ?? '');
    const name = at === undefined ? undefined : args[at]?.literal;
    const inner = name === undefined ? undefined : entryOf(spec.subcommands, name);
    return at !== undefined && inner !== undefined && takesAnyWords(inner, args.slice(at + 1));
  }
  return (
    spec.options === 'any' && spec.except === undefined && spec.checkWords === undefined && spec.words === undefined
  );
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
  const listed = before.split(/\s+/);
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const text = word?.literal ?? word?.text ?? '';
    if (!text.startsWith('-')) return word?.literal === undefined ? undefined : index;
    const [name = ''] = text.split('=', 1);
    if (text.includes('=') ? !listed.includes(`${name}:`) || word?.divides : !listed.includes(name)) {
      if (text.includes('=') || !listed.includes(`${name}:`) || (args[index + 1]?.divides ?? true)) return undefined;
      index++;
    }
  }
  return args.length;
}

function isReadWithAnyOption(spec: ReadSpec, args: readonly ShellWord[]): boolean {
  const excepted = (spec.except ?? '').split(/\s+/).filter((option) => option !== '');
  const positionals = args.filter((word) => !/^-./.test(word.literal ?? ''));
  const literals = args.map((word) => word.literal ?? '');
  if (excepted.length > 0 && args.some(mayBecomeAnOption)) return false;
  if (literals.some((literal) => excepted.some((option) => isExcepted(literal, option)))) return false;
  return positionals.length <= (spec.words ?? Number.POSITIVE_INFINITY) && (spec.checkWords?.(args) ?? true);
}

function mayBecomeAnOption(word: ShellWord): boolean {
  return word.literal === undefined && (word.divides || /^"?[$`-]/.test(word.text));
}

/** Also abbreviated (`--outp`), with a value, or in a cluster of short options. */
function isExcepted(literal: string, option: string): boolean {
  const [name = ''] = literal.split('=', 1);
  if (name === option) return true;
  if (option.startsWith('--')) return name.length > 3 && option.startsWith(name);
  return /^-[A-Za-z]/.test(literal) && literal.includes(option.slice(1));
}
