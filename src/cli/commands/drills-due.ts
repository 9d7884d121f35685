import { staleWords } from '../../reporters/drills-text.ts';
import { workflowCommand } from '../../reporters/workflow-command.ts';
import { parseDuration } from '../../runbook/duration.ts';
import { drilledRunbooks } from '../drilled-runbooks.ts';
import { writeJson, writeResult } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { pathOf, shownDrills, verdictOf } from './drills.ts';

export interface DueFlags {
  readonly within?: string;
  readonly format: 'text' | 'json' | 'github';
}

/** `runbook drills due`: what has to be practised; exit code 1 when something is overdue. */
export function drillsDue({ within, format }: DueFlags): number {
  const withinMs = within === undefined ? 0 : parseDuration(within);
  if (withinMs === undefined)
    throw new UsageError(`--within does not take "${within}"`, 'Write a duration such as 14d.');
  const nowMs = Date.now();
  const all = drilledRunbooks(process.cwd(), nowMs);
  const overdue = all.filter(({ freshness }) => freshness.stale.length > 0);
  const soon = all.filter(({ freshness: { stale, dueMs } }) => {
    return stale.length === 0 && dueMs !== undefined && dueMs <= nowMs + withinMs;
  });
  switch (format) {
    case 'json':
      writeJson({
        v: 1,
        runbooks: all.length,
        overdue: overdue.map(shownDrills),
        soon: soon.map(shownDrills),
      });
      break;
    case 'github':
      for (const one of overdue)
        writeResult(
          workflowCommand(
            'warning',
            { file: pathOf(one), line: '1', title: 'drill due' },
            one.freshness.stale.map((why) => staleWords[why]).join(', '),
          ),
        );
      break;
    case 'text': {
      const rows = overdue.map((one) => `OVERDUE  ${pathOf(one)}  ${verdictOf(one)}`);
      const next = soon.map((one) => {
        return `soon     ${pathOf(one)}  due by ${new Date(one.freshness.dueMs ?? 0).toISOString().slice(0, 10)}`;
      });
      writeResult([...rows, ...next, `${overdue.length} of ${all.length} runbooks overdue`].join('\n'));
    }
  }
  return overdue.length > 0 ? 1 : 0;
}
