import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { rankOf } from '../../../drill/statistics.ts';
import type { IndexEntry } from '../../index-entry.ts';
import { type Filter, useFilter } from '../parts/filter.ts';
import { Freshness, staleBy } from '../parts/freshness.tsx';
import { clock, useNow } from '../parts/time.tsx';

/** Every runbook, those to be drilled first, with one line that sums up. */
export default function RunbookIndex({ index }: { readonly index: readonly IndexEntry[] }) {
  const [filter, setFilter] = useFilter();
  const now = useNow();
  const isOverdue = ({ drills }: IndexEntry) => staleBy(drills, now).length > 0;
  const overdue = new Set(index.filter(isOverdue));
  const ordered = [...index.filter((entry) => overdue.has(entry)), ...index.filter((entry) => !overdue.has(entry))];
  const shown = ordered.filter((entry) => isWanted(entry, filter) && (!filter.overdue || overdue.has(entry)));
  const of = (values: readonly (readonly string[])[]) => Array.from(new Set(values.flat())).toSorted();
  return (
    <Layout title="Runbooks" description="Every runbook, how long it really takes, and whether it was practised">
      <main className="container margin-vert--lg rb-index">
        <h1>Runbooks</h1>
        <p className="rb-sum">{sumOf(index, overdue.size)}</p>
        <form className="rb-filters rb-screen" onSubmit={(event) => event.preventDefault()}>
          <label>
            words{' '}
            <input
              type="search"
              value={filter.words}
              onChange={(event) => setFilter({ ...filter, words: event.target.value })}
            />
          </label>
          <Choose
            name="service"
            of={of(index.map(({ service }) => (service === undefined ? [] : [service])))}
            {...{ filter, setFilter }}
          />
          <Choose name="owner" of={of(index.map(({ owners }) => owners))} {...{ filter, setFilter }} />
          <Choose name="tag" of={of(index.map(({ tags }) => tags))} {...{ filter, setFilter }} />
          <label>
            <input
              type="checkbox"
              checked={filter.overdue}
              onChange={(event) => setFilter({ ...filter, overdue: event.target.checked })}
            />{' '}
            only overdue
          </label>
          <span role="status">{shown.length === index.length ? '' : `${shown.length} of ${index.length} shown`}</span>
        </form>
        {index.length === 0 ? (
          <p>
            There is none yet: <code>runbook new</code> writes one.
          </p>
        ) : null}
        <ul className="rb-list">
          {shown.map((entry) => (
            <Entry key={entry.permalink} entry={entry} isStale={overdue.has(entry)} />
          ))}
        </ul>
      </main>
    </Layout>
  );
}

/** Every word is in what is known of it, its symptoms too. */
function isWanted(entry: IndexEntry, filter: Filter): boolean {
  const { title, file, purpose, whenToUse, service, owners, tags, symptoms } = entry;
  const text = [title, file, purpose, whenToUse, service, ...owners, ...tags, ...symptoms].join('\n').toLowerCase();
  const words = filter.words.toLowerCase().split(/\s+/);
  return (
    words.every((word) => text.includes(word)) &&
    (filter.service === '' || service === filter.service) &&
    (filter.owner === '' || owners.includes(filter.owner)) &&
    (filter.tag === '' || tags.includes(filter.tag))
  );
}

function sumOf(index: readonly IndexEntry[], overdue: number): string {
  const many = index.length === 1 ? '1 runbook' : `${index.length} runbooks`;
  return overdue === 0 ? `${many}, all of them practised` : `${many}, ${overdue} to be drilled`;
}

interface ChooseProps {
  readonly name: 'service' | 'owner' | 'tag';
  readonly of: readonly string[];
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
}

function Choose({ name, of, filter, setFilter }: ChooseProps) {
  if (of.length < 2) return null;
  return (
    <label>
      {name}{' '}
      <select value={filter[name]} onChange={(event) => setFilter({ ...filter, [name]: event.target.value })}>
        <option value="">all</option>
        {of.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  );
}

function Entry({ entry, isStale }: { readonly entry: IndexEntry; readonly isStale: boolean }) {
  const { title, permalink, purpose, whenToUse, service, owners, tags, budget, drills, isRefused } = entry;
  const facts = [service, owners.join(', '), tags.join(', ')].filter((fact) => fact !== undefined && fact !== '');
  return (
    <li className={`rb-entry ${isStale ? 'rb-entry-stale' : 'rb-entry-fresh'}`}>
      <h2>
        <Link to={permalink}>{title}</Link>
      </h2>
      {purpose === undefined ? null : <p>{purpose}</p>}
      {whenToUse === undefined ? null : <p>Use when: {whenToUse}</p>}
      <p className="rb-entry-facts">
        {isRefused ? <strong className="rb-over">runbook run refuses it; </strong> : null}
        {budget !== undefined ? `budget ${budget}` : isRefused ? 'its page says why' : 'no budget'}
        {drills.whole === undefined ? '' : `, ${rankOf(drills.count)} ${clock(drills.whole.p90Ms)}`}
        {facts.length === 0 ? '' : `; ${facts.join('; ')}`}
      </p>
      <Freshness drills={drills} />
    </li>
  );
}
