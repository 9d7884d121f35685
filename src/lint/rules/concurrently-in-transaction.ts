import type { Rule } from '../rule.ts';
import { factsIn, placeOfWords } from '../sql-places.ts';

export const concurrentlyInTransaction: Rule = {
  code: 'concurrently-in-transaction',
  preset: 'legacy',
  on: 'sql',
  title: 'CONCURRENTLY stands in a transaction.',
  why: `PostgreSQL answers \`cannot run inside a transaction block\`. Say transaction=none on the fence, \`transaction:false\` to dbmate,
\`-- +goose NO TRANSACTION\` to goose, \`pgm.noTransaction()\` to node-pg-migrate, \`transaction = false\` to TypeORM.`,
  bad: { as: 'sql', text: '{effect=write}\nDROP INDEX CONCURRENTLY payments_status;' },
  good: { as: 'sql', text: '{effect=write transaction=none}\nDROP INDEX CONCURRENTLY payments_status;' },
  *check(script) {
    let isInside = script.inTransaction;
    for (const placed of factsIn([script])) {
      const { fact } = placed;
      if (fact.does === 'begin') isInside = true;
      const isConcurrent = (fact.does === 'create-index' || fact.does === 'drop') && fact.isConcurrent;
      if (!isConcurrent || !isInside) continue;
      yield {
        place: placeOfWords(placed, /\bCONCURRENTLY\b/i),
        message: 'PostgreSQL answers "cannot run inside a transaction block", and nothing is done.',
        hint: 'Run it alone and outside of a transaction: {transaction=none}, or the switch of your migration tool.',
      };
    }
  },
};
