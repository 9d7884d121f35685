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
    const isMeant = (offset: number) =>
      !inComment(offset) && !inQuotes(offset) && !shell.innerLines.has(lineOf(offset));
    const lineOf = (offset: number) => shell.source.slice(0, offset).split('\n').length;
    const marks = [...shell.source.matchAll(marksAndDashes)].filter(({ index }) => isMeant(index));
    for (const line of new Set(marks.map(({ index }) => lineOf(index)))) {
      const onLine = marks.filter(({ index }) => lineOf(index) === line);
      const [first] = onLine;
      if (first === undefined) continue;
      const edits = onLine.map(({ 0: found, index }) => ({
        place: rangeOf(index, index + found.length),
        text: plainOf(found, shell.source.slice(index + found.length)),
      }));
      const named = [...new Set(onLine.map(({ 0: found }) => names[found] ?? found))];
      yield {
        place: rangeOf(first.index, first.index + first[0].length),
        message: `To the shell ${named.join(' ')} ${named.length === 1 ? 'is a letter' : 'are letters'}, so that the command is another one.`,
        hint: `Write ${[...new Set(edits.map(({ text }) => (text.trim() === '' ? 'a plain blank' : text)))].join(' and ')}.`,
        fix: suggestedFix('Write plain ones', ...edits),
      };
    }
  },
};

const marksAndDashes = /[\u201c\u201d\u201e\u2018\u2019\u2013\u2014\u00a0]/g;

/** A word processor makes one long dash of the two of `--watch`. */
function plainOf(mark: string, behind: string): string {
  return mark === '\u2013' && /^[A-Za-z]{2}/.test(behind) ? '--' : (meant[mark] ?? '');
}
