import type { Rule } from '../rule.ts';
import { factsIn, type PlacedFact, placeOfWords } from '../sql-places.ts';

export const downMayFailOnLiveData: Rule = {
  code: 'down-may-fail-on-live-data',
  preset: 'recommended',
  on: 'migration',
  title: 'A down demands something of rows that were written since.',
  why: `The new version has written rows that the old schema does not allow: a NULL, a duplicate, a value that is too long. The down
fails on them in the middle of the incident. Add constraints as NOT VALID, and say what becomes of rows that do not fit.`,
  bad: { as: 'migration', file: '1_n.sql', text: migration('ALTER TABLE payments ALTER COLUMN note SET NOT NULL;') },
  good: {
    as: 'migration',
    file: '1_n.sql',
    text: migration('ALTER TABLE payments ADD CONSTRAINT note_there CHECK (note IS NOT NULL) NOT VALID;'),
  },
  *check({ down }) {
    for (const placed of factsIn(down?.sql ?? [])) {
      const demand = demandOf(placed.fact);
      if (demand === undefined) continue;
      yield {
        place: placeOfWords(placed, demand.words),
        ...(placed.script.file === undefined ? {} : { file: placed.script.file }),
        message: `${demand.what} fails if a row that was written since does not fit.`,
        hint: 'Say what becomes of such rows first, or add the constraint as NOT VALID.',
      };
    }
  },
};

function demandOf(fact: PlacedFact['fact']): { readonly what: string; readonly words: RegExp } | undefined {
  switch (fact.does) {
    case 'set-not-null':
      return { what: `NOT NULL on ${fact.table}.${fact.name}`, words: /\bSET\s+NOT\s+NULL\b/i };
    case 'add-constraint':
      return fact.isValidated ? { what: `The constraint ${fact.name}`, words: /\bADD\b/i } : undefined;
    case 'change-type':
      return { what: `Another type of ${fact.table}.${fact.name}`, words: /\b(?:SET\s+DATA\s+)?TYPE\b/i };
    default:
      return undefined;
  }
}

function migration(down: string): string {
  return `-- migrate:up\nALTER TABLE payments ALTER COLUMN note DROP NOT NULL;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\n${down}\n`;
}
