import type { Rule } from '../rule.ts';
import { factsIn, placeOfWords } from '../sql-places.ts';

export const indexLocksTable: Rule = {
  code: 'index-locks-table',
  preset: 'strict',
  on: 'migration',
  title: 'An index is built while nobody can write to its table.',
  why: `\`CREATE INDEX\` holds off every write until it is done, which takes minutes on a large table. Build it CONCURRENTLY, outside of
a transaction.`,
  bad: { as: 'migration', file: '1_i.sql', text: migration('', 'CREATE INDEX payments_status ON payments (status);') },
  good: {
    as: 'migration',
    file: '1_i.sql',
    text: migration(' transaction:false', 'CREATE INDEX CONCURRENTLY payments_status ON payments (status);'),
  },
  *check({ up }) {
    const facts = factsIn(up?.sql ?? []);
    const made = new Set(facts.flatMap(({ fact }) => (fact.does === 'create-table' ? [fact.name] : [])));
    for (const placed of facts) {
      const { fact } = placed;
      if (fact.does !== 'create-index' || fact.isConcurrent || made.has(fact.table)) continue;
      yield {
        place: placeOfWords(placed, /^CREATE\s+(?:UNIQUE\s+)?INDEX/i),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: `While it is built nobody can write to "${fact.table}".`,
        hint: 'Write CREATE INDEX CONCURRENTLY, outside of a transaction.',
      };
    }
  },
};

function migration(option: string, up: string): string {
  return `-- migrate:up${option}\n${up}\n\n-- migrate:down${option}\nDROP INDEX CONCURRENTLY payments_status;\n`.replace(
    option === '' ? 'CONCURRENTLY ' : '\0',
    '',
  );
}
