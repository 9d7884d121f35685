import { join, relative, sep } from 'node:path';
import type { LoadedRunbook } from './load-runbook.ts';

const folder = 'runbooks';

/** Where the drills of a runbook are written down: `runbooks/.drills/rollback/shop.jsonl`, made to be committed. */
export function drillFileOf({ root, path, procedure }: Pick<LoadedRunbook, 'root' | 'path' | 'procedure'>): string {
  const fromFolder = relative(join(root, folder), path);
  const isBelow = !fromFolder.startsWith(`..${sep}`) && fromFolder !== '..';
  const name = (isBelow ? fromFolder : relative(root, path)).replace(/\.md$/i, '');
  return join(root, folder, '.drills', `${name}${procedure === undefined ? '' : `#${procedure}`}.jsonl`);
}

/** A runbook among all that can be drilled: the path of its file, and which procedure of it. */
export function drilledName({ path, procedure }: Pick<LoadedRunbook, 'path' | 'procedure'>): string {
  return procedure === undefined ? path : `${path}#${procedure}`;
}
