import type { Rule } from '../rule.ts';

export const writeWithoutVerification: Rule = {
  code: 'write-without-verification',
  preset: 'recommended',
  on: 'runbook',
  title: 'A runbook changes something and never looks whether it worked.',
  why: `An exit status of 0 says that a command ran, not that the service is well. Read something after the last write: the pods,
the health endpoint, a row; or give the runbook success criteria.`,
  bad: { as: 'runbook', text: runbook('') },
  good: { as: 'runbook', text: runbook('## Success Criteria\n\n- [ ] The shop answers\n') },
  *check({ actions, runbook }) {
    if (runbook.criteria.length > 0) return;
    const inTurn = actions.filter(
      ({ section, action }) => section === 'steps' && /^(?:forward|check)$/.test(action.role),
    );
    const last = inTurn.findLastIndex(({ effect }) => effect !== 'read');
    const write = inTurn[last];
    if (write === undefined || write.action.expect !== undefined || write.action.check !== undefined) return;
    if (inTurn.length > last + 1 || holdsVerification(write.action.source)) return;
    const { line, column } = write.action.place;
    yield {
      place: { line, column, endLine: line, endColumn: column + (write.action.source.split('\n')[0]?.length ?? 0) },
      message: 'After this nobody looks whether it worked; the run ends as if it had.',
      hint: 'Add a step that reads what it should have changed, or "## Success Criteria" with a task list.',
    };
  },
};

/** The seed's own one-command rollback looks at itself in the same fence. */
function holdsVerification(source: string): boolean {
  return /\b(?:curl|wget|rollout status|app wait|get pods|kubectl wait|kubectl get|systemctl (?:status|is-active))\b/.test(
    source,
  );
}

function runbook(criteria: string): string {
  return `# Restart shop\n\n## Steps\n\n### Step 1: Restart (30 seconds)\n\n\`\`\`bash\nsystemctl restart shop\n\`\`\`\n\n${criteria}`;
}
