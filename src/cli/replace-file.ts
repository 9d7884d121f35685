import { chmodSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** Whole or not at all; a link stays a link, and rights stay as they are. */
export function replaceFile(path: string, text: string): void {
  const real = realpathSync(path);
  const beside = `${real}.${process.pid}.tmp`;
  writeFileSync(beside, text, { flag: 'wx' });
  chmodSync(beside, statSync(real).mode);
  renameSync(beside, real);
}
