import type { Rule } from '../rule.ts';
import { factsIn, type PlacedFact, placeOfWords } from '../sql-places.ts';

export const downWithoutLockTimeout: Rule = {
  code: 'down-without-lock-timeout',
  preset: 'recommended',
  on: 'migration',
  title: 'A down takes the lock of a table and waits for it without a limit.',
  why: `\`DROP INDEX\` and \`ALTER TABLE\` want the table for themselves. Behind one open transaction they wait, and everybody else
waits behind them: the rollback becomes the outage. Set \`lock_timeout\` first and try again, or drop indexes CONCURRENTLY.`,
  bad: { as: 'migration', file: '1_i.sql', text: migration('DROP INDEX payments_status;') },
  good: {
    as: 'migration',
    file: '1_i.sql',
    text: migration("SET LOCAL lock_timeout = '2s';\nDROP INDEX payments_status;"),
  },
  *check({ down }) {
    const facts = factsIn(down?.sql ?? []);
    const limited = facts.findIndex(({ fact }) => fact.does === 'set' && fact.name === 'lock_timeout');
    const taking = facts.find((placed, index) => takesTable(placed.fact) && (limited === -1 || index < limited));
    if (taking === undefined) return;
    yield {
      place: placeOfWords(taking, /^\s*\w+(?:\s+\w+)?/),
      ...(taking.script.file === undefined ? {} : { file: taking.script.file }),
      message: 'Behind one open transaction it waits for the table, and every query waits behind it.',
      hint: "Write SET LOCAL lock_timeout = '2s'; before it.",
    };
  },
};

/** ACCESS EXCLUSIVE, each of them. */
function takesTable(fact: PlacedFact['fact']): boolean {
  switch (fact.does) {
    case 'drop':
      return !fact.isConcurrent && /^(?:table|index|view|matview|trigger)$/.test(fact.object);
    case 'drop-column':
    case 'add-column':
    case 'set-not-null':
    case 'change-type':
    case 'add-constraint':
    case 'drop-constraint':
    case 'rename':
    case 'move':
    case 'truncate':
    case 'lock-table':
      return true;
    default:
      return false;
  }
}

function migration(down: string): string {
  return `-- migrate:up\nCREATE INDEX payments_status ON payments (status);\n\n-- migrate:down\n${down}\n`;
}
