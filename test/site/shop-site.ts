import { join } from 'node:path';
import { appendDrillRecord } from '../../src/journal/drill-records.ts';
import { executionOf } from '../../src/project/digest-of.ts';
import { loadValidRunbook } from '../../src/project/load-runbook.ts';
import { drillRecord } from '../unit/drill/drill-record.ts';
import { otherRunbook, shopRunbook } from './shop-runbook.ts';
import { type BuiltSite, buildAndServe, createSite, type SiteFolder } from './sites.ts';

/** A site of two runbooks beside 500 steps of a third; one was drilled four times, failed once, and is fresh. */
export async function shopSite(): Promise<BuiltSite> {
  using site = createSite({
    'runbooks/shop.md': shopRunbook,
    'runbooks/other.md': otherRunbook,
    'runbooks/long.md': longRunbook(),
    'runbooks/broken.md': '# Broken\n\n## Steps\n\n### Step 1: Look\n\n```bash {effect=raed}\nuptime\n```\n',
    'scripts/look.sh': 'uptime\n',
  });
  drillShop(site);
  return await buildAndServe(site);
}

function drillShop({ project }: SiteFolder): void {
  const path = join(project, 'runbooks/shop.md');
  const execution = executionOf(loadValidRunbook(path).runbook);
  for (const [day, seconds, outcome] of [
    ['2026-11-01', 90, 'succeeded'],
    ['2026-11-08', 100, 'succeeded'],
    ['2026-11-15', 130, 'succeeded'],
    ['2026-11-16', 80, 'failed'],
  ] as const) {
    const {
      digest: _digest,
      prev: _prev,
      ...facts
    } = drillRecord(`${day}T10:00:00.000Z`, {
      look: 10,
      'go-back': seconds,
      'empty-the-cache': 20,
    });
    appendDrillRecord(join(project, 'runbooks/.drills/shop.jsonl'), {
      ...facts,
      outcome,
      runbook: { ...facts.runbook, execution },
    });
  }
}

function longRunbook(): string {
  const steps = Array.from({ length: 500 }, (_, index) => {
    return `### Step ${index + 1}: Number ${index + 1} ${'very '.repeat(8)}long (1 second)\n\n\`\`\`bash\necho ${index}\n\`\`\`\n`;
  });
  const table = `| ${'column | '.repeat(40)}\n|${' --- |'.repeat(40)}\n| ${'value | '.repeat(40)}\n`;
  return `# Long\n\n${table}\n## Steps\n\n${steps.join('\n')}`;
}
