import { htmlElements } from '../../classify/tables/html-elements.ts';
import { safeFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const htmlSwallowedPlaceholder: Rule = {
  code: 'html-swallowed-placeholder',
  preset: 'recommended',
  on: 'runbook',
  title: 'A placeholder in angle brackets vanishes from the page.',
  why: `\`<pod-name>\` in prose is an HTML element to GitHub and to most sites, and an unknown one is not shown: the reader sees a sentence
with a hole. Write it as code.`,
  bad: { as: 'runbook', text: runbook('Take the name <pod-name> from the list.') },
  good: { as: 'runbook', text: runbook('Take the name `<pod-name>` from the list.') },
  *check({ document }) {
    for (const block of document.blocks) {
      if (block.kind !== 'paragraph' && block.kind !== 'item' && block.kind !== 'heading') continue;
      for (const { kind, text, place } of block.inline) {
        const name = /^<\/?([A-Za-z][\w-]*)/.exec(text)?.[1];
        if (kind !== 'html' || name === undefined || htmlElements.has(name.toLowerCase()) || text.includes('='))
          continue;
        yield {
          place,
          message: `${text} is not shown on the page: the sentence has a hole there.`,
          hint: `Write it as code: \`${text}\`.`,
          fix: safeFix('Write it as code', { place, text: `\`${text}\`` }),
        };
      }
    }
  },
};

function runbook(text: string): string {
  return `# Look\n\n${text}\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
