import { matchesAny } from '../../classify/command-pattern.ts';
import { destructiveCommands } from '../../classify/tables/destructive-commands.ts';
import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Place } from '../../diagnostics/place.ts';
import { addAttribute, fenceOf } from '../opening-of.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const destructiveNeedsConfirm: Rule = {
  code: 'destructive-needs-confirm',
  preset: 'recommended',
  on: 'runbook',
  title: 'A command that destroys something does not say so.',
  why: `The program notices most destructive commands by their words, and asks for the target's name. What an author states is certain,
shows in every plan, and can be reviewed: write \`{effect=destructive}\` on the fence.`,
  bad: { as: 'bash', text: 'kubectl delete pvc data-shop-0 -n shop' },
  good: { as: 'bash', text: '{effect=destructive}\nkubectl delete pvc data-shop-0 -n shop' },
  *check(subject) {
    for (const { action, text, section, script } of subject.actions) {
      if (action.kind !== 'shell' || action.effect !== undefined || text.effect !== 'destructive' || section === 'undo')
        continue;
      const fence = fenceOf(subject, action);
      const edit = fence === undefined ? undefined : addAttribute(subject, fence, 'effect=destructive');
      yield {
        place: placeOfCommand(script) ?? firstLine(action.place, subject.document.lines),
        message: `${text.reason}, and only its words say so.`,
        hint: 'Write {effect=destructive} behind the language of the fence.',
        ...(edit === undefined ? {} : { fix: suggestedFix('State its effect', edit) }),
      };
    }
  },
};

/** Of the command that is one; what destroys by its SQL or its redirections has none. */
function placeOfCommand(script: Script | undefined): Place | undefined {
  const found = script?.invocations.find((invocation) => matchesAny(invocation, destructiveCommands));
  return found === undefined ? undefined : script?.placeOf(found.command.position, found.program);
}

function firstLine({ line, column }: Place, lines: readonly string[]): Place {
  return { line, column, endLine: line, endColumn: Math.max(column, (lines[line - 1] ?? '').length + 1) };
}
