import { optionText, rolloutCalls, workloadOf } from '../kubectl.ts';
import type { Rule } from '../rule.ts';
import { undoByVersion } from './undo-to-fixed-revision.ts';

export const undoWithoutTarget: Rule = {
  code: 'undo-without-target',
  preset: 'recommended',
  on: 'script',
  title: 'A rollback says "the one before" and not which version it wants.',
  why: `\`kubectl rollout undo\` goes to the revision before the current one, whatever that is. Run twice, the second undo brings
the broken version back; after two bad releases the first one lands on a bad one. A target by version does nothing the second time.`,
  bad: { as: 'bash', text: 'kubectl rollout undo deployment/shop -n production' },
  good: { as: 'bash', text: 'runbook app undo deployment/shop -n production --to last-good' },
  *check(script) {
    for (const call of rolloutCalls(script, 'undo')) {
      const workload = workloadOf(call);
      if (workload === undefined || !goesToTheOneBefore(optionText(call.invocation.args, '--to-revision')?.text))
        continue;
      yield {
        place: script.placeOf(call.word?.position ?? call.invocation.command.position, call.word?.text ?? ''),
        message: 'Run a second time it brings the broken version back; after two bad releases it lands on a bad one.',
        hint: `Say which version:\n  runbook app undo ${workload}${call.namespace} --to "$VERSION"`,
        fix: undoByVersion(script, call),
      };
    }
  },
};

function goesToTheOneBefore(revision: string | undefined): boolean {
  return revision === undefined || /^(?:--to-revision=)?0$/.test(revision);
}
