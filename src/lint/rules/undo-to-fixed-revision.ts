import type { Fix } from '../../diagnostics/fix.ts';
import { argoCalls, optionText, type RolloutCall, rolloutCalls, workloadOf } from '../kubectl.ts';
import { placeOfWord } from '../place-of-word.ts';
import { replaceCommand, versionInput } from '../replace-command.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const undoToFixedRevision: Rule = {
  code: 'undo-to-fixed-revision',
  preset: 'legacy',
  on: 'script',
  title: 'A rollback goes to a revision whose number is written down.',
  why: `Every undo gives the revision that it restores a new number: after one rollback the old number is gone, and
kubectl answers \`unable to find specified revision\`, or finds another version under it. Choose the target by its version or
its digest when the runbook runs.`,
  bad: { as: 'bash', text: 'kubectl rollout undo deployment/shop --to-revision=2' },
  good: { as: 'bash', text: 'runbook app undo deployment/shop --to last-good' },
  *check(script) {
    for (const call of [...rolloutCalls(script, 'undo'), ...argoCalls(script, 'undo')]) {
      const word = optionText(call.invocation.args, '--to-revision');
      const number = /^(?:--to-revision=)?["']?(\d+)["']?$/.exec(word?.text ?? '')?.[1];
      if (word === undefined || number === undefined || number === '0') continue;
      yield {
        place: placeOfWord(script, call.invocation, word),
        message: `Revision ${number} has another number, or is gone, after the first rollback.`,
        hint: `Go back by version:\n  runbook app undo ${workloadOf(call) ?? 'KIND/NAME'}${call.namespace} --to "$VERSION"`,
        fix: undoByVersion(script, call),
      };
    }
  },
};

/** The same rollback, its target chosen by version when it runs. */
export function undoByVersion(script: Script, call: RolloutCall): Fix | undefined {
  const workload = workloadOf(call);
  if (workload === undefined) return undefined;
  return replaceCommand(script, call.invocation, {
    title: 'Go back by version',
    text: `runbook app undo ${workload}${call.namespace} --to "$VERSION"`,
    input: versionInput,
  });
}
