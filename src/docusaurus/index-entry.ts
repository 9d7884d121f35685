import type { Doc } from './content-docs.ts';
import type { PageDrills, RunbookPage } from './page.ts';

/** A runbook on the page of all of them. */
export interface IndexEntry {
  readonly title: string;
  readonly permalink: string;
  readonly file: string;
  readonly purpose?: string | undefined;
  readonly service?: string | undefined;
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly budget?: string | undefined;
  readonly drills: Pick<PageDrills, 'stale' | 'count' | 'dueAt' | 'last' | 'budgetMs' | 'whole'>;
}

export function indexEntry({ title, permalink, tags }: Doc, page: RunbookPage, drills: PageDrills): IndexEntry {
  const { file, purpose, service, owners, budget } = page;
  const { stale, count, dueAt, last, budgetMs, whole } = drills;
  return {
    ...{ title, permalink, file, purpose, service, owners, budget },
    tags: tags.map(({ label }) => label),
    drills: { stale, count, dueAt, last, budgetMs, whole },
  };
}
