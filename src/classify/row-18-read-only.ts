import type { ShellAssignment, ShellRedirect, ShellScript } from '../shell/shell-script.ts';
import type { Invocation } from './invocations.ts';
import { isRead } from './read-spec.ts';
import type { Reading } from './reading.ts';
import { isEndless } from './row-10-non-terminating.ts';
import { readPrograms } from './tables/read-programs.ts';

/** Every command a known, closed, terminating read: default deny. */
export function isReadOnly(reading: Reading): boolean {
  return onlyReads(reading) && !reading.invocations.some(isEndless);
}

/** The same without asking whether it ends. */
export function onlyReads({ shell, invocations, surroundings }: Reading): boolean {
  if (shell.syntax.state !== 'valid' || invocations.length === 0) return false;
  if (shell.redirects.some(mayWrite) || shell.commands.some(({ background }) => background)) return false;
  if (!assignmentsOf(shell).every(isHarmlessAssignment)) return false;
  const redefined = new Set([...shell.functions, ...surroundings.earlierFunctions.keys()]);
  return invocations.every((invocation) => !redefined.has(invocation.program) && isReadInvocation(invocation));
}

function isReadInvocation({ program, args, through, nested, command }: Invocation): boolean {
  const spec = Object.hasOwn(readPrograms, program) ? readPrograms[program] : undefined;
  if (spec === undefined || nested || !through.every((wrapper) => harmlessWrappers.has(wrapper))) return false;
  if (!isNamedPlainly(command.words[0]?.text ?? '')) return false;
  if (through.includes('xargs') && !takesMoreWords(program)) return false;
  return isRead(spec, args);
}

const harmlessWrappers: ReadonlySet<string> = new Set(['env', 'time', 'timeout', 'nice', 'command', 'xargs', 'watch']);

/** `./ls` and `/tmp/ls` may be anything; the system's own folders hold what their names say. */
function isNamedPlainly(name: string): boolean {
  return !name.includes('/') || /^\/(usr\/)?s?bin\/[\w.-]+$/.test(name);
}

/** Words that xargs adds may be options: only where no option changes what it does. */
function takesMoreWords(program: string): boolean {
  const spec = readPrograms[program];
  return spec?.options === 'any' && spec.except === undefined && spec.checkWords === undefined;
}

/** Everything but reading, `/dev/null` and joining streams. */
export function mayWrite({ operator, target }: ShellRedirect): boolean {
  if (operator.startsWith('<') && operator !== '<>') return false;
  const to = target?.literal;
  if (to === '/dev/null' || to === '/dev/stderr' || to === '/dev/stdout') return false;
  return !(/^(>&|&>)$/.test(operator) && /^([12]|-)$/.test(to ?? '') && operator === '>&');
}

function assignmentsOf(shell: ShellScript): readonly ShellAssignment[] {
  return shell.commands.flatMap(({ assignments }) => assignments);
}

/** Variables that change which programs run or what they do. */
const steering =
  /^(PATH|IFS|CDPATH|ENV|SHELL|HOME|EDITOR|VISUAL|PAGER|BROWSER|LESS\w*|PS\d|PROMPT_COMMAND|GLOBIGNORE|TMPDIR|(BASH|LD|DYLD|GIT|SSH|NODE|PYTHON|PERL\d?|RUBY|JAVA|PSQL|PG|KUBE|KUBECTL|HELM|DOCKER|CURL|XARGS|LESS|MAN|GREP|JQ|AWS|CLOUDSDK|AZURE)[A-Z0-9]*_\w*|KUBECONFIG|PSQLRC|PG[A-Z]+|RUBYOPT|RUBYLIB|PYTHONPATH|PERL5\w+|JAVA_TOOL_OPTIONS|AWS_PROFILE)$/;

function isHarmlessAssignment({ name }: ShellAssignment): boolean {
  return /^[A-Za-z_]\w*(\[[^\]]*\])?$/.test(name) && !steering.test(name.replace(/\[.*$/, ''));
}
