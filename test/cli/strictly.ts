import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './unattended-project.ts';

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

/** What lint says of every file of a component, with every rule on. */
export async function strictly(project: Project, name: string): Promise<readonly string[]> {
  const folder = join(project.folder, 'runbooks/rollback');
  const files = filesBelow(folder).filter((file) => file.startsWith(name) && !/\.(?:mjs)$/.test(file));
  const said = await Promise.all(
    files.map(async (file) => {
      const { stdout } = await project.run(['lint', join('runbooks/rollback', file), '--preset', 'strict']);
      return `${file}: ${stdout.split('\n')[0]}`;
    }),
  );
  return said;
}
