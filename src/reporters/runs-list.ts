import stringWidth from 'fast-string-width';
import type { RunStanding, RunSummary } from '../events/run-summary.ts';
import { formatClock } from '../runbook/duration.ts';

const head = ['RUN', 'RUNBOOK', 'ENVIRONMENT', 'OUTCOME', 'TIME', 'STARTED', 'RESPONDER'];

/** The table of `runbook runs`, in the order given; the last row counts, also when there are none. */
export function runsTable(runs: readonly RunSummary[]): string {
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  if (runs.length === 0) return `${count}\n`;
  const rows = [head, ...runs.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', count].join('\n')}\n`;
}

/** The same as one JSON text: durations in milliseconds, stamps in UTC. */
export function runsJson(runs: readonly RunSummary[]): string {
  return `${JSON.stringify({ v: 1, runs }, undefined, 2)}\n`;
}

function cellsOf(run: RunSummary): string[] {
  const budget = run.budget === undefined ? '' : ` of ${formatClock(run.budget.upperMs)}`;
  const over = run.verdict === 'over' ? ' OVER' : '';
  return [
    run.id,
    run.runbook ?? '-',
    `${run.environment ?? '-'}${run.drill ? ' (drill)' : ''}`,
    `${standingText(run.standing)}${doubtText(run)}`,
    run.startedAt === undefined ? '-' : `${formatClock(run.elapsedMs)}${budget}${over}`,
    run.startedAt === undefined ? '-' : `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 19)}Z`,
    run.responder ?? '-',
  ].map(oneLine);
}

/** `succeeded`, `running`, `interrupted`, …: how a run ended, or why it has not. */
function standingText(standing: RunStanding): string {
  switch (standing.state) {
    case 'ended':
      return standing.outcome === 'succeeded' ? standing.outcome : standing.outcome.toUpperCase();
    case 'elsewhere':
      return `not ended (${standing.host})`;
    case 'interrupted':
      return 'INTERRUPTED';
    case 'newer':
      return `UNREADABLE, version ${standing.version}`;
    case 'unreadable':
      return 'UNREADABLE';
    case 'running':
    case 'paused':
      return standing.state;
  }
}

/** What keeps a run's outcome from being believed as it stands there. */
function doubtText({ damage, contradictions }: RunSummary): string {
  if (damage !== undefined) return `, DAMAGED line ${damage.line}`;
  return contradictions.length > 0 ? ', LOOK' : '';
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
