import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Makes a folder hold these files and no others, but for the entries to keep. A file that is right already is not
 * written, and one that is not is replaced at once: a program that runs from this folder goes on.
 */
export async function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  options: { readonly keep: readonly string[]; readonly executable: readonly string[] },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(Array.from(files, ([name, content]) => replaceFile(join(folder, name), Buffer.from(content))));
  await Promise.all(options.executable.map((name) => chmod(join(folder, name), 0o755)));
  const present = await readdir(folder, { recursive: true, withFileTypes: true });
  const stale = present
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !files.has(name) && !options.keep.some((kept) => name.startsWith(`${kept}/`)));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}

async function replaceFile(path: string, content: Buffer): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}
