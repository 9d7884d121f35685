import type { ShellAssignment, ShellLoop, ShellRedirect, ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';
import type { Invocation } from './invocations.ts';
import { isEndless } from './is-endless.ts';
import { isRead, takesAnyWords } from './read-spec.ts';
import type { Reading } from './reading.ts';
import { isSteering, isUnreadByPrograms } from './steering-variables.ts';
import { readPrograms } from './tables/read-programs.ts';

/** Every command a known, closed, terminating read: default deny. */
export function isReadOnly(reading: Reading): boolean {
  return onlyReads(reading) && !reading.invocations.some(isEndless) && reading.shell.loops.every(surelyEnds);
}

/** Over a list, or over lines that come to an end. */
function surelyEnds({ kind, condition }: ShellLoop): boolean {
  return kind === 'for' || (kind === 'while' && /^read( -r)?( [A-Za-z_]\w*)*$/.test(condition));
}

/** The same without asking whether it ends. */
export function onlyReads(reading: Reading): boolean {
  const { shell, invocations, surroundings } = reading;
  if (shell.syntax.state !== 'valid' || shell.mayRunMore || invocations.length === 0) return false;
  if (shell.redirects.some(mayWrite) || shell.commands.some(({ background }) => background)) return false;
  if (!shell.assigned.every((name) => isOwnName(name) && !surroundings.known.has(name))) return false;
  return redefinitionIn(reading) === undefined && invocations.every(isReadInvocation);
}

/** Why a command of a script may not be the program that it names; undefined when nothing shows that. */
export function redefinitionIn({ shell, invocations, surroundings }: Reading): string | undefined {
  const { redefinedBy, earlierFunctions } = surroundings;
  const known = invocations.filter(({ program }) => entryOf(readPrograms, program) !== undefined);
  const own = known.find(({ program }) => shell.functions.includes(program));
  if (own !== undefined) return `"${own.program}" is a function of its own`;
  const redefined = known.find(({ program }) => earlierFunctions.has(program));
  const address = redefinedBy ?? earlierFunctions.get(redefined?.program ?? '')?.makers.join(' or ');
  const name = (redefined ?? known[0])?.program;
  if (address === undefined || name === undefined) return undefined;
  return `${address} may have changed what "${name}" means`;
}

function isReadInvocation(invocation: Invocation): boolean {
  const { program, args, through, wrapping, nested, command } = invocation;
  const spec = entryOf(readPrograms, program);
  if (spec === undefined || nested || !isNamedPlainly(command.words[wrapping.length]?.text ?? '')) return false;
  if (!through.every((wrapper) => harmlessWrappers.has(wrapper)) || !wrapping.every(isHarmlessWrapping)) return false;
  if (!command.assignments.every((assignment) => isReadAssignment(program, assignment))) return false;
  if (through.includes('watch') && !command.words.every(({ literal }) => /^[\w./:@%+,=-]+$/.test(literal ?? '')))
    return false;
  return isRead(spec, args) && (!through.includes('xargs') || takesAnyWords(spec, args));
}

/** What is assigned by `declare` stays in the shell; every other program finds it in its environment. */
function isReadAssignment(program: string, { name, value }: ShellAssignment): boolean {
  if (program === 'declare' || program === 'local') return value === undefined || !mayBeEvaluatedAsList(value);
  return program === 'readonly' || isUnreadByPrograms(name);
}

/** `declare -a x="(…)"` reads the text as a list, and runs the substitutions in it. */
function mayBeEvaluatedAsList({ text, literal }: ShellWord): boolean {
  if (text.startsWith('(')) return false;
  return literal === undefined ? !/^"?[\w./:]/.test(text) : literal.includes('(');
}

const harmlessWrappers: ReadonlySet<string> = new Set(['env', 'time', 'timeout', 'nice', 'command', 'xargs', 'watch']);

/** Words of wrappers: their names, numbers, assignments and a few options; `env -i`, `env -S` and `time -o` are not among them. */
function isHarmlessWrapping({ literal, text }: ShellWord): boolean {
  const [, assigned] = /^([A-Za-z_]\w*)=/.exec(literal ?? text) ?? [];
  if (assigned !== undefined) return isUnreadByPrograms(assigned);
  if (literal === undefined) return false;
  if (!literal.startsWith('-')) return isWrapperOrValue(literal);
  return /^-(0|r|t|-|[nPLks]\d*|I(\{\}|%|[A-Z]+)?|d\S{0,2}|-interval(=\d+)?)$/.test(literal);
}

/** `xargs -I echo echo x` puts what it reads in the place of the program, too. */
function isWrapperOrValue(literal: string): boolean {
  const name = literal.replace(/^\/(usr\/)?bin\//, '');
  return harmlessWrappers.has(name) || /^(\d+(\.\d+)?[smhd]?|[A-Z]+|\{\}|%|,|\\n)$/.test(literal);
}

/** `./ls` and `/tmp/ls` may be anything; the system's own folders hold what their names say. */
function isNamedPlainly(name: string): boolean {
  return !name.includes('/') || /^\/(usr\/)?s?bin\/[\w.-]+$/.test(name);
}

/** Everything but reading, `/dev/null` and joining streams. */
export function mayWrite({ operator, target }: ShellRedirect): boolean {
  if (operator.startsWith('<') && operator !== '<>') return false;
  const to = target?.literal;
  if (to === '/dev/null' || to === '/dev/stderr' || to === '/dev/stdout') return false;
  return !(/^(>&|&>)$/.test(operator) && /^([12]|-)$/.test(to ?? '') && operator === '>&');
}

function isOwnName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !isSteering(name);
}
