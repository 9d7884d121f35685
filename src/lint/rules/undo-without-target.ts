import { positionalsOf } from '../../classify/words.ts';
import type { ShellWord } from '../../shell/shell-script.ts';
import { argoCalls, optionText, rolloutCalls, workloadOf } from '../kubectl.ts';
import { placeOfWord } from '../place-of-word.ts';
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
    for (const call of [...rolloutCalls(script, 'undo'), ...argoCalls(script, 'undo')]) {
      const workload = workloadOf(call);
      if (workload === undefined || !goesToTheOneBefore(optionText(call.invocation.args, '--to-revision')?.text))
        continue;
      yield {
        place: placeOfWord(script, call.invocation, call.word),
        message,
        hint: `Say which version:\n  runbook app undo ${workload}${call.namespace} --to "$VERSION"`,
        fix: undoByVersion(script, call),
      };
    }
    for (const invocation of script.invocations) {
      const [verb, release, revision] = positionalsOf('helm', withoutValues(invocation.args));
      if (invocation.program !== 'helm' || verb !== 'rollback' || release === undefined) continue;
      if (revision !== undefined && revision !== '0') continue;
      yield {
        place: script.placeOf(invocation.command.position, 'helm'),
        message,
        hint: `Say which revision, after a look at helm history:\n  helm rollback ${release === '…' ? 'RELEASE' : release} "$REVISION"`,
      };
    }
  },
};

/** Without the values of the options that `helm rollback` has. */
function withoutValues(args: readonly ShellWord[]): readonly ShellWord[] {
  return args.filter((_, index) => !/^--(?:timeout|history-max|description)$/.test(args[index - 1]?.text ?? ''));
}

const message = 'Run a second time it brings the broken version back; after two bad releases it lands on a bad one.';

function goesToTheOneBefore(revision: string | undefined): boolean {
  return revision === undefined || /^(?:--to-revision=)?0$/.test(revision);
}
