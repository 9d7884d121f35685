import type { Fix } from '../../diagnostics/fix.ts';
import { optionText, rolloutCalls, workloadOf } from '../kubectl.ts';
import { replaceCommand } from '../replace-command.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const statusIsNoProof: Rule = {
  code: 'status-is-no-proof',
  preset: 'recommended',
  on: 'script',
  title: 'The answer of kubectl rollout status is taken for proof of a rollback.',
  why: `\`kubectl rollout status\` says "successfully rolled out" of a paused Deployment that has changed nothing, and says
nothing about which image runs. Wait for pods that run the wanted image instead, and fail as soon as it is certain that they will not.`,
  bad: { as: 'runbook', text: inRollback('kubectl rollout status deployment/shop --timeout=2m') },
  good: { as: 'runbook', text: inRollback('runbook app wait deployment/shop --timeout 2m') },
  *check(script) {
    if (!script.isRollback) return;
    for (const call of rolloutCalls(script, 'status')) {
      const workload = workloadOf(call);
      if (workload === undefined) continue;
      const limit = /(\d+[smh]\w*)/.exec(optionText(call.invocation.args, '--timeout')?.text ?? '')?.[1] ?? '4m';
      const better = `runbook app wait ${workload}${call.namespace} --timeout ${limit}`;
      yield {
        place: script.placeOf(call.invocation.command.position, 'kubectl rollout status'),
        message: 'It says "successfully rolled out" of a paused Deployment, too, and not which image runs.',
        hint: `Wait for the pods of that version:\n  ${better}`,
        fix: withExpectation(
          script,
          replaceCommand(script, call.invocation, { title: 'Wait for the pods', text: better }),
        ),
      };
    }
  },
};

/** What is expected of kubectl's words has to be expected of the other command's. */
function withExpectation({ action }: Script, fix: Fix | undefined): Fix | undefined {
  const expected = action?.expect;
  const at = expected?.lines.findIndex((line) => line.includes('successfully rolled out')) ?? -1;
  if (fix === undefined || expected === undefined || at === -1 || expected.lines.length > 1) return fix;
  return { ...fix, edits: [...fix.edits, { place: expected.place, text: 'all of its pods are available' }] };
}

function inRollback(command: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Wait (2 minutes)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
