import { useEffect, useState } from 'react';

/** Which runbooks are shown; empty: all of them. */
export interface Filter {
  readonly words: string;
  readonly service: string;
  readonly owner: string;
  readonly tag: string;
  readonly overdue: boolean;
}

const everything: Filter = { words: '', service: '', owner: '', tag: '', overdue: false };

/** A filter that the address of the page tells: it can be sent, and is there again after a look at a runbook. */
export function useFilter(): readonly [Filter, (filter: Filter) => void] {
  const [filter, setFilter] = useState(everything);
  useEffect(() => setFilter(filterOf(new URLSearchParams(window.location.search))), []);
  const change = (next: Filter) => {
    setFilter(next);
    const { pathname, hash } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${queryOf(next)}${hash}`);
  };
  return [filter, change];
}

function filterOf(query: URLSearchParams): Filter {
  const of = (name: string) => query.get(name) ?? '';
  return {
    words: of('words'),
    service: of('service'),
    owner: of('owner'),
    tag: of('tag'),
    overdue: query.has('overdue'),
  };
}

function queryOf({ overdue, ...texts }: Filter): string {
  const query = new URLSearchParams(Object.entries(texts).filter(([, text]) => text !== ''));
  if (overdue) query.set('overdue', '');
  return query.size === 0 ? '' : `?${query.toString()}`;
}
