import { matchesAny } from '../../classify/command-pattern.ts';
import { destructiveCommands } from '../../classify/tables/destructive-commands.ts';
import { mutatingCommands } from '../../classify/tables/mutating-commands.ts';
import type { Rule } from '../rule.ts';

export const failureHiddenByOr: Rule = {
  code: 'failure-hidden-by-or',
  preset: 'recommended',
  on: 'script',
  title: 'A command that changes something may fail without anybody noticing.',
  why: `\`|| true\` behind a write makes the step succeed whatever happened. Where a failure is fine, say which one: test first whether
there is something to do.`,
  bad: {
    as: 'bash',
    text: '{effect=write}\nkubectl scale deployment/shop --replicas=3 -n shop || true\nkubectl get pods',
  },
  good: { as: 'bash', text: '{effect=write}\nkubectl scale deployment/shop --replicas=3 -n shop\nkubectl get pods' },
  *check({ shell, invocations, placeOf }) {
    for (const invocation of invocations) {
      const { command, nested, program } = invocation;
      if (nested || !(matchesAny(invocation, mutatingCommands) || matchesAny(invocation, destructiveCommands)))
        continue;
      const rest = shell.source.slice(command.endOffset);
      if (!/^[^\S\n]*(?:(?:[12&]?>{1,2}\s*\S+|2>&1)\s*)*\|\|\s*(?:true|:)(?:\s|$|;)/.test(rest)) continue;
      yield {
        place: placeOf(command.position, program),
        message: 'If this fails, the step still counts as succeeded.',
        hint: 'Leave || true out, or test first whether there is something to do.',
      };
    }
  },
};
