import { relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { type ParseResult, parseRunbook } from '../markdown/parse-runbook.ts';
import { classifyActions } from '../project/classify-actions.ts';
import { type LintSettings, lintJob } from '../project/lint-job.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';
import { loadShellParser } from '../project/load-shell-parser.ts';
import type { Config } from '../runbook/config.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import { type Procedure, pageOfRunbook } from './page-of-runbook.ts';
import { type PageSource, pageSource, troubleAnchor } from './page-source.ts';

/** A file of the folder as a page: what it means, and what is wrong with it. Plain data, to be sent between threads. */
export interface UnderstoodPage {
  /** Undefined: it is no runbook. */
  readonly source: PageSource | undefined;
  /** The first of its procedures, and how it is named where there are others. */
  readonly main: (Pick<Procedure, 'runbook' | 'graph'> & { readonly name: string | undefined }) | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The folder of the runbooks, absolute, and what the configuration says of their headings. */
export interface Where {
  readonly folder: string;
  readonly roles: Config['roles'];
  /** What lint holds against them is said as well; undefined: only what the program would refuse. */
  readonly lint: LintSettings | undefined;
}

let parser: Promise<ShellParser> | undefined;

/** The same for every page and on every machine: no shell is asked. */
function loadParser(): Promise<ShellParser> {
  parser ??= loadShellParser({ asks: 'never' });
  return parser;
}

export async function understandPage(path: string, text: string, where: Where): Promise<UnderstoodPage> {
  const { folder, roles } = where;
  const first = parseRunbook(text, { roles });
  const { document, procedures } = first;
  const results =
    procedures.length === 0 ? [first] : procedures.map((procedure) => parseRunbook(text, { roles, procedure }));
  const all = (await Promise.all(results.map(understand))).flatMap((one) => one ?? []);
  const [main, ...others] = all;
  if (main === undefined || document === undefined || all.every(({ runbook }) => runbook.steps.length === 0))
    return { source: undefined, main: undefined, diagnostics: [] };
  const file = relative(folder, path).replaceAll(sep, '/');
  const page = pageOfRunbook(file, [main, ...others], (line) => troubleAnchor(line, document));
  return {
    source: pageSource(page, all, document),
    main: { runbook: main.runbook, graph: main.graph, name: procedures[0] },
    diagnostics: [...results.flatMap(({ diagnostics }) => diagnostics), ...(await lintOf(path, text, where))],
  };
}

async function lintOf(path: string, text: string, { lint }: Where): Promise<readonly Diagnostic[]> {
  if (lint === undefined) return [];
  loadLintParsers ??= createParserLoader();
  const files = await lintJob({ kind: 'runbook', paths: [path] }, lint, loadLintParsers, { path, text });
  return files.flatMap(({ diagnostics }) => diagnostics);
}

let loadLintParsers: ReturnType<typeof createParserLoader> | undefined;

async function understand({ runbook }: ParseResult): Promise<Procedure | undefined> {
  if (runbook === undefined) return undefined;
  const { graph } = buildGraph(runbook);
  const { dispositions } = await classifyActions(runbook, undefined, loadParser);
  return { runbook, graph, dispositions };
}
