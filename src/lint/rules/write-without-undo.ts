import type { Rule } from '../rule.ts';

export const writeWithoutUndo: Rule = {
  code: 'write-without-undo',
  preset: 'strict',
  on: 'runbook',
  title: 'A step changes something and has no way back.',
  why: `When the old version turns out to be worse, somebody has to take the step back under the same pressure, without a text.
Write an action with {undo} into the step, or an "Undo" section; \`runbook undo\` runs them, the last step first.`,
  bad: { as: 'bash', text: '{effect=write}\nkubectl scale deployment/shop --replicas=3' },
  good: {
    as: 'runbook',
    text: `# Scale shop

## Steps

### Step 1: Scale (30 seconds)

\`\`\`bash {effect=write}
kubectl scale deployment/shop --replicas=3
\`\`\`

\`\`\`bash {undo effect=write}
kubectl scale deployment/shop --replicas=2
\`\`\`
`,
  },
  *check({ actions, runbook }) {
    if (runbook.undo.length > 0) return;
    const undone = new Set(actions.filter(({ action }) => action.role === 'undo').map(({ step }) => step?.id));
    const told = new Set<string>();
    for (const { action, step, section, effect } of actions) {
      if (section !== 'steps' || step === undefined || action.role !== 'forward' || effect === 'read') continue;
      if (undone.has(step.id) || told.has(step.id)) continue;
      told.add(step.id);
      yield {
        place: step.place,
        message: `"${step.title}" changes something, and nothing is written that takes it back.`,
        hint: 'Add a fence with {undo effect=write} to the step, or an "Undo" section.',
      };
    }
  },
};
