import { staleWords } from '../../../drill/stale-words.ts';
import type { PageDrills } from '../../page.ts';
import { Ago, clock, useNow } from './time.tsx';

type Drilled = Pick<PageDrills, 'stale' | 'dueAt' | 'last' | 'budgetMs' | 'count'>;

/** Why it has to be drilled, by today and not by the day on which the site was built. */
export function staleBy(
  { stale, dueAt }: Pick<Drilled, 'stale' | 'dueAt'>,
  now: number | undefined,
): readonly (keyof typeof staleWords)[] {
  const isLate = now !== undefined && dueAt !== undefined && Date.parse(dueAt) < now;
  return isLate && !stale.includes('drilled-long-ago') ? [...stale, 'drilled-long-ago'] : stale;
}

/** `drilled 12 days ago by jonas, who did not write it, 3:41 of 5:00`; `stale, because …`; `never drilled`. */
export function Freshness({ drills }: { readonly drills: Drilled }) {
  const stale = staleBy(drills, useNow());
  const { last, budgetMs } = drills;
  const isFresh = stale.length === 0;
  return (
    <p className={isFresh ? 'rb-fresh' : 'rb-stale'}>
      <strong>{isFresh ? 'Fresh' : last === undefined ? 'Never drilled' : 'Stale'}</strong>
      {isFresh || last === undefined ? null : <>, because it was {stale.map((one) => staleWords[one]).join(', ')}</>}
      {last === undefined ? null : (
        <>
          {isFresh ? ': ' : '; '}drilled <Ago at={last.at} /> by {last.by}
          {last.isAuthor === undefined ? '' : last.isAuthor ? ', who wrote it' : ', who did not write it'},{' '}
          {clock(last.elapsedMs)}
          {budgetMs === undefined ? '' : ` of ${clock(budgetMs)}`}
        </>
      )}
    </p>
  );
}
