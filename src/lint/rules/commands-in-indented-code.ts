import { isKnownProgram } from '../../classify/known-programs.ts';
import { isOutputLine, isProse } from '../../classify/output-lines.ts';
import { stripPrompts } from '../../classify/strip-prompts.ts';
import type { IndentedBlock } from '../../runbook/block.ts';
import type { ShellParser } from '../../shell/shell-script.ts';
import { unindent } from '../fixes/unindent.ts';
import type { Rule } from '../rule.ts';

export const commandsInIndentedCode: Rule = {
  code: 'commands-in-indented-code',
  preset: 'recommended',
  on: 'runbook',
  title: 'Commands stand in a fence, not in text that is indented.',
  why: `Code that is only indented has no language and no attributes, so nothing runs, checks or copies it, and a list
around it takes it apart. Write it between \`\`\`bash and \`\`\`.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

Look at them:

    kubectl get pods -n shop
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

Look at them:

\`\`\`bash
kubectl get pods -n shop
\`\`\`
`,
  },
  *check({ document, parse }) {
    for (const block of document.blocks) {
      if (block.kind !== 'indented' || !holdsCommands(block, parse)) continue;
      yield {
        place: block.place,
        message: 'These commands are indented and in no fence: nothing can run, check or copy them.',
        hint: 'Put them between ```bash and ```, without the indentation.',
        fix: unindent(block, document, 'commands'),
      };
    }
  },
};

/** Every line that is neither empty nor a comment begins a command that is known, or goes on with one. */
function holdsCommands({ source }: IndentedBlock, parse: ShellParser): boolean {
  const stripped = stripPrompts(source, '', parse);
  if (stripped.state === 'inconsistent') return false;
  const {
    syntax,
    commands,
    innerLines,
    source: script,
  } = parse(stripped.state === 'stripped' ? stripped.script : source);
  if (syntax.state !== 'valid' || commands.length === 0) return false;
  const starts = new Set(commands.map(({ position }) => position.line));
  return script.split('\n').every((line, index) => {
    const text = line.trim();
    if (!starts.has(index + 1) || innerLines.has(index + 1) || text.startsWith('#')) return true;
    return isKnownProgram(text.split(/\s/, 1)[0] ?? '') && !isOutputLine(text) && !isProse(text);
  });
}
