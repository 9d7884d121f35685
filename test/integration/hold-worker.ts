import { parentPort, workerData } from 'node:worker_threads';
import { holdRun } from '../../src/journal/hold-run.ts';

/** Takes the run whenever the round goes up, counts who got it, and says when it has tried. */
const { shared, folders } = workerData as { shared: SharedArrayBuffer; folders: readonly string[] };
const cells = new Int32Array(shared);
let round = 0;
parentPort?.postMessage('ready');
for (;;) {
  Atomics.wait(cells, 0, round);
  round = Atomics.load(cells, 0);
  if (round < 0) break;
  const hold = holdRun(folders, { user: 'somebody', since: new Date() });
  if (hold.state === 'held') Atomics.add(cells, 1, 1);
  Atomics.add(cells, 2, 1);
  Atomics.notify(cells, 2);
}
