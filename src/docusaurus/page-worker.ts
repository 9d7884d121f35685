import { parentPort, workerData } from 'node:worker_threads';
import { understandPage, type Where } from './understand-page.ts';

/** One of several threads that share the pages of a large folder. */
interface Order {
  readonly id: number;
  readonly path: string;
  readonly text: string;
}

const where = workerData as Where;

parentPort?.on('message', ({ id, path, text }: Order) => {
  understandPage(path, text, where).then(
    (page) => parentPort?.postMessage({ id, page }),
    (error: unknown) => parentPort?.postMessage({ id, why: error instanceof Error ? error.message : String(error) }),
  );
});
