import { stripPrompts } from '../../classify/strip-prompts.ts';
import { type Edit, safeFix } from '../../diagnostics/fix.ts';
import type { Fence } from '../../runbook/fence.ts';
import type { Rule } from '../rule.ts';

const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', '']);

export const promptInFence: Rule = {
  code: 'prompt-in-fence',
  preset: 'recommended',
  on: 'runbook',
  title: 'Commands stand behind prompts.',
  why: `What is copied with its \`$ \` is answered by \`$: command not found\`, and behind \`# \` nothing is run at all. Leave the prompts out, or
label the fence \`console\`, where prompts and output are expected.`,
  bad: { as: 'bash', text: '$ kubectl get pods -n shop\n$ kubectl get nodes' },
  good: { as: 'bash', text: 'kubectl get pods -n shop\nkubectl get nodes' },
  *check({ document, parse }) {
    for (const block of document.blocks) {
      if (block.kind !== 'fence' || !shells.has(block.fence.language)) continue;
      const { fence } = block;
      const stripped = stripPrompts(fence.source, fence.language, parse);
      if (stripped.state !== 'stripped') continue;
      const edits = editsOf(fence, stripped.script);
      const [first] = edits;
      if (first === undefined) continue;
      yield {
        place: first.place,
        message: 'Whoever copies this runs the prompt as well, and gets "command not found", or nothing at all.',
        hint: 'Leave the prompts out, or label the fence ```console.',
        fix: safeFix('Take the prompts away', ...edits),
      };
    }
  },
};

/** What was taken from the beginning of each line. */
function editsOf(fence: Fence, script: string): readonly Edit[] {
  const after = script.split('\n');
  return fence.source.split('\n').flatMap((line, index): readonly Edit[] => {
    const rest = after[index] ?? '';
    const place = fence.lines[index];
    if (place === undefined || rest === line || !line.endsWith(rest)) return [];
    return [{ place: { ...place, endColumn: place.column + line.length - rest.length }, text: '' }];
  });
}
