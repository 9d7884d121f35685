import { formatClock, parseDuration } from '../../runbook/duration.ts';
import type { Rule } from '../rule.ts';

export const sleepLongerThanBudget: Rule = {
  code: 'sleep-longer-than-budget',
  preset: 'recommended',
  on: 'runbook',
  title: 'A command sleeps longer than its step may take.',
  why: `The budget is over before anything was looked at. Wait for what is to come instead, and look often: \`{until=60s every=2s}\` on a fence
that looks, \`kubectl wait\`, \`runbook app wait\`.`,
  bad: { as: 'runbook', text: step('sleep 600') },
  good: { as: 'runbook', text: step('kubectl wait --for=condition=Ready pod/shop-0 -n shop --timeout=8s') },
  *check({ actions, runbook }) {
    for (const { action, step: of, script } of actions) {
      const budgetMs = action.budgetMs ?? runbook.steps.find(({ id }) => id === of?.id)?.budget?.upperMs;
      if (budgetMs === undefined || script === undefined) continue;
      for (const { program, args, command } of script.invocations) {
        const [first] = args;
        const sleptMs = program === 'sleep' ? sleepMs(first?.literal ?? '') : undefined;
        if (sleptMs === undefined || sleptMs <= budgetMs || command.background) continue;
        yield {
          place: script.placeOf(command.position, program),
          message: `It sleeps for ${formatClock(sleptMs)}; its step may take ${formatClock(budgetMs)}.`,
          hint: 'Wait for what is to come, and look often: {until=60s every=2s} on a fence that looks.',
        };
      }
    }
  },
};

/** `sleep 5` are seconds. */
function sleepMs(text: string): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : parseDuration(text);
}

function step(command: string): string {
  return `# Restart shop\n\n## Steps\n\n### Step 1: Wait (10 seconds)\n\n\`\`\`bash {effect=read}\n${command}\n\`\`\`\n\n## Success Criteria\n\n- [ ] It runs\n`;
}
