import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { useState } from 'react';
import { rankOf } from '../../../drill/statistics.ts';
import type { IndexEntry } from '../../index-entry.ts';
import '../runbook.css';
import { Freshness, useStale } from '../parts/freshness.tsx';
import { clock } from '../parts/time.tsx';

/** Every runbook, those to be drilled first, with one line that sums up. */
export default function RunbookIndex({ index }: { readonly index: readonly IndexEntry[] }) {
  const [filter, setFilter] = useState({ service: '', owner: '', tag: '', overdue: false });
  const stale = index.filter(({ drills }) => drills.stale.length > 0);
  const fresh = index.filter(({ drills }) => drills.stale.length === 0);
  const isWanted = ({ service, owners, tags, drills }: IndexEntry) =>
    (filter.service === '' || service === filter.service) &&
    (filter.owner === '' || owners.includes(filter.owner)) &&
    (filter.tag === '' || tags.includes(filter.tag)) &&
    (!filter.overdue || drills.stale.length > 0);
  const shown = [...stale, ...fresh].filter(isWanted);
  const of = (values: readonly (readonly string[])[]) => [...new Set(values.flat())].toSorted();
  return (
    <Layout title="Runbooks" description="Every runbook, how long it really takes, and whether it was practised">
      <main className="container margin-vert--lg rb-index">
        <h1>Runbooks</h1>
        <p className="rb-sum">{sumOf(index, stale.length)}</p>
        <form className="rb-filters rb-screen" onSubmit={(event) => event.preventDefault()}>
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
        <ul className="rb-list">
          {shown.map((entry) => (
            <Entry key={entry.permalink} entry={entry} />
          ))}
        </ul>
      </main>
    </Layout>
  );
}

function sumOf(index: readonly IndexEntry[], overdue: number): string {
  const many = index.length === 1 ? '1 runbook' : `${index.length} runbooks`;
  return overdue === 0 ? `${many}, all of them practised` : `${many}, ${overdue} to be drilled`;
}

interface Filter {
  readonly service: string;
  readonly owner: string;
  readonly tag: string;
  readonly overdue: boolean;
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

function Entry({ entry }: { readonly entry: IndexEntry }) {
  const { title, permalink, purpose, service, owners, tags, budget, drills } = entry;
  const isStale = useStale(drills).length > 0;
  const facts = [service, owners.join(', '), tags.join(', ')].filter((fact) => fact !== undefined && fact !== '');
  return (
    <li className={isStale ? 'rb-entry rb-entry-stale' : 'rb-entry'}>
      <h2>
        <Link to={permalink}>{title}</Link>
      </h2>
      {purpose === undefined ? null : <p>{purpose}</p>}
      <p className="rb-entry-facts">
        {budget === undefined ? 'no budget' : `budget ${budget}`}
        {drills.whole === undefined ? '' : `, ${rankOf(drills.count)} ${clock(drills.whole.p90Ms)}`}
        {facts.length === 0 ? '' : `; ${facts.join('; ')}`}
      </p>
      <Freshness drills={drills} />
    </li>
  );
}
