import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type GivenText, type LintSettings, lintJob } from '../project/lint-job.ts';
import type { LintParsers } from '../project/lint-text.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';
import { understandProcedures } from '../project/understand-text.ts';
import type { Config } from '../runbook/config.ts';
import { pageIds } from './page-ids.ts';
import { type Procedure, pageOfRunbook } from './page-of-runbook.ts';
import { anchorsOf, type PageSource, pageSource } from './page-source.ts';
import { fileIn, nameOfFile, type RunbookFolders } from './runbook-folders.ts';

/** A file of the folder as a page: what it means, and what is wrong with it. Plain data, to be sent between threads. */
export interface UnderstoodPage {
  /** Undefined: it is no runbook. */
  readonly source: PageSource | undefined;
  /** Its procedures, of which mostly there is one; of a file that is no runbook there is none. */
  readonly procedures: readonly Pick<Procedure, 'runbook' | 'graph' | 'slug' | 'ids'>[];
  readonly diagnostics: readonly Diagnostic[];
  /** Which files it was asked about, by absolute path, and whether they were there. */
  readonly asked: ReadonlyMap<string, boolean>;
}

/** The folders of the runbooks, and what the configuration says of them. */
export interface Where extends RunbookFolders {
  /** Of headings. */
  readonly roles: Config['roles'];
  /** What lint holds against them is said as well; undefined: only what the program would refuse. */
  readonly lint: LintSettings | undefined;
}

/** Kept from page to page: what reads the languages in a file is dear to load. */
const loadParsers = createParserLoader();

export async function understandPage(path: string, text: string, where: Where): Promise<UnderstoodPage> {
  const { folder, roles } = where;
  const file = fileIn(path, where) ?? path;
  const parsers = await loadParsers({ kind: 'runbook', files: [{ file: path, text }] });
  const read = understandProcedures(text, { roles }, parsers.parse);
  const found = read.flatMap(({ understood }, index) =>
    understood === undefined ? [] : [{ ...understood, slug: understood.procedures[index] }],
  );
  const ids = pageIds(found);
  const [main, ...others] = found.map((one, index) => ({ ...one, ids: ids[index] ?? new Map() }));
  if (main === undefined || [main, ...others].every(({ runbook }) => runbook.steps.length === 0))
    return { source: undefined, procedures: [], diagnostics: [], asked: new Map() };
  const anchors = anchorsOf(main.document);
  const { asked, exists } = remembering(dirname(join(folder, file)));
  const errors = read.flatMap(({ known, isValid }) => (isValid ? [] : known.filter(isError).map(said)));
  const page = pageOfRunbook([main, ...others], {
    file: nameOfFile(file, where),
    anchors,
    errors: [...new Set(errors)],
  });
  return {
    source: pageSource(page, [main, ...others], main.document, anchors),
    procedures: [main, ...others].map(({ runbook, graph, slug, ids: own }) => ({ runbook, graph, slug, ids: own })),
    diagnostics: [
      ...read.flatMap(({ known }) => known),
      ...(await lintOf({ path, text, read, exists }, where, parsers)),
    ],
    asked,
  };
}

function remembering(folder: string) {
  const asked = new Map<string, boolean>();
  const exists = (path: string) => {
    const absolute = join(folder, path);
    const isThere = existsSync(absolute);
    asked.set(absolute, isThere);
    return isThere;
  };
  return { asked, exists };
}

/** With the parsers that have read the text already, and remember it. */
async function lintOf(given: GivenText, { lint }: Where, parsers: LintParsers): Promise<readonly Diagnostic[]> {
  if (lint === undefined) return [];
  const files = await lintJob({ kind: 'runbook', paths: [given.path] }, lint, () => Promise.resolve(parsers), given);
  return files.flatMap(({ diagnostics }) => diagnostics);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function said({ place, message, hint }: Diagnostic): string {
  return `Line ${place.line}: ${message.replace(/\.$/, '')}. ${hint}`.trim();
}
