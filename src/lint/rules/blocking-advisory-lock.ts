import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';
import { factsIn } from '../sql-places.ts';

export const blockingAdvisoryLock: Rule = {
  code: 'blocking-advisory-lock',
  preset: 'legacy',
  on: 'sql',
  title: 'A migration waits for an advisory lock without a limit.',
  why: `Whoever waits in \`pg_advisory_lock\` holds a snapshot, and the \`CREATE INDEX CONCURRENTLY\` of the one who has the lock
ends in a deadlock. Behind a transaction pooler the lock stays held after its owner has gone. Try with \`pg_try_advisory_lock\` on one
connection of your own, again and again until a deadline.`,
  bad: { as: 'sql', text: '{effect=write}\nSELECT pg_advisory_lock(4711);' },
  good: { as: 'sql', text: '{effect=write}\nSELECT pg_try_advisory_lock(4711);' },
  *check(script) {
    const facts = factsIn([script]);
    for (const [index, { fact, statement }] of facts.entries()) {
      if (fact.does !== 'call' || !/^pg_advisory_(?:xact_)?lock(?:_shared)?$/.test(fact.name)) continue;
      const isLimited = facts
        .slice(0, index)
        .some(({ fact: one }) => one.does === 'set' && /^(?:lock|statement)_timeout$/.test(one.name));
      if (isLimited) continue;
      const start = statement.start + Math.max(0, statement.text.indexOf(fact.name));
      const place = script.placeOf(start, start + fact.name.length);
      yield {
        place,
        message: `${fact.name} waits for ever, and makes an index that is built meanwhile fail with a deadlock.`,
        hint: `Try ${fact.name.replace('pg_', 'pg_try_')} until a deadline, on a connection of its own.`,
        fix: suggestedFix('Try instead of waiting', { place, text: fact.name.replace('pg_', 'pg_try_') }),
      };
    }
  },
};
