import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const unquotedAmpersand: Rule = {
  code: 'unquoted-ampersand',
  preset: 'legacy',
  on: 'script',
  title: 'An address with & stands without quotes.',
  why: `The shell ends the command at the \`&\` and runs it in the background, with half of the address: a \`DELETE …?a=x&b=y\` deletes
everything with that \`a\`. Put the address in double quotes.`,
  bad: { as: 'bash', text: 'curl --fail https://shop.example.com/items?state=old&limit=1' },
  good: { as: 'bash', text: 'curl --fail "https://shop.example.com/items?state=old&limit=1"' },
  *check({ shell, rangeOf }) {
    for (const { words, background } of shell.commands) {
      const address = words.find(
        ({ text }) => /^[a-z][a-z0-9+.-]*:\/\/\S*\?\S*$/i.test(text) || /^\$\{?\w+\}?\S*\?\S+=\S*$/.test(text),
      );
      if (!background || address === undefined || address.quoted) continue;
      const start = address.position.offset;
      const rest = /^(?:&[\w.[\]%-]+=[^\s&;|]*)+/.exec(shell.source.slice(start + address.text.length));
      if (rest === null) continue;
      const end = start + address.text.length + rest[0].length;
      const place = rangeOf(start, end);
      yield {
        place,
        message: `The shell cuts the address at the &, runs the command with ${address.text} in the background, and goes on.`,
        hint: 'Put the whole address in double quotes.',
        fix: suggestedFix('Quote the address', { place, text: `"${shell.source.slice(start, end)}"` }),
      };
    }
  },
};
