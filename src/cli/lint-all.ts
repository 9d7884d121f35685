import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { LintJob } from './find-lint-jobs.ts';
import { type LintedFile, type LintSettings, lintJob } from './lint-job.ts';
import { createParserLoader } from './load-lint-parsers.ts';

/** Called as files are done: how many so far. */
export type OnProgress = (done: number) => void;

/** Starting a worker takes as long as linting some dozens of files. */
const jobsWorthWorkers = 40;
const jobsAtOnce = 20;
const mostWorkers = 8;

/** Lints every job, on several processors where there are many; the files in the order of their jobs. */
export async function lintAll(
  jobs: readonly LintJob[],
  settings: LintSettings,
  onProgress: OnProgress,
): Promise<readonly LintedFile[]> {
  const processors = Math.min(availableParallelism(), mostWorkers);
  if (jobs.length < jobsWorthWorkers) return lintHere(jobs, settings, onProgress);
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
    using worker = await startWorker(settings);
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

/**
 * Of its own process, because only there a flag reaches every WebAssembly: optimizing the large functions of a grammar takes
 * a gigabyte and longer than all that is ever parsed with it.
 */
const flags = ['--liftoff-only', '--max-old-space-size=512'];

/** One part at a time: the answer is that to the part asked for last. */
async function startWorker(settings: LintSettings) {
  const name = import.meta.url.endsWith('.ts') ? './lint-worker.ts' : './lint-worker.js';
  const worker = fork(fileURLToPath(new URL(name, import.meta.url)), { execArgv: flags, serialization: 'advanced' });
  const ended = once(worker, 'exit').then(([code, signal]) => {
    throw new Error(`a worker of lint has ended with ${signal ?? code}`);
  });
  ended.catch(() => undefined);
  const ask = async (message: object): Promise<unknown> => {
    worker.send(message);
    return (await Promise.race([once(worker, 'message'), ended]))[0];
  };
  await ask(settings);
  return {
    lint: async (jobs: readonly LintJob[]): Promise<readonly LintedFile[]> => {
      const answer = await ask(jobs);
      return areFiles(answer) ? answer : [];
    },
    [Symbol.dispose]: () => {
      worker.disconnect();
    },
  };
}

/** What comes from a worker was made there by this same program. */
function areFiles(answer: unknown): answer is readonly LintedFile[] {
  return Array.isArray(answer);
}
