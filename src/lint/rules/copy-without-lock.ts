import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { lostBy } from '../lost-by-down.ts';
import type { Rule } from '../rule.ts';
import { betweenStatements, copiedTable, factsIn, type PlacedFact, placeOfWords } from '../sql-places.ts';

export const copyWithoutLock: Rule = {
  code: 'copy-without-lock',
  preset: 'recommended',
  on: 'migration',
  title: 'A down copies what it drops, while others can still write it.',
  why: `The copy sees what was there when it began. A customer's write between it and the \`DROP\` is in neither: the statement that
drops waits for that write to end, and then takes it away. Lock the table before the copy, in the same transaction.`,
  bad: { as: 'migration', file: '1_note.sql', text: migration('') },
  good: { as: 'migration', file: '1_note.sql', text: migration('LOCK TABLE payments IN ACCESS EXCLUSIVE MODE;\n') },
  *check(migration) {
    const { down } = migration;
    const facts = factsIn(down?.sql ?? []);
    for (const [index, { fact }] of facts.entries()) {
      const table = lostBy(fact, migration)?.table;
      const before = facts.slice(0, index);
      const at = before.findIndex((one) => copiedTable(one.fact).includes(table ?? ''));
      const copy = before[at];
      if (table === undefined || copy === undefined || isLocked(table, before.slice(0, at))) continue;
      yield {
        place: placeOfWords(copy, /^\s*\w+(?:\s+\w+)?/),
        ...(copy.script.file === undefined ? {} : { file: copy.script.file }),
        message: `What is written into ${table} between this copy and its end is lost.`,
        hint: `Write LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE; before it.`,
        fix: lockFirst(copy, table),
      };
    }
  },
};

/** By LOCK TABLE, or by a change that takes the same lock and keeps it to the end of the transaction. */
function isLocked(table: string, before: readonly PlacedFact[]): boolean {
  return before.some(({ fact }) => {
    switch (fact.does) {
      case 'lock-table':
      case 'rename':
      case 'move':
        return fact.name === table;
      case 'drop-column':
      case 'add-column':
      case 'set-not-null':
      case 'change-type':
      case 'drop-constraint':
        return fact.table === table;
      default:
        return false;
    }
  });
}

function lockFirst(copy: PlacedFact, table: string): Fix {
  const { script, statement } = copy;
  return suggestedFix('Lock the table before the copy', {
    place: script.placeOf(statement.start, statement.start),
    text: `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;${betweenStatements(script)}`,
  });
}

function migration(lock: string): string {
  return `-- migrate:up
ALTER TABLE payments ADD COLUMN note text;

-- migrate:down
SET LOCAL lock_timeout = '2s';
${lock}CREATE TABLE payments_note_kept AS SELECT id, note FROM payments WHERE note IS NOT NULL;
ALTER TABLE payments DROP COLUMN note;
`;
}
