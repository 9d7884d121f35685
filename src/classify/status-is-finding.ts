import type { Reading } from './reading.ts';
import { hasAnyOption } from './words.ts';

const finders: ReadonlySet<string> = new Set(
  'grep egrep fgrep zgrep rg pgrep pidof diff cmp test [ [[ (( which type command nc'.split(' '),
);

/** Whether exit status 1 says what was found rather than that it failed: `… | grep ERROR` finding nothing. */
export function statusIsFinding({ invocations }: Reading): boolean {
  return invocations.some(({ program, args, command, nested }) => {
    if (nested || !command.isLastOfPipeline || command.inside.includes('substitution')) return false;
    if (program === 'kubectl' || program === 'oc') return args[0]?.literal === 'auth' && args[1]?.literal === 'can-i';
    if (program === 'systemctl') return /^(is-|status)/.test(args[0]?.literal ?? '');
    return finders.has(program) && !command.inside.includes('condition');
  });
}

/** Whether exit status 0 says nothing either: `curl` without `--fail` shows an error page and is content. */
export function successIsFinding({ invocations }: Reading): boolean {
  return invocations.some(
    ({ program, args, nested }) =>
      !nested && program === 'curl' && !hasAnyOption(args, ['-f', '--fail', '--fail-with-body']),
  );
}
