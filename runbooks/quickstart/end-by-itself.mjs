import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const lifetimeMs = Number(process.env.QUICKSTART_MINUTES ?? 10) * 60_000;

/** Writes `FOLDER/NAME.pid`, removes it at the end, and ends on SIGTERM or, with the folder, when nobody came back for it. */
export function endByItself(folder, name, close) {
  const pidFile = join(folder, `${name}.pid`);
  writeFileSync(pidFile, `${process.pid}\n`);
  const end = async () => {
    await close();
    rmSync(pidFile, { force: true });
    process.exit(0);
  };
  process.once('SIGTERM', end);
  setTimeout(() => {
    rmSync(folder, { recursive: true, force: true });
    void end();
  }, lifetimeMs).unref();
}
