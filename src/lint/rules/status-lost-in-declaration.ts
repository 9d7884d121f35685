import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const statusLostInDeclaration: Rule = {
  code: 'status-lost-in-declaration',
  preset: 'recommended',
  on: 'script',
  title: 'The status of a command is lost in a declaration.',
  why: `\`export X=$(command)\` ends with the status of export, which is 0: errexit does not see that the command failed, and what follows
runs with an empty value. Assign first, and declare in a line of its own.`,
  bad: { as: 'bash', text: '{effect=read}\nexport TOKEN_FILE=$(find /run/shop -name token)\ncat "$TOKEN_FILE"' },
  good: {
    as: 'bash',
    text: '{effect=read}\nTOKEN_FILE=$(find /run/shop -name token)\nexport TOKEN_FILE\ncat "$TOKEN_FILE"',
  },
  *check({ shell, rangeOf, placeOf }) {
    for (const { words, assignments, position, endOffset } of shell.commands) {
      const [name] = words;
      if (!/^(?:export|local|declare|readonly|typeset)$/.test(name?.literal ?? '') || assignments.length === 0)
        continue;
      const lost = assignments.find(({ value }) => /\$\(|`/.test(value?.text ?? ''));
      if (lost === undefined || lost.value === undefined) continue;
      const isPlain =
        name?.literal === 'export' && assignments.length === 1 && words.length === 1 && /^\w+$/.test(lost.name);
      const indent = /[ \t]*$/.exec(shell.source.slice(0, position.offset))?.[0] ?? '';
      yield {
        place: placeOf(lost.position, lost.name),
        message: `If the command in ${lost.name} fails, nobody notices, and what follows runs without its value.`,
        hint: `Assign first: ${lost.name}=$(...), then ${name?.literal} ${lost.name} in a line of its own.`,
        ...(isPlain
          ? {
              fix: suggestedFix('Assign first', {
                place: rangeOf(position.offset, endOf(lost, endOffset)),
                text: `${lost.name}=${lost.value.text}\n${indent}export ${lost.name}`,
              }),
            }
          : {}),
      };
    }
  },
};

function endOf(
  lost: { readonly value: { readonly position: { readonly offset: number }; readonly text: string } | undefined },
  endOffset: number,
): number {
  const { value } = lost;
  return value === undefined ? endOffset : Math.max(endOffset, value.position.offset + value.text.length);
}
