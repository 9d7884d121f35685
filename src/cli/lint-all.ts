import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LintJob } from './find-lint-jobs.ts';
import { type LintedFile, type LintSettings, lintJob } from './lint-job.ts';
import { createParserLoader } from './load-lint-parsers.ts';

/** Called as files are done: how many so far. */
export type OnProgress = (done: number) => void;

/** Starting a worker takes as long as linting some dozens of files. */
const jobsWorthWorkers = 200;
const jobsAtOnce = 50;
const mostWorkers = 8;

/** Lints every job, on several processors where there are many; the files in the order of their jobs. */
export async function lintAll(
  jobs: readonly LintJob[],
  settings: LintSettings,
  onProgress: OnProgress,
): Promise<readonly LintedFile[]> {
  const processors = Math.min(availableParallelism(), mostWorkers);
  if (jobs.length < jobsWorthWorkers || processors < 2) return lintHere(jobs, settings, onProgress);
  return lintApart(jobs, settings, { workers: processors, onProgress });
}

async function lintHere(
  jobs: readonly LintJob[],
  settings: LintSettings,
  onProgress: OnProgress,
): Promise<readonly LintedFile[]> {
  const loadParsers = createParserLoader();
  const files: LintedFile[] = [];
  for (const [index, job] of jobs.entries()) {
    files.push(...(await lintJob(job, settings, loadParsers)));
    onProgress(index + 1);
  }
  return files;
}

interface Apart {
  readonly workers: number;
  readonly onProgress: OnProgress;
}

async function lintApart(
  jobs: readonly LintJob[],
  settings: LintSettings,
  { workers, onProgress }: Apart,
): Promise<readonly LintedFile[]> {
  const parts = Array.from({ length: Math.ceil(jobs.length / jobsAtOnce) }, (_, index) =>
    jobs.slice(index * jobsAtOnce, (index + 1) * jobsAtOnce),
  );
  const results: (readonly LintedFile[])[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    await using worker = startWorker(settings);
    for (let index = next++; index < parts.length; index = next++) {
      const part = parts[index] ?? [];
      results[index] = await worker.lint(part);
      done += part.length;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, parts.length) }, work));
  return results.flat();
}

/** One part at a time: the answer is that to the part asked for last. */
function startWorker(settings: LintSettings) {
  const name = import.meta.url.endsWith('.ts') ? './lint-worker.ts' : './lint-worker.js';
  const worker = new Worker(new URL(name, import.meta.url), { workerData: settings });
  return {
    lint: async (jobs: readonly LintJob[]): Promise<readonly LintedFile[]> => {
      worker.postMessage(jobs);
      const [files] = await once(worker, 'message');
      return files;
    },
    [Symbol.asyncDispose]: async () => {
      await worker.terminate();
    },
  };
}
