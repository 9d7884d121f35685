import type { Rule } from '../rule.ts';
import { factsIn, placeOfWords } from '../sql-places.ts';

export const updateWithoutWhere: Rule = {
  code: 'update-without-where',
  preset: 'recommended',
  on: 'sql',
  title: 'A statement changes or deletes every row of a table.',
  why: `An \`UPDATE\` or \`DELETE\` without \`WHERE\` is nearly always one whose condition was forgotten. Write the condition; where really
every row is meant, say so with \`WHERE true\`.`,
  bad: { as: 'sql', text: "{effect=destructive}\nUPDATE payments SET status = 'open';" },
  good: { as: 'sql', text: "{effect=destructive}\nUPDATE payments SET status = 'open' WHERE status = 'stuck';" },
  *check(script) {
    for (const placed of factsIn([script])) {
      const { fact } = placed;
      if ((fact.does !== 'update' && fact.does !== 'delete') || fact.hasWhere) continue;
      if (fact.does === 'update' && /\bFROM\b/i.test(placed.statement.text)) continue;
      yield {
        place: placeOfWords(placed, /^(?:UPDATE|DELETE\s+FROM)\s+[\w."]+/i),
        message: `It ${fact.does === 'update' ? 'changes' : 'deletes'} every row of "${fact.name}".`,
        hint: 'Write the WHERE, or WHERE true where every row is meant.',
      };
    }
  },
};
