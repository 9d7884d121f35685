import type { Rule } from '../rule.ts';

export const sharedVariableAcrossFences: Rule = {
  code: 'shared-variable-across-fences',
  preset: 'recommended',
  on: 'runbook',
  title: 'A command needs a variable that a fence sets which may be left out.',
  why: `All fences of a run share one session, so that a later one finds what an earlier one has set; but not where the earlier one
stands behind a condition, is one of several ways, or is only shown. Then the variable is empty or the command is refused in the
middle of the run. Set it in a fence that always runs, make it an input, or give it a default.`,
  bad: {
    as: 'runbook',
    text: '# Scale\n\n## Steps\n\n### Step 1: Look (10 seconds)\n\nOnly if it is slow:\n\n```bash {effect=read}\ncount=$(kubectl get pods -n shop -o name | wc -l)\n```\n\n### Step 2: Say it (10 seconds)\n\n```bash {effect=read}\necho "$count pods"\n```\n',
  },
  good: {
    as: 'runbook',
    text: '# Scale\n\n## Steps\n\n### Step 1: Look (10 seconds)\n\n```bash {effect=read}\ncount=$(kubectl get pods -n shop -o name | wc -l)\n```\n\n### Step 2: Say it (10 seconds)\n\n```bash {effect=read}\necho "$count pods"\n```\n',
  },
  *check({ actions }) {
    const byAddress = new Map(actions.map((placed) => [placed.action.address, placed]));
    for (const { disposition, isOptional, script, step } of actions) {
      if (disposition?.may !== 'run' || script === undefined) continue;
      for (const { variable, setBy } of disposition.dependsOn) {
        const setters = setBy.flatMap((address) => byAddress.get(address) ?? []);
        const isCertain = setters.some(
          (one) => one.disposition?.may === 'run' && (!one.isOptional || (isOptional && one.step?.id === step?.id)),
        );
        const use = script.shell.used.find(({ name }) => name === variable);
        if (isCertain || use === undefined || setters.length === 0) continue;
        yield {
          place: script.placeOf(use.position, variable),
          message: `$${variable} is set only by ${setBy.join(' and ')}, which may be left out; then this is refused.`,
          hint: `Set it where it always runs, declare an input, or write \${${variable}:-...}.`,
        };
        break;
      }
    }
  },
};
