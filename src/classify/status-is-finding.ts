import type { Reading } from './reading.ts';
import { hasAnyOption } from './words.ts';

const finders: ReadonlySet<string> = new Set(
  'grep egrep fgrep zgrep rg pgrep pidof diff cmp test [ [[ (( which type command nc'.split(' '),
);

/** Whether the exit status says what was found rather than whether it worked: `… | grep ERROR`, `curl` without `--fail`. */
export function statusIsFinding({ invocations }: Reading): boolean {
  return invocations.some(({ program, args, command, nested }) => {
    if (nested || !command.isLastOfPipeline || command.inside.includes('substitution')) return false;
    if (program === 'curl') return !hasAnyOption(args, ['-f', '--fail', '--fail-with-body']);
    if (program === 'kubectl' || program === 'oc') return args[0]?.literal === 'auth' && args[1]?.literal === 'can-i';
    if (program === 'systemctl') return /^(is-|status)/.test(args[0]?.literal ?? '');
    return finders.has(program) && !command.inside.includes('condition');
  });
}
