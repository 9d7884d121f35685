import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

const meant: Readonly<Record<string, string>> = {
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2018': "'",
  '\u2019': "'",
  '\u2013': '-',
  '\u2014': '--',
  '\u00a0': ' ',
  '\u2026': '...',
};

const names: Readonly<Record<string, string>> = { '\u00a0': 'a blank that does not break', '\u2026': 'an ellipsis' };

export const smartPunctuation: Rule = {
  code: 'smart-punctuation',
  preset: 'legacy',
  on: 'script',
  title: 'A command holds typographic quotes, dashes or blanks.',
  why: `A word processor or a wiki has made “quotes” and –dashes of what was typed. To a shell they are letters: the option is not
known, the argument is divided, the file is not found. Write the plain ones.`,
  bad: { as: 'bash', text: 'kubectl get pods –n shop' },
  good: { as: 'bash', text: 'kubectl get pods -n shop' },
  *check(script) {
    const { shell, rangeOf } = script;
    const inComment = (offset: number) =>
      shell.comments.some(({ position, text }) => offset >= position.offset && offset < position.offset + text.length);
    const inQuotes = (offset: number) =>
      shell.commands.some(({ words }) =>
        words.some(
          ({ quoted, position, text }) => quoted && offset > position.offset && offset < position.offset + text.length,
        ),
      );
    for (const { 0: found, index } of shell.source.matchAll(/[\u201c\u201d\u201e\u2018\u2019\u2013\u2014\u00a0]/g)) {
      if (inComment(index) || inQuotes(index) || shell.innerLines.has(shell.source.slice(0, index).split('\n').length))
        continue;
      const place = rangeOf(index, index + 1);
      const text = meant[found] ?? '';
      yield {
        place,
        message: `To the shell ${names[found] ?? found} is a letter, so that the command is another one.`,
        hint: `Write ${text.trim() === '' ? 'a plain blank' : text}.`,
        fix: suggestedFix('Write the plain one', { place, text }),
      };
    }
  },
};
