import { readFileSync } from 'node:fs';
import { budgetEdits } from '../../drill/budget-edits.ts';
import { enoughForP90 } from '../../drill/statistics.ts';
import { suggestBudgets } from '../../drill/suggest-budgets.ts';
import { loadValidRunbook } from '../../project/load-runbook.ts';
import { readDrillStatistics } from '../../project/read-drills.ts';
import { UsageError } from '../../project/usage-error.ts';
import { formatClock } from '../../runbook/duration.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { replaceFile } from '../replace-file.ts';

/** `runbook drills suggest FILE`: budgets by what drills took; with `--write` they stand in the headings. */
export function drillsSuggest(file: string, flags: { readonly write?: boolean; readonly json?: boolean }): number {
  const loaded = loadValidRunbook(file);
  const statistics = readDrillStatistics(loaded, writeMessage);
  if (statistics.drills.length === 0)
    throw new UsageError(`no drill of ${loaded.shown} has succeeded yet`, `runbook drill ${file} makes the first.`);
  const suggested = suggestBudgets(statistics);
  if (flags.json === true) writeJson({ v: 1, file: loaded.shown, suggested });
  else
    for (const { title, budgetMs, suggestedMs, count } of suggested)
      writeResult(
        `${title}: ${budgetMs === undefined ? 'none' : formatClock(budgetMs)} -> ${formatClock(suggestedMs)} (${count < enoughForP90 ? 'max' : 'p90'} of ${count}, rounded up)`,
      );
  if (suggested.length === 0) writeMessage('Every budget is what the drills took, rounded up as people write it.');
  if (flags.write !== true || suggested.length === 0) return 0;
  const text = readFileSync(loaded.path, 'utf8');
  const changed = budgetEdits(text, loaded.runbook, suggested);
  replaceFile(loaded.path, changed);
  writeMessage(
    `${loaded.shown}: ${suggested.length} ${suggested.length === 1 ? 'heading' : 'headings'} changed, nothing else`,
  );
  return 0;
}
