import type { Rule } from '../rule.ts';

export const duplicateHeading: Rule = {
  code: 'duplicate-heading',
  preset: 'recommended',
  on: 'runbook',
  title: 'Two steps have the same title.',
  why: `Their ids differ only by a number, so that a flag, a link or a line in a report is easily taken for the other one; and the number
changes when one of them goes. Give each step a title of its own.`,
  bad: { as: 'runbook', text: runbook('Check', 'Check') },
  good: { as: 'runbook', text: runbook('Check the pods', 'Check the database') },
  *check({ runbook: { steps } }) {
    const seen = new Map<string, number>();
    for (const { title, place } of steps) {
      const key = title.trim().toLowerCase();
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, place.line);
      else if (earlier !== place.line)
        yield {
          place,
          message: `The step in line ${earlier} has the title "${title}" as well; which one a report speaks of is easily confused.`,
          hint: 'Give it a title of its own, or an id: <!-- #check-again --> at the end of the heading.',
        };
    }
  },
};

function runbook(...titles: readonly string[]): string {
  const steps = titles.map(
    (title, index) => `### Step ${index + 1}: ${title} (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`,
  );
  return `# Look\n\n## Steps\n\n${steps.join('\n')}`;
}
