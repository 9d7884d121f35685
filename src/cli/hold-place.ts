import { holdFoldersOf } from '../journal/hold-folders.ts';
import { type Holder, holdRun } from '../journal/hold-run.ts';
import { UsageError } from '../project/usage-error.ts';
import { systemClock } from './system-clock.ts';
import { userName } from './user-name.ts';

/** Takes a run for this program alone until it is disposed; refuses, by name, when somebody else has it. */
export function holdPlace(root: string, { id, name }: { readonly id: string; readonly name: string }): Disposable {
  const hold = holdRun(holdFoldersOf(root, name), { user: userName(), since: systemClock.now() });
  if (hold.state === 'held') return hold;
  throw heldByOther(id, hold.holder);
}

function heldByOther(id: string, { user, host, pid, since }: Holder): UsageError {
  return new UsageError(
    `run ${id} is held by ${user} on ${host}, process ${pid}, since ${since.slice(11, 19)}Z`,
    `Look on with: runbook follow ${id}. To take it over, let it be paused there first.`,
  );
}
