import type { Rule } from '../rule.ts';
import { factsIn, placeOfWords } from '../sql-places.ts';

export const downHidesMissingObject: Rule = {
  code: 'down-hides-missing-object',
  preset: 'strict',
  on: 'migration',
  title: 'A down drops something "if it exists".',
  why: `A down knows what its up has made. With \`IF EXISTS\` a typing mistake in the name passes as success, and the object stays.`,
  bad: { as: 'migration', file: '1_i.sql', text: migration('DROP INDEX CONCURRENTLY IF EXISTS payments_status;') },
  good: { as: 'migration', file: '1_i.sql', text: migration('DROP INDEX CONCURRENTLY payments_status;') },
  *check({ down }) {
    for (const placed of factsIn(down?.sql ?? [])) {
      const { fact } = placed;
      if ((fact.does !== 'drop' && fact.does !== 'drop-column') || !fact.ifExists) continue;
      yield {
        place: placeOfWords(placed, /\bIF\s+EXISTS\b/i),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: `If "${fact.name}" is misspelt, nothing is dropped and the down counts as done.`,
        hint: 'Leave IF EXISTS out: the up has made it, so it is there.',
      };
    }
  },
};

function migration(down: string): string {
  return `-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY payments_status ON payments (status);\n\n-- migrate:down transaction:false\n${down}\n`;
}
