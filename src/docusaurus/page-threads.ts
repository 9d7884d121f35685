import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { UnderstoodPage, Where } from './understand-page.ts';

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
  const waiting = new Map<number, Waiting>();
  const threads: readonly Worker[] = Array.from({ length: Math.min(mostThreads, availableParallelism()) }, () => {
    const thread = new Worker(program, { workerData: where });
    thread.on('message', (answer: Answer) => {
      const found = waiting.get(answer.id);
      waiting.delete(answer.id);
      // A site that is built ends although they are there for the next page.
      if (waiting.size === 0) for (const one of threads) one.unref();
      if ('page' in answer) found?.resolve(answer.page);
      else found?.reject(new Error(answer.why));
    });
    thread.on('error', (error: Error) => {
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    });
    return thread;
  });
  let next = 0;
  return (path, text) =>
    new Promise((resolve, reject) => {
      const id = next;
      next += 1;
      waiting.set(id, { resolve, reject });
      const thread = threads[id % threads.length];
      thread?.ref();
      thread?.postMessage({ id, path, text });
    });
}
