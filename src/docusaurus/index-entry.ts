import { formatBudget } from '../runbook/budget.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Doc } from './content-docs.ts';
import type { PageDrills, RunbookPage } from './page.ts';
import { procedureWords } from './procedure-words.ts';

/** A runbook on the page of all of them. */
export interface IndexEntry {
  readonly title: string;
  readonly permalink: string;
  readonly file: string;
  readonly purpose?: string | undefined;
  readonly whenToUse?: string | undefined;
  readonly service?: string | undefined;
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly budget?: string | undefined;
  /** `runbook run` takes it only after it was mended. */
  readonly isRefused: boolean;
  /** What its troubleshooting knows: a search finds it by them. */
  readonly symptoms: readonly string[];
  readonly drills: Pick<PageDrills, 'stale' | 'count' | 'dueAt' | 'last' | 'budgetMs' | 'whole'>;
}

interface Entered {
  readonly doc: Doc;
  readonly page: RunbookPage;
  readonly runbook: Runbook;
  readonly drills: PageDrills;
}

export function indexEntry({ doc, page, runbook, drills }: Entered): IndexEntry {
  const { file, purpose, whenToUse, service, owners } = page;
  const { procedure, stale, count, dueAt, last, budgetMs, whole } = drills;
  const place = procedure === undefined ? '' : `#${procedure}`;
  return {
    title: `${doc.title}${procedure === undefined ? '' : `: ${procedureWords(procedure)}`}`,
    permalink: `${doc.permalink}${place}`,
    file: `${file}${place}`,
    ...{ purpose, whenToUse, service, owners },
    budget: runbook.budget && formatBudget(runbook.budget),
    isRefused: page.errors.length > 0,
    tags: doc.tags.map(({ label }) => label),
    symptoms: runbook.troubleshooting.map(({ symptom }) => symptom),
    drills: { stale, count, dueAt, last, budgetMs, whole },
  };
}
