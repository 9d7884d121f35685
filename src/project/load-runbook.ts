import { dirname } from 'node:path';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { StepGraph } from '../graph/step-graph.ts';
import { findRoot } from '../journal/find-root.ts';
import { parseRunbook } from '../markdown/parse-runbook.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { type FoundRunbook, findRunbook } from './find-runbook.ts';
import { InvalidRunbookError } from './invalid-runbook-error.ts';
import { readConfig } from './read-config.ts';
import { readSource } from './read-source.ts';

/** A runbook read from its file: what it means, in which order, and everything wrong with it. */
export interface LoadedRunbook extends FoundRunbook {
  readonly text: string;
  /** Absolute folder of the file: where actions begin. */
  readonly folder: string;
  readonly root: string;
  readonly runbook: Runbook;
  readonly graph: StepGraph;
  /** Where the file holds several: what tells them apart in `FILE#heading`. */
  readonly procedures: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The file or its problems. Never runs anything. */
export function loadRunbook(argument: string): LoadedRunbook | InvalidRunbook {
  const found = findRunbook(argument);
  const source = readSource(found.path);
  if (source.state === 'unreadable')
    return { ...found, text: '', diagnostics: [source.diagnostic], runbook: undefined };
  const folder = found.path === '-' ? process.cwd() : dirname(found.path);
  return understand(found, source.text, folder);
}

/** Each of the procedures of a file; where there is only one, that. */
export function loadProcedures(loaded: LoadedRunbook): readonly LoadedRunbook[] {
  if (loaded.procedures.length === 0) return [loaded];
  return loaded.procedures
    .map((slug) => loadRunbook(`${loaded.path}#${slug}`))
    .filter((one) => one.runbook !== undefined);
}

/** What a text means that is, or was, in a file. `folder` is where its actions begin, absolute. */
function understand(found: FoundRunbook, text: string, folder: string): LoadedRunbook | InvalidRunbook {
  const root = findRoot(folder);
  const parsed = parseRunbook(text, { procedure: found.procedure, roles: readConfig(root).roles });
  if (parsed.runbook === undefined) return { ...found, text, diagnostics: parsed.diagnostics, runbook: undefined };
  const { graph, diagnostics } = buildGraph(parsed.runbook);
  return {
    ...found,
    text,
    folder,
    root,
    runbook: parsed.runbook,
    graph,
    procedures: parsed.procedures,
    diagnostics: inOrder([...parsed.diagnostics, ...diagnostics]),
  };
}

/** A text that could not be read as a runbook at all. */
export interface InvalidRunbook extends FoundRunbook {
  readonly text: string;
  readonly runbook: undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads a runbook that is to be run or planned: with errors it is refused, all of them said. */
export function loadValidRunbook(argument: string): LoadedRunbook {
  return valid(loadRunbook(argument));
}

/** The same for a text that a run has kept, or for its file as it is now. */
export function loadValidText(found: FoundRunbook, text: string, folder: string): LoadedRunbook {
  return valid(understand(found, text, folder));
}

function valid(loaded: LoadedRunbook | InvalidRunbook): LoadedRunbook {
  if (loaded.runbook === undefined || hasErrors(loaded.diagnostics)) throw new InvalidRunbookError(loaded);
  return loaded;
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}
