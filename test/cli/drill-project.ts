import * as v from 'valibot';
import { type DrillRecord, drillRecordSchema } from '../../src/drill/record.ts';
import { git } from './git.ts';
import { createProject, type Project } from './unattended-project.ts';

export const text = `---
runbook:
  budget: 2m
  environments:
    staging: { vars: { WHERE: staging } }
    production: { vars: { WHERE: production }, confirm: typed }
  inputs:
    version: { type: semver }
  drill: { environment: staging, every: 30d, answers: { version: v1.0.0, go-back: "yes" } }
---

# Shop

## Steps

### Step 1: Look (20 seconds)

\`\`\`bash {effect=read}
sleep 0.3; echo "$WHERE"
\`\`\`

### Step 2: Go Back (1 minute)

**Only if the release is broken.**

\`\`\`bash {effect=write}
sleep 0.6; echo "back to $VERSION"
\`\`\`

## Success Criteria

- [ ] It is back

\`\`\`bash {check="It is back" effect=read}
true
\`\`\`
`;

export const file = 'runbooks/.drills/shop.jsonl';
export const withText = () => createProject({ 'runbooks/shop.md': text });
export const patience = { timeout: 30_000, interval: 20 };
export const unattended = ['drill', 'shop.md', '--no-input', '--yes-to', 'writes'];

export function recordsOf(project: Project): readonly DrillRecord[] {
  const lines = project.read(file).trimEnd().split('\n');
  return lines.map((line) => v.parse(drillRecordSchema, JSON.parse(line)));
}

/** A repository whose runbook is Anna's, where somebody else works. */
export function inRepository(project: Project, email = 'jonas@example.com'): void {
  git(project.folder, 'init', '--quiet', '--initial-branch=main');
  git(project.folder, 'config', 'user.email', email);
  git(project.folder, 'config', 'user.name', email);
  git(project.folder, 'add', '.');
  git(project.folder, 'commit', '--quiet', '--message', 'Runbook');
}
