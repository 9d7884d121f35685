import type { Invocation } from '../classify/invocations.ts';
import { positionalsOf } from '../classify/words.ts';
import type { ShellWord } from '../shell/shell-script.ts';
import { isKubectl } from './kubectl.ts';
import type { Script } from './script.ts';

/**
 * The words that name what `kubectl apply|create|replace` is given: behind `-f` and `-k`; where that is standard input,
 * what looks like a path in what is piped into it (`git show v1:secret.yaml | kubectl apply -f -`).
 */
export function appliedFiles(
  invocation: Invocation,
  { invocations }: Pick<Script, 'invocations'>,
): readonly ShellWord[] {
  const { program, args, command } = invocation;
  const [verb = ''] = positionalsOf(program, args);
  if (!isKubectl(invocation) || !/^(?:apply|create|replace)$/.test(verb)) return [];
  const named = args.filter(({ text }, index) => namesFile(text, args[index - 1]?.text));
  if (!named.some(({ text }) => /^(?:-f=?|--filename=)?(?:-|\/dev\/stdin)$/.test(text))) return named;
  const piped = invocations.filter(
    (other) => !other.nested && other.command !== command && other.command.pipeline === command.pipeline,
  );
  const read = command.redirects.flatMap(({ operator, target }) => (operator === '<' ? (target ?? []) : []));
  const paths = piped.flatMap((other) => other.args.filter(({ text }) => /^[^-].*[./]|^[^-.]*:/.test(text)));
  return [...paths, ...read, ...named];
}

/** `-f x.yaml`, `-fx.yaml`, `--filename=x.yaml`; a flag such as `--from-file` names none. */
function namesFile(text: string, before: string | undefined): boolean {
  const isBehind = /^(?:-f|--filename|-k|--kustomize)$/.test(before ?? '');
  return isBehind || /^(?:-f|--filename=|-k|--kustomize=)\S/.test(text);
}
