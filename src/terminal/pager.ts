import { fitRow } from './fit-row.ts';
import type { Reading } from './overlays.ts';
import { paint } from './paint.ts';
import { hyphens, rule } from './rule.ts';
import type { Display, Size } from './stage.ts';

/** The terminal's other screen, on which a long text is turned page by page; what stood there before comes back. */
export interface AlternateScreen extends Disposable {
  /** Paints again what has changed. */
  refresh(): void;
}

/** `rows` are made anew for each page, and whenever the terminal gets another size. */
export function openAlternateScreen(display: Display, rows: () => readonly string[]): AlternateScreen {
  let painted: readonly string[] = [];
  const refresh = () => {
    const wanted = rows();
    display.write(paint(painted, wanted));
    painted = wanted;
  };
  const anew = () => {
    display.write('\u001B[H\u001B[2J');
    painted = [];
    refresh();
  };
  display.write('\u001B[?1049h');
  anew();
  display.on('resize', anew);
  return {
    refresh,
    [Symbol.dispose]: () => {
      display.off('resize', anew);
      display.write('\u001B[?1049l');
    },
  };
}

export interface Page {
  readonly rows: readonly string[];
  readonly isAtEnd: boolean;
  /** The first row to show after a key. */
  readonly moved: (key: string) => number;
}

/** As much of a text as fits, with where one is in it and how to turn. `atEnd` is offered once all of it was seen. */
export function pagerRows({ title, facts, rows }: Reading, top: number, size: Size, atEnd: string | undefined): Page {
  const all = rows.flatMap((row) => fitRow(row, size.terminalColumns));
  const room = Math.max(1, size.rows - 4);
  const last = Math.max(0, all.length - room);
  const from = Math.min(Math.max(0, top), last);
  const shown = all.slice(from, from + room);
  const blanks = Array.from({ length: room - shown.length }, () => '');
  const isAtEnd = from === last;
  const where = all.length === 0 ? 'nothing' : `rows ${from + 1}-${from + shown.length} of ${all.length}`;
  const confirm = isAtEnd && atEnd !== undefined ? `   ${atEnd}` : '';
  const keys = ` [space] on   [b] back   [j] [k] a row   [g] start   [e] end   [q] close`;
  return {
    rows: [
      rule('-', title, facts ?? [], size.columns),
      ...shown,
      ...blanks,
      hyphens(size.columns),
      ` ${where}${confirm}`,
      keys.length < size.columns ? keys : ' [space] [b] [j] [k] [g] [e]   [q] close',
    ],
    isAtEnd,
    moved: (key) => {
      switch (key) {
        case ' ':
        case 'f':
          return Math.min(last, from + room);
        case 'b':
          return Math.max(0, from - room);
        case 'j':
          return Math.min(last, from + 1);
        case 'k':
          return Math.max(0, from - 1);
        case 'g':
          return 0;
        case 'e':
          return last;
        default:
          return from;
      }
    },
  };
}
