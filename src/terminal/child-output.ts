import { formatClock } from '../runbook/duration.ts';
import { childRows } from './child-rows.ts';

/** What a running command has said since the key was pressed. */
export interface ChildOutput {
  push(line: string): void;
  /** The last lines in so many rows at most, whole rows only. */
  rows(columns: number, most: number): readonly string[];
  /** `4 lines so far, the last 0:04 ago`, `no output for 0:14`. */
  summary(): string;
  /** What stays of it in the scrollback: the last lines, and how many stood before them. */
  settledRows(columns: number, most: number): readonly string[];
  clear(): void;
  /** Silence counts from here. */
  begin(): void;
}

const keptLines = 40;
const silenceMs = 10_000;

export function createChildOutput(monoMs: () => number): ChildOutput {
  let lines: string[] = [];
  let count = 0;
  let sinceMs = monoMs();
  return {
    push(line) {
      count += 1;
      sinceMs = monoMs();
      lines.push(line);
      if (lines.length > keptLines) lines = lines.slice(-keptLines);
    },
    rows: (columns, most) => childRows(lines.slice(-most), columns).slice(-most),
    summary() {
      const silentMs = monoMs() - sinceMs;
      const said = count === 0 ? 'none so far' : `${count} ${count === 1 ? 'line' : 'lines'} so far`;
      if (silentMs >= silenceMs) return `${said}, no output for ${formatClock(silentMs)}`;
      return count === 0 ? said : `${said}, the last ${formatClock(silentMs)} ago`;
    },
    settledRows(columns, most) {
      const kept = lines.slice(-most);
      const before = count - kept.length;
      const notice =
        before === 0 ? [] : [` | ... ${before} more ${before === 1 ? 'line' : 'lines'} before this, all in the log`];
      return [...notice, ...childRows(kept, columns)];
    },
    begin() {
      sinceMs = monoMs();
    },
    clear() {
      lines = [];
      count = 0;
      sinceMs = monoMs();
    },
  };
}
