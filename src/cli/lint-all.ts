import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { LintJob } from '../project/find-lint-jobs.ts';
import { type LintedFile, type LintSettings, lintJob } from '../project/lint-job.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';

/** Starting a worker takes as long as linting some dozens of files. */
const jobsWorthWorkers = 40;
const jobsAtOnce = 20;
const mostWorkers = 8;
/** How many parts each worker may be ahead of what was taken: what is found is not piled up. */
const mostAhead = 3;

/** Lints every job, on several processors where there are many; each file when it is done, in the order of the jobs. */
export async function* lintAll(jobs: readonly LintJob[], settings: LintSettings): AsyncGenerator<LintedFile> {
  if (jobs.length < jobsWorthWorkers) yield* lintHere(jobs, settings);
  else yield* lintApart(jobs, settings, Math.min(availableParallelism(), mostWorkers));
}

async function* lintHere(jobs: readonly LintJob[], settings: LintSettings): AsyncGenerator<LintedFile> {
  const loadParsers = createParserLoader();
  for (const job of jobs) yield* await lintJob(job, settings, loadParsers);
}

async function* lintApart(jobs: readonly LintJob[], settings: LintSettings, count: number): AsyncGenerator<LintedFile> {
  const workers = Array.from({ length: count }, () => startWorker(settings));
  const answers: Promise<readonly LintedFile[]>[] = [];
  try {
    for (let from = 0; from < jobs.length; from += jobsAtOnce) {
      const worker = workers[(from / jobsAtOnce) % count];
      if (worker !== undefined) answers.push(worker.lint(jobs.slice(from, from + jobsAtOnce)));
      if (answers.length >= count * mostAhead) yield* (await answers.shift()) ?? [];
    }
    for (const answer of answers) yield* await answer;
  } finally {
    for (const worker of workers) worker.leave();
  }
}

/**
 * Of its own process, because only there a flag reaches every WebAssembly: optimizing the large functions of a grammar takes
 * a gigabyte and longer than all that is ever parsed with it.
 */
const flags = ['--liftoff-only', '--max-old-space-size=512'];

/** Of what it is asked it does one part after the other. */
function startWorker(settings: LintSettings) {
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
  let last = ask(settings);
  return {
    lint: (jobs: readonly LintJob[]): Promise<readonly LintedFile[]> => {
      const answer = last.then(() => ask(jobs)).then((files) => (areFiles(files) ? files : []));
      // Who takes it hears of what went wrong; until then it is nobody's.
      answer.catch(() => undefined);
      last = answer;
      return answer;
    },
    leave: () => {
      if (worker.connected) worker.disconnect();
    },
  };
}

/** What comes from a worker was made there by this same program. */
function areFiles(answer: unknown): answer is readonly LintedFile[] {
  return Array.isArray(answer);
}
