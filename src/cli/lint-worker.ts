import { parentPort, workerData } from 'node:worker_threads';
import type { LintJob } from './find-lint-jobs.ts';
import { type LintSettings, lintJob } from './lint-job.ts';
import { createParserLoader } from './load-lint-parsers.ts';

/** One of several that share the files of a call: jobs come in, what was found goes out. */
const loadParsers = createParserLoader();
const settings: LintSettings = workerData;

parentPort?.on('message', (jobs: readonly LintJob[]) => {
  void lintAll(jobs).then((files) => parentPort?.postMessage(files));
});

async function lintAll(jobs: readonly LintJob[]) {
  const files = [];
  for (const job of jobs) files.push(...(await lintJob(job, settings, loadParsers)));
  return files;
}
