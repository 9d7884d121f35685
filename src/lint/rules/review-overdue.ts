import { placeAt } from '../../diagnostics/place.ts';
import type { Rule } from '../rule.ts';

const mostDays = 365;

export const reviewOverdue: Rule = {
  code: 'review-overdue',
  preset: 'recommended',
  on: 'runbook',
  title: 'A runbook was last reviewed more than a year ago.',
  why: `Names, clusters and tools have changed since. Go through it with somebody who was not there when it was written, best as a drill,
and write the new date.`,
  bad: { as: 'runbook', text: runbook('2024-03-01') },
  good: { as: 'runbook', text: runbook('2026-03-01') },
  *check({ runbook: { metadata }, document, around }) {
    const date = /\d{4}-\d{2}-\d{2}/.exec(metadata.lastReviewed ?? '')?.[0];
    const days = date === undefined ? Number.NaN : (Date.parse(around.today) - Date.parse(date)) / 86_400_000;
    if (date === undefined || Number.isNaN(days) || days <= mostDays) return;
    const line = document.lines.findIndex((text) => text.includes(date)) + 1;
    yield {
      place: placeAt(line, (document.lines[line - 1] ?? '').indexOf(date) + 1, date.length),
      message: `Nobody has looked at it for ${Math.floor(days)} days; names, clusters and tools have changed since.`,
      hint: 'Go through it, best as a drill, and write the new date.',
    };
  },
};

function runbook(date: string): string {
  return `# Look\n\n**Last reviewed:** ${date}\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
