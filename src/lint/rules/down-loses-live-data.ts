import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { Migration } from '../../migration/migration.ts';
import { type Lost, lostBy } from '../lost-by-down.ts';
import type { Rule } from '../rule.ts';
import { betweenStatements, dropWords, factsIn, isKeptBefore, type PlacedFact, placeOfWords } from '../sql-places.ts';

export const downLosesLiveData: Rule = {
  code: 'down-loses-live-data',
  preset: 'recommended',
  on: 'migration',
  title: 'A down throws away what was written since the deployment.',
  why: `Between the deployment and the rollback customers have written into the new column or table; dropping it loses that for good,
although every row that was there before is still there. Lock the table and copy the values into one of their own first, in the
same transaction, or rename the column and drop it later.`,
  bad: {
    as: 'migration',
    file: '1_note.sql',
    text: "-- migrate:up\nALTER TABLE payments ADD COLUMN note text;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\nALTER TABLE payments DROP COLUMN note;\n",
  },
  good: {
    as: 'migration',
    file: '1_note.sql',
    text: "-- migrate:up\nALTER TABLE payments ADD COLUMN note text;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\nALTER TABLE payments RENAME COLUMN note TO note_unused;\n",
  },
  *check(migration) {
    const { down } = migration;
    const facts = factsIn(down?.sql ?? []);
    for (const [index, placed] of facts.entries()) {
      const lost = lostBy(placed.fact, migration);
      if (lost === undefined || isKeptBefore(lost.table, facts.slice(0, index))) continue;
      yield {
        place: placeOfWords(placed, dropWords),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: `Every value that was written into ${lost.what} since the deployment is lost.`,
        hint: 'Lock the table and copy the values first, in the same transaction; or rename it now and drop it later.',
        fix: keepFirst(placed, lost),
      };
    }
    for (const { name, args, place } of down?.operations ?? []) {
      if (!/^(?:dropColumns?|dropTable|removeColumn)$/.test(name) || !addsByBuilder(migration)) continue;
      yield {
        place,
        message: `Every value that was written into ${args.map((arg) => `"${arg}"`).join(', ') || 'it'} since the deployment is lost.`,
        hint: 'Lock the table and copy the values first, in the same transaction; or rename it now and drop it later.',
      };
    }
  },
};

function addsByBuilder({ up }: Migration): boolean {
  const operations = up?.operations ?? [];
  return (
    operations.some(({ name }) => /^(?:addColumns?|createTable|string|text|integer|boolean|timestamp)/.test(name)) ||
    operations.length > 0
  );
}

function keepFirst({ script, statement }: PlacedFact, { table, column }: Lost): Fix | undefined {
  if (column === undefined) return undefined;
  const key = {
    ask: `key-of-${table.replaceAll('_', '-')}`,
    question: `What is the primary key of ${table}?`,
    example: 'id',
  };
  const kept = `${table}_${column}_kept`;
  const next = betweenStatements(script);
  return suggestedFix('Keep the values in a table of their own', {
    place: script.placeOf(statement.start, statement.start),
    text: [
      `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;${next}CREATE TABLE ${kept} AS SELECT `,
      key,
      `, ${column} FROM ${table} WHERE ${column} IS NOT NULL;${next}`,
    ],
  });
}
