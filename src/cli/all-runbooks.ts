import { join } from 'node:path';
import { findRoot } from '../journal/find-root.ts';
import { findLintJobs } from './find-lint-jobs.ts';
import { findRunbook } from './find-runbook.ts';
import { type LoadedRunbook, loadRunbook } from './load-runbook.ts';
import { readConfig } from './read-config.ts';

/** Every file of the project's runbooks that is one, in the order of their paths; what is no runbook is left out. */
export function allRunbooks(workingFolder: string): readonly LoadedRunbook[] {
  const root = findRoot(workingFolder);
  const { runbooks, roles } = readConfig(root);
  const config = { roles, runbooks: runbooks ?? [] };
  const where = { root, workingFolder, config };
  const jobs =
    runbooks === undefined
      ? findLintJobs([], { ...where, config: { roles } })
      : findLintJobs(
          runbooks.map((path) => join(root, path)),
          where,
        );
  return jobs
    .flatMap(({ kind, paths }) => (kind === 'runbook' ? paths : []))
    .flatMap((path) => {
      const loaded = loadRunbook(findRunbook(path).path);
      return loaded.runbook === undefined || loaded.runbook.steps.length === 0 ? [] : [loaded];
    });
}
