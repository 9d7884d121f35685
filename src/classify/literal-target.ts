import type { ShellPosition, ShellWord } from '../shell/shell-script.ts';

/** A literal target in a command that is not the environment's. */
export interface TargetMismatch {
  /** 1-based, within the script. */
  readonly line: number;
  readonly column: number;
  /** As written: `-n`, `--context`, `KUBECONFIG`, `host`. */
  readonly flag: string;
  /** Empty where the flag is all there is: `--all-namespaces`. */
  readonly value: string;
  readonly expected: string;
}

/** A target as a script gives it, and where. */
export interface LiteralTarget {
  readonly flag: string;
  readonly value: string;
  readonly position: ShellPosition;
}

/** Those that are not what the environment says; what it does not say cannot differ. */
export function differing(given: readonly LiteralTarget[], expected: string | undefined): readonly TargetMismatch[] {
  if (expected === undefined) return [];
  return given
    .filter(({ value }) => withoutSlash(value) !== withoutSlash(expected))
    .map((target) => mismatch(target, expected));
}

export function mismatch({ flag, value, position }: LiteralTarget, expected: string): TargetMismatch {
  return { line: position.line, column: position.column, flag, value, expected };
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, '');
}

/** Literal values of the named options, up to `--`. */
export function givenOptions(args: readonly ShellWord[], names: readonly string[]): readonly LiteralTarget[] {
  const end = args.findIndex((word) => word.literal === '--');
  const own = end < 0 ? args : args.slice(0, end);
  return own.flatMap((word, index) => names.flatMap((name) => literalValue(word, own[index + 1], name) ?? []));
}

function literalValue(word: ShellWord, next: ShellWord | undefined, flag: string): LiteralTarget | undefined {
  const { literal, position } = word;
  if (literal === undefined) return undefined;
  if (literal === flag) return next?.literal === undefined ? undefined : { flag, value: next.literal, position };
  if (literal.startsWith(`${flag}=`)) return { flag, value: literal.slice(flag.length + 1), position };
  const isGlued = /^-[a-zA-Z]$/.test(flag) && literal.startsWith(flag) && literal.length > 2;
  return isGlued ? { flag, value: literal.slice(2).replace(/^=/, ''), position } : undefined;
}
