import { relative } from 'node:path';
import { staleWords } from '../../drill/stale-words.ts';
import { type DrilledRunbook, drilledRunbooks } from '../../project/drilled-runbooks.ts';
import { UsageError } from '../../project/usage-error.ts';
import { workflowCommand } from '../../reporters/workflow-command.ts';
import { parseDuration } from '../../runbook/duration.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { nameOf, shownDrills, verdictOf } from './drills.ts';

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
  const all = drilledRunbooks(process.cwd(), nowMs, writeMessage);
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
            { file: relative(process.cwd(), one.path), line: '1', title: 'drill due' },
            dueText(one),
          ),
        );
      for (const one of soon)
        writeResult(
          workflowCommand(
            'notice',
            { file: relative(process.cwd(), one.path), line: '1', title: 'drill due soon' },
            `to be drilled by ${dueDate(one)}`,
          ),
        );
      break;
    case 'text': {
      const rows = overdue.map((one) => `OVERDUE  ${nameOf(one)}  ${verdictOf(one)}`);
      const next = soon.map((one) => {
        return `soon     ${nameOf(one)}  due by ${dueDate(one)}`;
      });
      writeResult([...rows, ...next, `${overdue.length} of ${all.length} runbooks overdue`].join('\n'));
    }
  }
  return overdue.length > 0 ? 1 : 0;
}

function dueDate({ freshness }: DrilledRunbook): string {
  return new Date(freshness.dueMs ?? 0).toISOString().slice(0, 10);
}

function dueText({ procedure, freshness }: DrilledRunbook): string {
  const why = freshness.stale.map((one) => staleWords[one]).join(', ');
  return procedure === undefined ? why : `${procedure}: ${why}`;
}
