import type { Rule } from '../rule.ts';

export const mdxHazard: Rule = {
  code: 'mdx-hazard',
  preset: 'recommended',
  on: 'runbook',
  title: 'A page of MDX holds what MDX takes for code.',
  why: `In a file that ends in .mdx, \`{…}\` is JavaScript and \`<x>\` an element that must be closed; one of them is enough that the whole site
does not build. Runbooks are Markdown: name the file .md.`,
  bad: { as: 'runbook', file: 'shop.mdx', text: runbook('It takes <5 minutes and {nothing}.') },
  good: { as: 'runbook', file: 'shop.md', text: runbook('It takes <5 minutes and {nothing}.') },
  *check({ file, document }) {
    if (!file.toLowerCase().endsWith('.mdx')) return;
    for (const block of document.blocks) {
      if (block.kind !== 'paragraph' && block.kind !== 'item' && block.kind !== 'heading') continue;
      for (let line = block.place.line; line <= block.place.endLine; line += 1) {
        const text = (document.lines[line - 1] ?? '').replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
        const found = /\{[^}]*\}?|<(?!!--)(?:\d|https?:|[A-Za-z][\w-]*(?![^>]*\/>))[^>\s]*>?/.exec(text);
        if (found === null) continue;
        yield {
          place: { line, column: found.index + 1, endLine: line, endColumn: found.index + 1 + found[0].length },
          message: `MDX takes "${found[0]}" for code, and the site does not build.`,
          hint: 'Name the file .md, or write it as code.',
        };
      }
    }
  },
};

function runbook(text: string): string {
  return `# Look\n\n${text}\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
