import type { Rule } from '../rule.ts';

export const emptySection: Rule = {
  code: 'empty-section',
  preset: 'recommended',
  on: 'runbook',
  title: 'A heading has nothing below it.',
  why: `A step without a text or a fence is passed as done by whoever is in a hurry; an empty section of contacts looks as if somebody had
thought of it. Fill it, or take the heading away.`,
  bad: { as: 'runbook', text: runbook('') },
  good: { as: 'runbook', text: runbook('- #shop-oncall\n') },
  *check({ document }) {
    const { blocks } = document;
    for (const [index, block] of blocks.entries()) {
      if (block.kind !== 'heading' || block.depth === 1) continue;
      const next = blocks[index + 1];
      const isEmpty = next === undefined || (next.kind === 'heading' && next.depth <= block.depth);
      const endLine = next?.place.line ?? document.lines.length + 1;
      const holdsMore = document.lines.slice(block.place.endLine, endLine - 1).some((line) => line.trim() !== '');
      if (!isEmpty || holdsMore) continue;
      yield {
        place: block.place,
        message: `Below "${block.text}" there is nothing, and it looks as if somebody had thought of it.`,
        hint: 'Fill it, or take the heading away.',
      };
    }
  },
};

function runbook(contacts: string): string {
  return `# Look\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n\n## Contacts\n\n${contacts}`;
}
