import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type UnderstoodPage, understandPage, type Where } from './understand-page.ts';

type Answer = { readonly id: number; readonly page: UnderstoodPage } | { readonly id: number; readonly why: string };

interface Waiting {
  readonly resolve: (page: UnderstoodPage) => void;
  readonly reject: (error: Error) => void;
}

const mostThreads = 4;

/** Understands pages in threads of their own, in turns; undefined where their program is not beside this one. */
export function pageThreads(where: Where): ((path: string, text: string) => Promise<UnderstoodPage>) | undefined {
  const program = fileURLToPath(new URL('./docusaurus-page-worker.js', import.meta.url));
  if (!existsSync(program)) return undefined;
  let next = 0;
  let threads: readonly PageThread[] = Array.from({ length: Math.min(mostThreads, availableParallelism()) }, () =>
    startThread(program, where),
  );
  return async (path, text) => {
    next += 1;
    threads = threads.filter(({ isAlive }) => isAlive());
    const thread = threads[next % threads.length];
    // None is left: then it is done where everything else is.
    return thread === undefined ? await understandPage(path, text, where) : await thread.understand(path, text);
  };
}

interface PageThread {
  readonly isAlive: () => boolean;
  readonly understand: (path: string, text: string) => Promise<UnderstoodPage>;
}

function startThread(program: string, where: Where): PageThread {
  const waiting = new Map<number, Waiting>();
  let isAlive = true;
  let next = 0;
  const thread = new Worker(program, { workerData: where });
  const end = (error: Error) => {
    isAlive = false;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  thread.on('message', (answer: Answer) => {
    const found = waiting.get(answer.id);
    waiting.delete(answer.id);
    // A site that is built ends although it is there for the next page.
    if (waiting.size === 0) thread.unref();
    if ('page' in answer) found?.resolve(answer.page);
    else found?.reject(new Error(answer.why));
  });
  thread.on('error', end);
  thread.on('exit', (code) => end(new Error(`a thread that reads pages has ended with ${code}`)));
  return {
    isAlive: () => isAlive,
    understand: (path, text) =>
      new Promise((resolve, reject) => {
        next += 1;
        waiting.set(next, { resolve, reject });
        thread.ref();
        thread.postMessage({ id: next, path, text });
      }),
  };
}
