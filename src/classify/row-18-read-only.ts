import type { ShellLoop, ShellRedirect, ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';
import type { Invocation } from './invocations.ts';
import { isEndless } from './is-endless.ts';
import { isRead, takesAnyWords } from './read-spec.ts';
import type { Reading } from './reading.ts';
import { readPrograms } from './tables/read-programs.ts';

/** Every command a known, closed, terminating read: default deny. */
export function isReadOnly(reading: Reading): boolean {
  return onlyReads(reading) && !reading.invocations.some(isEndless) && reading.shell.loops.every(surelyEnds);
}

/** Over a list, or over lines that come to an end. */
function surelyEnds({ kind, condition }: ShellLoop): boolean {
  return kind === 'for' || (kind === 'while' && /^read\b/.test(condition));
}

/** The same without asking whether it ends. */
export function onlyReads({ shell, invocations, surroundings }: Reading): boolean {
  if (shell.syntax.state !== 'valid' || shell.mayRunMore || invocations.length === 0) return false;
  if (shell.redirects.some(mayWrite) || shell.commands.some(({ background }) => background)) return false;
  if (!shell.assigned.every(isHarmlessName)) return false;
  const redefined = new Set([...shell.functions, ...surroundings.earlierFunctions.keys()]);
  return invocations.every((invocation) => !redefined.has(invocation.program) && isReadInvocation(invocation));
}

function isReadInvocation({ program, args, through, wrapping, nested, command }: Invocation): boolean {
  const spec = entryOf(readPrograms, program);
  if (spec === undefined || nested || !through.every((wrapper) => harmlessWrappers.has(wrapper))) return false;
  if (!wrapping.every(isHarmlessWrapping) || !isNamedPlainly(command.words[wrapping.length]?.text ?? '')) return false;
  if (args.some((word) => word.text.startsWith('--kubeconfig'))) return false;
  return isRead(spec, args) && (!through.includes('xargs') || takesAnyWords(spec, args));
}

const harmlessWrappers: ReadonlySet<string> = new Set(['env', 'time', 'timeout', 'nice', 'command', 'xargs', 'watch']);

/** Words of wrappers: their names, numbers, assignments and a few options; `env -S` and `time -o` are not among them. */
function isHarmlessWrapping({ literal, text }: ShellWord): boolean {
  const [, assigned] = /^([A-Za-z_]\w*)=/.exec(text) ?? [];
  if (assigned !== undefined) return !steering.test(assigned);
  if (literal === undefined) return false;
  if (!literal.startsWith('-')) return !literal.includes('/') || /^\/(usr\/)?bin\/\w+$/.test(literal);
  return /^-(0|r|t|i|u|-|[nPLks]\d*|I\S*|d\S{0,2}|-interval(=\d+)?)$/.test(literal);
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

/** Variables that change which programs run or what they do. */
const steering =
  /^(PATH|IFS|CDPATH|ENV|SHELL|HOME|EDITOR|VISUAL|PAGER|BROWSER|LESS\w*|PS\d|PROMPT_COMMAND|GLOBIGNORE|TMPDIR|(BASH|LD|DYLD|GIT|SSH|NODE|PYTHON|PERL\d?|RUBY|JAVA|PSQL|PG|KUBE|KUBECTL|HELM|DOCKER|CURL|XARGS|LESS|MAN|GREP|JQ|AWS|CLOUDSDK|AZURE)[A-Z0-9]*_\w*|KUBECONFIG|PSQLRC|PG[A-Z]+|RUBYOPT|RUBYLIB|PYTHONPATH|PERL5\w+|JAVA_TOOL_OPTIONS|AWS_PROFILE)$/;

function isHarmlessName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !steering.test(name);
}
