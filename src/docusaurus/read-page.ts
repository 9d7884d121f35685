import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { findRoot } from '../journal/find-root.ts';
import { type ParseResult, parseRunbook } from '../markdown/parse-runbook.ts';
import { classifyActions } from '../project/classify-actions.ts';
import { loadShellParser } from '../project/load-shell-parser.ts';
import { readConfig } from '../project/read-config.ts';
import { readSource } from '../project/read-source.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import type { LinkPlaces } from './page-links.ts';
import { type Procedure, pageOfRunbook } from './page-of-runbook.ts';
import { type PageSource, pageSource, troubleAnchor } from './page-source.ts';

/** A file of the folder as a page: what it means, and what is wrong with it. */
export interface ReadPage {
  readonly text: string;
  /** Undefined: it is no runbook. */
  readonly source: PageSource | undefined;
  readonly procedures: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file anew wherever its text is another one than before. */
export function pageReader(folder: string): (path: string) => Promise<ReadPage> {
  const known = new Map<string, ReadPage>();
  const { roles } = readConfig(findRoot(folder));
  let parser: Promise<ShellParser> | undefined;
  // The same for every page and on every machine: no shell is asked.
  const load = () => (parser ??= loadShellParser({ asks: 'never' }));
  return async (path) => {
    const read = readSource(path);
    if (read.state === 'unreadable')
      return { text: '', source: undefined, procedures: [], diagnostics: [read.diagnostic] };
    const before = known.get(path);
    if (before?.text === read.text) return before;
    const page = await readPage(path, read.text, { folder, roles, load });
    known.set(path, page);
    return page;
  };
}

type LoadParser = () => Promise<ShellParser>;

interface Where {
  readonly load: LoadParser;
  readonly folder: string;
  readonly roles: ReturnType<typeof readConfig>['roles'];
}

async function readPage(path: string, text: string, { folder, roles, load }: Where): Promise<ReadPage> {
  const first = parseRunbook(text, { roles });
  const { document, procedures } = first;
  const results =
    procedures.length === 0 ? [first] : procedures.map((procedure) => parseRunbook(text, { roles, procedure }));
  const understood = await Promise.all(results.map((result) => understand(result, load)));
  const all = understood.flatMap((one) => one ?? []);
  const [main, ...others] = all;
  const diagnostics = results.flatMap((result) => result.diagnostics);
  if (main === undefined || document === undefined || all.every(({ runbook }) => runbook.steps.length === 0))
    return { text, source: undefined, procedures, diagnostics: [] };
  const file = relative(folder, path).replaceAll(sep, '/');
  const page = pageOfRunbook(file, [main, ...others], (line) => troubleAnchor(line, document));
  return { text, source: pageSource(page, all, document), procedures, diagnostics };
}

async function understand({ runbook }: ParseResult, load: LoadParser): Promise<Procedure | undefined> {
  if (runbook === undefined) return undefined;
  const { graph } = buildGraph(runbook);
  const { dispositions } = await classifyActions(runbook, undefined, load);
  return { runbook, graph, dispositions };
}

/** Where the links of a file lead, as it stands on the disk. */
export function linkPlaces(path: string, folder: string, repositoryUrl: string | undefined): LinkPlaces {
  const root = findRoot(folder);
  const targetOf = (url: string) => {
    const plain = decoded(url.replace(/[?#].*$/s, ''));
    return plain.startsWith('/') ? join(root, plain) : resolve(dirname(path), plain);
  };
  return {
    whatIs(url) {
      if (url === '' || url.startsWith('//') || /^[a-z][a-z0-9+.-]*:/i.test(url)) return 'elsewhere';
      const target = targetOf(url);
      const inFolder = `${target}${sep}`.startsWith(`${folder}${sep}`);
      if (inFolder && /\.mdx?$/i.test(target) && existsSync(target)) return 'page';
      if (statSync(target, { throwIfNoEntry: false })?.isFile() === true) return 'file';
      // A path from the root may be one of the site.
      return url.startsWith('/') && !/\.mdx?$/i.test(url) ? 'elsewhere' : 'nowhere';
    },
    repositoryUrl(url) {
      const target = targetOf(url);
      const isThere = existsSync(target) && target.startsWith(`${root}${sep}`);
      if (repositoryUrl === undefined || !isThere) return undefined;
      return `${repositoryUrl.replace(/\/$/, '')}/${relative(root, target).replaceAll(sep, '/')}${/[?#].*$/s.exec(url)?.[0] ?? ''}`;
    },
  };
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
