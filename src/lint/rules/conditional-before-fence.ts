import type { Rule } from '../rule.ts';

/** Words of a condition that the language does not read as one. */
const conditional =
  /^(?:in case|in the (?:event|case)|should|provided|assuming|for (?:\w+ )?(?:clusters?|environments?|customers?) (?:that|which|where|with)|where)\b[^.!?]*[:,]?\s*$/i;

export const conditionalBeforeFence: Rule = {
  code: 'conditional-before-fence',
  preset: 'strict',
  on: 'runbook',
  title: 'A command stands below a condition that only people can read.',
  why: `The program asks for conditions that begin with *Only if*, *If …:*, *When …:* or *Skip if*; in other words they are prose, and
the command below is offered to everybody. Write the condition so that it is asked.`,
  bad: { as: 'runbook', text: runbook('In case the disk is full:') },
  good: { as: 'runbook', text: runbook('If the disk is full:') },
  *check({ document }) {
    for (const [index, block] of document.blocks.entries()) {
      if (block.kind !== 'paragraph' || document.blocks[index + 1]?.kind !== 'fence' || !conditional.test(block.text))
        continue;
      yield {
        place: block.place,
        message: 'Nobody is asked whether this holds: the command below is offered to everybody.',
        hint: 'Begin it with "Only if", or with "If ...:".',
      };
    }
  },
};

function runbook(text: string): string {
  return `# Clean up\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\ndf -h\n\`\`\`\n\n${text}\n\n\`\`\`bash\njournalctl --disk-usage\n\`\`\`\n`;
}
