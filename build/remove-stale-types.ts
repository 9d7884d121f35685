import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes declarations whose source is gone; the compiler only ever adds to its folder. */
export async function removeStaleTypes(root: string): Promise<void> {
  const folder = join(root, 'dist/types');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const stale = names.filter((name) => {
    const source = name.replace(/\.d\.ts(\.map)?$/, '.ts');
    return source !== name && !existsSync(join(root, 'src', source)) && !existsSync(join(root, 'src', `${source}x`));
  });
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
