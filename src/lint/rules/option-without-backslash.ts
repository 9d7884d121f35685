import { suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { Rule } from '../rule.ts';

export const optionWithoutBackslash: Rule = {
  code: 'option-without-backslash',
  preset: 'legacy',
  on: 'script',
  title: 'An option stands on a line of its own, and the line above does not go on.',
  why: `The command runs without the option, perhaps in another namespace; then the shell says that it does not know a command called
\`--namespace\`. End the line above with a backslash.`,
  bad: { as: 'bash', text: 'kubectl delete pod shop-0\n  --namespace shop' },
  good: {
    as: 'bash',
    text: '{effect=destructive}\nkubectl delete pod shop-0 \\\n  --namespace shop\nkubectl get pods',
  },
  *check({ shell, placeOf }) {
    const lines = shell.source.split('\n');
    for (const { words } of shell.commands) {
      const [first] = words;
      if (first === undefined || !/^--?[a-zA-Z][\w-]*/.test(first.literal ?? '')) continue;
      const above = lines[first.position.line - 2]?.trim() ?? '';
      const isFirst = (lines[first.position.line - 1] ?? '').trimStart().startsWith(first.text);
      if (
        !isFirst ||
        above === '' ||
        above.startsWith('#') ||
        above.endsWith('\\') ||
        shell.innerLines.has(first.position.line)
      )
        continue;
      const end = placeOf({ line: first.position.line - 1, column: 1 }, above);
      yield {
        place: placeOf(first.position, first.text),
        message: `The command above runs without ${first.text}, and then this is taken for a command.`,
        hint: 'End the line above with a backslash.',
        fix: suggestedFix('Let the line go on', { place: placeAt(end.endLine, end.endColumn), text: ' \\' }),
      };
    }
  },
};
