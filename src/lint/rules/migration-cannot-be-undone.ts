import type { Rule } from '../rule.ts';
import { factsIn, placeOfWords } from '../sql-places.ts';

export const migrationCannotBeUndone: Rule = {
  code: 'migration-cannot-be-undone',
  preset: 'recommended',
  on: 'migration',
  title: 'A migration does something that no down can take back.',
  why: `A migration that calls itself irreversible, throws in its down, or adds a value to an enum cannot be taken back by anybody.
Split it: first what can be undone; and what cannot only when no version that is still a target of a rollback needs the old schema.`,
  bad: {
    as: 'migration',
    file: '1_note.js',
    text: "exports.up = (pgm) => { pgm.sql('ALTER TABLE payments ADD note text'); };\nexports.down = false;\n",
  },
  good: {
    as: 'migration',
    file: '1_note.js',
    text: "exports.up = (pgm) => { pgm.addColumn('payments', { note: 'text' }); };\n",
  },
  *check({ up, down, isIrreversible, name, place }) {
    if (isIrreversible || down?.refuses === true)
      yield {
        place: down?.place ?? place,
        message: `"${name}" says itself that it cannot be taken back.`,
        hint: 'Split it, and do what cannot be undone when no rollback leads back behind it.',
      };
    for (const placed of factsIn(up?.sql ?? [])) {
      if (placed.fact.does !== 'add-enum-value') continue;
      yield {
        place: placeOfWords(placed, /ADD\s+VALUE/i),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: 'A value of an enum cannot be taken away again.',
        hint: 'Use a text column with a CHECK, or a table of values; or accept that the value stays.',
      };
    }
  },
};
