import stringWidth from 'fast-string-width';
import { escapeControls } from './escape-controls.ts';

/** A line as shown: escaped, shortened, and how to underline what is meant. */
export interface ShownLine {
  readonly text: string;
  /** Blanks and tabs that lead to the column below what is meant. */
  readonly indent: string;
  /** Terminal columns to underline, at least one. */
  readonly underlined: number;
}

const tabStop = 8;
const cut = '...';
const columnsBefore = 30;
const columnsAfter = 20;

/** Shows `line` around the stretch from `start` to `end` (UTF-16 offsets) in at most `columns`; looks no further than that. */
export function cutAround(line: string, start: number, end: number, columns: number): ShownLine {
  const reach = columns * 4;
  const before = cutBefore(cellsOf(line.slice(Math.max(0, start - reach), start)), start <= reach, columns);
  const meant = cellsOf(line.slice(start, Math.min(end, start + reach)));
  const after = cellsOf(line.slice(Math.min(end, start + reach), start + reach));
  const room = columns - widthOf(before);
  const shown = cutAfter([...meant, ...after], line.length <= start + reach, room);
  const underlined = shown.slice(0, meant.length);
  return {
    text: [...before, ...shown].map((cell) => cell.text).join(''),
    indent: before.map((cell) => (cell.text === '\t' ? '\t' : ' '.repeat(cell.width))).join(''),
    underlined: Math.max(1, columnAfter(underlined, columnAfter(before, 0)) - columnAfter(before, 0)),
  };
}

/** One character as a person sees it; a tab is as wide as it can get. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

function cellsOf(text: string): readonly Cell[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => {
    const shown = escapeControls(segment);
    return { text: shown, width: shown === '\t' ? tabStop : stringWidth(shown) };
  });
}

const cutCell: Cell = { text: cut, width: cut.length };

function cutBefore(cells: readonly Cell[], isWhole: boolean, columns: number): readonly Cell[] {
  if (isWhole && widthOf(cells) <= columns - columnsAfter) return cells;
  return [cutCell, ...take([...cells].reverse(), columnsBefore).reverse()];
}

function cutAfter(cells: readonly Cell[], isWhole: boolean, columns: number): readonly Cell[] {
  if (isWhole && widthOf(cells) <= columns) return cells;
  return [...take(cells, columns - cut.length), cutCell];
}

function take(cells: readonly Cell[], columns: number): Cell[] {
  let used = 0;
  const end = cells.findIndex((cell) => {
    used += cell.width;
    return used > columns;
  });
  return cells.slice(0, end < 0 ? cells.length : end);
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((width, cell) => width + cell.width, 0);
}

function columnAfter(cells: readonly Cell[], from: number): number {
  return cells.reduce(
    (column, { text, width }) => (text === '\t' ? column + tabStop - (column % tabStop) : column + width),
    from,
  );
}
