/** `node stop.mjs FOLDER`: stops what start.mjs started there, by process id, and removes the folder. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(join(folder, 'releases'))) {
  console.log(`nothing to stop: ${folder} is no folder of the quickstart, or was removed already`);
  process.exit(0);
}

for (const name of ['payment-processor', 'database']) await stop(join(folder, `${name}.pid`), name);
rmSync(folder, { recursive: true, force: true });
console.log(`removed ${folder}`);

/** A program of the quickstart removes its pid file as the last thing it does. */
async function stop(pidFile, name) {
  if (!existsSync(pidFile)) return;
  if (!asked(Number(readFileSync(pidFile, 'utf8')))) return;
  for (let waitedMs = 0; existsSync(pidFile); waitedMs += 50) {
    if (waitedMs > 5000) throw new Error(`${name} did not end within 5 s`);
    await sleep(50);
  }
  console.log(`stopped ${name}`);
}

/** False when it is gone already, whatever its file says. */
function asked(pid) {
  try {
    return process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
