import { type Edit, safeFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { FenceBlock } from '../../runbook/block.ts';
import type { Rule } from '../rule.ts';

export const listSplitByFence: Rule = {
  code: 'list-split-by-fence',
  preset: 'recommended',
  on: 'runbook',
  title: 'A fence that is not indented cuts a numbered list in two.',
  why: `To Markdown the list ends at the fence: on the page the next item begins with 1 again or stands in a list of its own, and the order
of the steps is lost. Indent the fence below the item that it belongs to.`,
  bad: { as: 'runbook', text: runbook('') },
  good: { as: 'runbook', text: runbook('   ') },
  *check({ document }) {
    const { blocks, lines } = document;
    for (const [index, block] of blocks.entries()) {
      const before = blocks[index - 1];
      const after = blocks.slice(index + 1).find(({ kind }) => kind !== 'fence');
      if (block.kind !== 'fence' || block.nesting > 0 || before?.kind !== 'item' || !before.ordered) continue;
      if (
        after?.kind !== 'item' ||
        !after.ordered ||
        numberOf(lines, after.place.line) !== numberOf(lines, before.place.line) + 1
      )
        continue;
      const indent = before.place.column - 1;
      yield {
        place: block.fence.opening,
        message: 'The list ends here: on the page the next item begins a list of its own.',
        hint: `Indent the fence by ${indent} blanks.`,
        fix: safeFix('Indent the fence', ...indentBy(block, indent, lines)),
      };
    }
  },
};

function numberOf(lines: readonly string[], line: number): number {
  return Number(/^\s*(\d+)[.)]/.exec(lines[line - 1] ?? '')?.[1] ?? Number.NaN);
}

/** Empty lines stay empty. */
function indentBy({ place }: FenceBlock, indent: number, lines: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (let line = place.line; line <= place.endLine; line += 1) {
    if (lines[line - 1] !== '') edits.push({ place: placeAt(line), text: ' '.repeat(indent) });
  }
  return edits;
}

function runbook(indent: string): string {
  return `# Restart\n\n1. Stop it:\n\n${indent}\`\`\`bash\n${indent}systemctl stop shop\n${indent}\`\`\`\n\n2. Start it:\n\n   \`\`\`bash\n   systemctl start shop\n   \`\`\`\n\n## Success Criteria\n\n- [ ] It answers\n`;
}
