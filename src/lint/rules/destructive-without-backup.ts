import type { Rule } from '../rule.ts';
import { dropWords, factsIn, isKeptBefore, type PlacedFact, placeOfWords } from '../sql-places.ts';

export const destructiveWithoutBackup: Rule = {
  code: 'destructive-without-backup',
  preset: 'legacy',
  on: 'migration',
  title: 'A migration destroys data and keeps no copy.',
  why: `What an up drops or deletes no down can bring back. Rename the column or table first and drop it a release later, or copy the
values into a table of their own in the same transaction.`,
  bad: {
    as: 'migration',
    file: '1_amount.sql',
    text: "-- migrate:up\nALTER TABLE payments DROP COLUMN amount;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\nALTER TABLE payments ADD COLUMN amount numeric;\n",
  },
  good: {
    as: 'migration',
    file: '1_amount.sql',
    text: "-- migrate:up\nALTER TABLE payments RENAME COLUMN amount TO amount_unused;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\nALTER TABLE payments RENAME COLUMN amount_unused TO amount;\n",
  },
  *check({ up }) {
    const facts = factsIn(up?.sql ?? []);
    for (const [index, placed] of facts.entries()) {
      const lost = lostBy(placed);
      if (lost === undefined || isKeptBefore(lost.table, facts.slice(0, index))) continue;
      yield {
        place: placeOfWords(placed, lost.words),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: `${lost.what} is gone for good: no down brings it back.`,
        hint: `Keep it first: CREATE TABLE ${lost.table || 'kept'}_kept AS SELECT ... ; or rename it and drop it a release later.`,
      };
    }
    for (const { name, args, place } of up?.operations ?? []) {
      if (!/^(?:dropColumns?|dropTable|removeColumn)$/.test(name)) continue;
      yield {
        place,
        message: `What ${args.join('.') || 'it'} holds is gone for good: no down brings it back.`,
        hint: 'Rename it and drop it a release later, or copy the values first.',
      };
    }
  },
};

function lostBy({
  fact,
}: PlacedFact): { readonly table: string; readonly what: string; readonly words: RegExp } | undefined {
  switch (fact.does) {
    case 'drop-column':
      return { table: fact.table, what: `What "${fact.table}.${fact.name}" holds`, words: dropWords };
    case 'drop':
      return fact.object === 'table' || fact.object === 'schema' || fact.object === 'matview'
        ? { table: fact.name, what: `"${fact.name}"`, words: dropWords }
        : undefined;
    case 'truncate':
      return { table: fact.name, what: `Every row of "${fact.name}"`, words: /\bTRUNCATE\b/i };
    case 'delete':
      return { table: fact.name, what: `What is deleted from "${fact.name}"`, words: /\bDELETE\s+FROM\b/i };
    default:
      return undefined;
  }
}
