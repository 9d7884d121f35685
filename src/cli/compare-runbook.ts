import { diffLines, diffRows, type Hunk } from '../diagnostics/line-diff.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';

/** What became of the file of a runbook since a run has kept it. */
export type RunbookChange =
  | { readonly state: 'same' }
  /** `runbook file, 3 lines in step 4`, and the whole difference, one row a line. */
  | { readonly state: 'changed'; readonly text: string; readonly rows: readonly string[] }
  | { readonly state: 'gone'; readonly text: string };

/** `now`: the text of the file, undefined where it cannot be read. */
export function compareRunbook(kept: LoadedRunbook, now: string | undefined): RunbookChange {
  if (kept.path === '-') return { state: 'same' };
  if (now === undefined) return { state: 'gone', text: 'runbook file, which cannot be read any more' };
  const hunks = diffLines(kept.text, now);
  if (hunks.length === 0) return { state: 'same' };
  const count = hunks.reduce((sum, { removed, added }) => sum + Math.max(removed.length, added.length), 0);
  const text = `runbook file, ${count} line${count === 1 ? '' : 's'}${whereText(hunks, kept)}`;
  return { state: 'changed', text, rows: diffRows(kept.text, hunks) };
}

/** ` in step 4`, ` in steps 2 and 4`, or nothing where it is outside the steps. */
function whereText(hunks: readonly Hunk[], { runbook, graph }: LoadedRunbook): string {
  const numbers = new Set(hunks.flatMap((hunk) => linesOf(hunk).flatMap((line) => numberAt(line) ?? [])));
  const sorted = [...numbers].toSorted((a, b) => a - b);
  const last = sorted.pop();
  if (last === undefined) return '';
  return sorted.length === 0 ? ` in step ${last}` : ` in steps ${sorted.join(', ')} and ${last}`;

  function numberAt(line: number): number | undefined {
    const step = runbook.steps.findLast(({ place }) => place.line <= line);
    const index = graph.order.indexOf(step?.id ?? '');
    return index === -1 ? undefined : index + 1;
  }
}

function linesOf({ line, removed }: Hunk): readonly number[] {
  return Array.from({ length: Math.max(1, removed.length) }, (_, index) => line + index);
}
