import type { ShellWord } from '../shell/shell-script.ts';
import { isHarmlessShellOption } from './builtin-programs.ts';
import type { Invocation } from './invocations.ts';
import type { Reading } from './reading.ts';
import { isSteering } from './steering-variables.ts';

/** Whether a script may change what the commands of later scripts in its session mean. In doubt it may. */
export function mayRedefineCommands({ shell, invocations }: Reading): boolean {
  return (
    shell.syntax.state !== 'valid' ||
    shell.assigned.some(isSteering) ||
    /\bPATH\s*[-+*/%&|^<>]*=/.test(shell.source) ||
    shell.functions.includes('command_not_found_handle') ||
    invocations.some(mayRedefine)
  );
}

const redefining: ReadonlySet<string> = new Set(
  'source . eval alias unalias hash enable shopt trap exec bind complete'.split(' '),
);

const setting: ReadonlySet<string> = new Set(
  'export declare typeset local readonly read let mapfile readarray getopts unset'.split(' '),
);

function mayRedefine({ command, program, args, through }: Invocation): boolean {
  if (program === '') return !/^"[^"\s]*\/[^"]*"$/.test(command.words[0]?.text ?? '');
  if (redefining.has(program) || through.includes('exec')) return true;
  if (program === 'set') return !args.every(isHarmlessSetting);
  if (program === 'printf') return args[0]?.literal === undefined || /^-/.test(args[0].literal);
  return setting.has(program) && !args.every(namesHarmlessly);
}

/** `set -euo pipefail`, `set +e`, `set -- …`: not `-a`, which exports all, nor `-k`. */
function isHarmlessSetting({ literal }: ShellWord, index: number, all: readonly ShellWord[]): boolean {
  if (all.slice(0, index).some((word) => word.literal === '--')) return true;
  return literal === '--' || /^[-+][euxvECT]*o?$/.test(literal ?? '') || isHarmlessShellOption(literal);
}

/** A name that is known and steers nothing. `declare -i` and `-n` have later texts evaluated. */
function namesHarmlessly({ text, literal }: ShellWord): boolean {
  if (literal !== undefined && /^-[a-zA-Z]+$/.test(literal)) return !/[inC]/.test(literal);
  const [, name] = /^["']?([A-Za-z_]\w*)(?=\+?=|$)/.exec(literal ?? text) ?? [];
  if (name !== undefined) return !isSteering(name);
  return /^[\w ./:,-]*$/.test(literal ?? '…');
}
