import { erase, paint } from './paint.ts';

/** The terminal that is written to, or what stands for one in a test. */
export interface Display {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

export interface Size {
  /** Columns that our own words may fill: 60 to 100. */
  readonly columns: number;
  /** Of the terminal as it is, for a child's output. */
  readonly terminalColumns: number;
  readonly rows: number;
}

/** What is painted: made anew on each tick and whenever the size changes. */
export type Frame = (size: Size) => readonly string[];

/**
 * A record that only grows, and below it the part that is repainted. No alternate screen: when the line is lost, the
 * scrollback tells the story.
 */
export interface Stage extends Disposable {
  readonly size: () => Size;
  /** Rows that stay for good, above what is painted. */
  record(rows: readonly string[]): void;
  /** What stands below the record from now on; undefined: nothing. */
  show(frame: Frame | undefined): void;
  /** Leaves what is painted where it stands, as a part of the record. */
  settle(): void;
  /** Paints again what has changed. */
  refresh(): void;
  /**
   * Gives the terminal away until it is disposed: `below` what is painted, which then stays, or `aside`, to somebody
   * who uses the alternate screen. What is recorded meanwhile waits.
   */
  lend(where: 'below' | 'aside'): Disposable;
}

const widest = 100;
const narrowest = 60;

export function openStage(display: Display): Stage {
  let frame: Frame | undefined;
  let painted: readonly string[] = [];
  let isLent = false;
  let isResizedMeanwhile = false;
  const waiting: string[] = [];
  const size = (): Size => {
    const columns = display.columns || 80;
    return {
      columns: Math.min(widest, Math.max(narrowest, columns)),
      terminalColumns: columns,
      rows: display.rows || 24,
    };
  };
  const rowsOf = () => frame?.(size()) ?? [];
  const refresh = () => {
    if (isLent) return;
    const wanted = rowsOf();
    const text = paint(painted, wanted);
    painted = wanted;
    if (text !== '') display.write(text);
  };
  const record = (rows: readonly string[]) => {
    if (rows.length === 0) return;
    if (isLent) {
      waiting.push(...rows);
      return;
    }
    const wanted = rowsOf();
    const above = rows.map((row) => `${row}\r\n`).join('');
    display.write(`${erase(painted.length)}${above}${paint([], wanted)}`);
    painted = wanted;
  };
  const resized = () => {
    isResizedMeanwhile = isLent;
    if (isLent) return;
    // A terminal breaks rows that have become too wide into several.
    const { terminalColumns } = size();
    const taken = painted.reduce((sum, row) => sum + Math.max(1, Math.ceil(widthOf(row) / terminalColumns)), 0);
    display.write(erase(taken));
    painted = [];
    refresh();
  };
  display.on('resize', resized);
  return {
    size,
    record,
    refresh,
    show(next) {
      frame = next;
      refresh();
    },
    settle() {
      if (!isLent && painted.length > 0) display.write('\r\n');
      painted = [];
      frame = undefined;
    },
    lend(where) {
      if (where === 'below') {
        if (painted.length > 0) display.write('\r\n');
        painted = [];
      }
      isLent = true;
      return {
        [Symbol.dispose]: () => {
          isLent = false;
          if (isResizedMeanwhile) resized();
          record(waiting.splice(0));
          refresh();
        },
      };
    },
    [Symbol.dispose]: () => {
      display.off('resize', resized);
      if (!isLent && painted.length > 0) display.write(erase(painted.length));
      painted = [];
      frame = undefined;
    },
  };
}

function widthOf(row: string): number {
  return row.replace(/\u001B\[[0-9;]*m/g, '').length;
}
