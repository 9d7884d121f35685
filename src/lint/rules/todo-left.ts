import type { Rule } from '../rule.ts';

const left =
  /\b(?:TODO|FIXME|TBD|XXX)\b|\b(?:to be (?:written|done|defined|completed)|coming soon|work in progress|lorem ipsum)\b/;

export const todoLeft: Rule = {
  code: 'todo-left',
  preset: 'recommended',
  on: 'runbook',
  title: 'A runbook says that something is still to be written.',
  why: `What was put off is missing in the night when it is needed. Write it now, or take the step away until it is known.`,
  bad: { as: 'runbook', text: runbook('TODO: say how to find the pod.') },
  good: { as: 'runbook', text: runbook('The newest pod is the last in the list.') },
  *check({ document }) {
    for (const block of document.blocks) {
      if (block.kind === 'comment' || block.kind === 'indented') continue;
      const last = block.place.endLine;
      for (let line = block.place.line; line <= last; line += 1) {
        const text = document.lines[line - 1] ?? '';
        const shown =
          block.kind === 'fence'
            ? (/^\s*(?:#|\/\/|--).*$/.exec(text)?.[0] ?? '')
            : text.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
        const found = left.exec(shown);
        if (found === null) continue;
        yield {
          place: { line, column: found.index + 1, endLine: line, endColumn: found.index + 1 + found[0].length },
          message: 'What was put off here is missing in the night when it is needed.',
          hint: 'Write it, or take the part away until it is known.',
        };
        break;
      }
    }
  },
};

function runbook(text: string): string {
  return `# Look\n\n${text}\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
