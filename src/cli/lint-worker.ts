import type { LintJob } from '../project/find-lint-jobs.ts';
import { type LintedFile, type LintSettings, lintJob } from '../project/lint-job.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';

/** One of several processes that share the files of a call: first come the settings, then jobs; what was found goes out. */
const loadParsers = createParserLoader();
let settings: LintSettings | undefined;

process.on('message', (message: LintSettings | readonly LintJob[]) => {
  if ('rules' in message) {
    settings = message;
    process.send?.('ready');
  } else if (settings !== undefined) void lintAll(message, settings).then((files) => process.send?.(files));
});

async function lintAll(jobs: readonly LintJob[], held: LintSettings): Promise<readonly LintedFile[]> {
  const files: LintedFile[] = [];
  for (const job of jobs) files.push(...(await lintJob(job, held, loadParsers)));
  return files;
}
