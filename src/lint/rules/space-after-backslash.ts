import { safeFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const spaceAfterBackslash: Rule = {
  code: 'space-after-backslash',
  preset: 'legacy',
  on: 'script',
  title: 'A blank stands between a backslash and the end of its line.',
  why: `The backslash then escapes the blank, not the end of the line: the command ends there, and its next line is run as a command
of its own.`,
  bad: { as: 'bash', text: 'kubectl get pods \\ \n  -n shop' },
  good: { as: 'bash', text: 'kubectl get pods \\\n  -n shop' },
  *check({ shell, rangeOf }) {
    let offset = 0;
    for (const [index, line] of shell.source.split('\n').entries()) {
      const found = /(?<=(?:^|[^\\])(?:\\\\)*\\)[ \t]+$/.exec(line);
      const isComment = line.trimStart().startsWith('#');
      if (found !== null && !isComment && !shell.innerLines.has(index + 1)) {
        const place = rangeOf(offset + found.index, offset + line.length);
        yield {
          place,
          message: 'The command ends here, and its next line is run as a command of its own.',
          hint: 'Take the blank behind the backslash away.',
          fix: safeFix('Take the blank away', { place, text: '' }),
        };
      }
      offset += line.length + 1;
    }
  },
};
