import { cpus } from 'node:os';
import { benchDrills } from './drills.ts';
import { benchLint } from './lint.ts';
import { benchOutput } from './output.ts';
import { benchParsing } from './parsing.ts';
import { benchRollback } from './rollback.ts';
import { benchSite } from './site.ts';
import { benchStart } from './start.ts';
import { benchSteps } from './steps.ts';

/** `npm run bench`, or `npm run bench -- start steps` for some of them. */
const benchmarks: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['start', benchStart],
  ['steps', benchSteps],
  ['output', benchOutput],
  ['parsing', benchParsing],
  ['lint', benchLint],
  ['drills', benchDrills],
  ['rollback', benchRollback],
  ['site', benchSite],
]);

const names = process.argv.slice(2);
const unknown = names.find((name) => !benchmarks.has(name));
if (unknown !== undefined) throw new Error(`no benchmark "${unknown}"; there are ${[...benchmarks.keys()].join(', ')}`);

console.log(`Node ${process.versions.node}, ${cpus().length} CPUs (${cpus()[0]?.model.trim()}), ${process.platform}`);
console.log('median (quartiles, fastest) and the median as a ratio to the first row of each table');
for (const [name, run] of benchmarks) if (names.length === 0 || names.includes(name)) await run();
