import { relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type GivenText, type LintSettings, lintJob } from '../project/lint-job.ts';
import type { LintParsers } from '../project/lint-text.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';
import { understandProcedures } from '../project/understand-text.ts';
import type { Config } from '../runbook/config.ts';
import { type Procedure, pageOfRunbook } from './page-of-runbook.ts';
import { anchorsOf, type PageSource, pageSource } from './page-source.ts';

/** A file of the folder as a page: what it means, and what is wrong with it. Plain data, to be sent between threads. */
export interface UnderstoodPage {
  /** Undefined: it is no runbook. */
  readonly source: PageSource | undefined;
  /** The first of its procedures, and how it is named where there are others. */
  readonly main: (Pick<Procedure, 'runbook' | 'graph'> & { readonly procedure: string | undefined }) | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The folder of the runbooks, absolute, and what the configuration says of their headings. */
export interface Where {
  readonly folder: string;
  readonly roles: Config['roles'];
  /** What lint holds against them is said as well; undefined: only what the program would refuse. */
  readonly lint: LintSettings | undefined;
}

/** Kept from page to page: what reads the languages in a file is dear to load. */
const loadParsers = createParserLoader();

export async function understandPage(path: string, text: string, where: Where): Promise<UnderstoodPage> {
  const { folder, roles } = where;
  const parsers = await loadParsers({ kind: 'runbook', files: [{ file: path, text }] });
  const read = understandProcedures(text, { roles }, parsers.parse);
  const [main, ...others] = read.flatMap(({ understood }) => understood ?? []);
  if (main === undefined || [main, ...others].every(({ runbook }) => runbook.steps.length === 0))
    return { source: undefined, main: undefined, diagnostics: [] };
  const file = relative(folder, path).replaceAll(sep, '/');
  const anchors = anchorsOf(main.document);
  const page = pageOfRunbook(file, [main, ...others], anchors);
  return {
    source: pageSource(page, [main, ...others], main.document, anchors),
    main: { runbook: main.runbook, graph: main.graph, procedure: main.procedures[0] },
    diagnostics: [...read.flatMap(({ known }) => known), ...(await lintOf({ path, text, read }, where, parsers))],
  };
}

/** With the parsers that have read the text already, and remember it. */
async function lintOf(given: GivenText, { lint }: Where, parsers: LintParsers): Promise<readonly Diagnostic[]> {
  if (lint === undefined) return [];
  const files = await lintJob({ kind: 'runbook', paths: [given.path] }, lint, () => Promise.resolve(parsers), given);
  return files.flatMap(({ diagnostics }) => diagnostics);
}
