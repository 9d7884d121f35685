import { verifyRun } from '../../journal/verify-run.ts';
import { allRuns, findRun } from '../../project/find-run.ts';
import { writeJson, writeResult } from '../output.ts';

/** `runbook runs verify [ID]`: whether runs are what was written, each with the first line that is not. */
export function verify(part: string | undefined, flags: { readonly json?: boolean }): number {
  const runs = part === undefined ? allRuns() : [findRun(part)];
  const found = runs.map(({ id, name, folder }) => ({ id, name, ...verifyRun(folder) }));
  const damaged = found.filter(({ problems }) => problems.length > 0);
  if (flags.json === true) writeJson({ v: 1, runs: found });
  else {
    const lines = found.flatMap(({ id, lines: count, problems, notes }) => [
      `${id}  ${problems.length === 0 ? `whole, ${count} ${count === 1 ? 'line' : 'lines'}` : 'DAMAGED'}`,
      ...[...problems, ...notes].map((text) => `  ${text}`),
    ]);
    const count = `${damaged.length} of ${found.length} ${found.length === 1 ? 'run' : 'runs'} damaged`;
    writeResult([...lines, ...(lines.length === 0 ? [] : ['']), count].join('\n'));
  }
  return damaged.length === 0 ? 0 : 1;
}
