import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { type Invocation, invocationText } from '../../classify/invocations.ts';
import { hasAnyOption, hasOption, positionalsOf } from '../../classify/words.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';

const deleting: readonly CommandPattern[] = [
  'rm',
  'kubectl delete',
  'oc delete',
  'docker rm|rmi',
  'aws ec2 terminate-instances',
];

export const bulkDelete: Rule = {
  code: 'bulk-delete',
  preset: 'legacy',
  on: 'script',
  title: 'A command deletes whatever a pattern finds.',
  why: `\`kubectl delete pods --all\`, a deletion by label, \`xargs rm\` and \`rm -rf "$DIR"/*\` delete more than meant as soon as a label, a
namespace or a variable is not what it was. List first, and delete by name what was listed.`,
  bad: { as: 'bash', text: '{effect=destructive}\nkubectl delete pods --all -n shop\nkubectl get pods -n shop' },
  good: { as: 'bash', text: '{effect=destructive}\nkubectl delete pod "$POD" -n shop\nkubectl get pods -n shop' },
  *check({ invocations, placeOf }) {
    for (const invocation of invocations) {
      const why = whyBulk(invocation);
      if (why === undefined) continue;
      const { command, program, through } = invocation;
      yield {
        place: placeOf(command.position, through[0] ?? program),
        message: `"${invocationText(invocation)}" deletes ${why}, which may be more than was there at the desk.`,
        hint: 'List first, and delete by name what was listed.',
      };
    }
  },
};

function whyBulk(invocation: Invocation): string | undefined {
  const { program, args, through } = invocation;
  if (isKubectl(invocation) && positionalsOf(program, args)[0] === 'delete') {
    if (hasAnyOption(args, ['--dry-run=client', '--dry-run=server'])) return undefined;
    if (hasOption(args, '--all') || hasOption(args, '-A')) return 'everything of that kind';
    if (hasAnyOption(args, ['-l', '--selector', '--field-selector'])) return 'whatever has that label now';
  }
  if (through.includes('xargs') && matchesAny(invocation, deleting)) return 'whatever comes through the pipe';
  if (program === 'rm' && hasAnyOption(args, ['-r', '-R', '--recursive'])) {
    const wild = args.find(
      ({ text, divides }) => /\$\{?\w+\}?["']?\/(?:["']?\*|$)/.test(text) || (divides && /^\$\{?\w+\}?$/.test(text)),
    );
    if (wild !== undefined) return `all of ${wild.text}, and of / where the variable is empty`;
    if (args.some(({ text }) => /^(?:\/|\/\*|~|~\/\*|(?:\.\/)?\*|\.|\.\/)$/.test(text))) return 'everything there';
  }
  return undefined;
}
