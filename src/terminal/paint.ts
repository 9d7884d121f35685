const wrapOff = '\u001B[?7l';
const wrapOn = '\u001B[?7h';

/**
 * Takes the rows that stand on the screen over into those that are wanted, writing only what differs. A row that the
 * terminal takes for wider than it was counted, as it may a family of emoji, is cut instead of taking a second one.
 */
export function paint(before: readonly string[], after: readonly string[]): string {
  if (after.length === 0) return erase(before.length);
  const text = painted(before, after);
  return text === '' ? '' : `${wrapOff}${text}${wrapOn}`;
}

function painted(before: readonly string[], after: readonly string[]): string {
  const first = firstDifference(before, after);
  if (first === before.length && first === after.length) return '';
  const last = Math.max(0, before.length - 1);
  // Where rows are only added or taken away, the last one that stays does so as it is.
  const from = Math.min(first, last, after.length - 1);
  const parts = [up(last - from), '\r'];
  for (let row = from; row < after.length; row += 1) {
    if (row > from) parts.push(row < before.length ? '\u001B[B\r' : '\r\n');
    const [old, wanted] = [before[row], after[row] ?? ''];
    if (old !== wanted) parts.push(rewrite(old, wanted));
    else if (row === after.length - 1 && before.length <= after.length) parts.push(toTheEndOf(wanted));
  }
  // From the row below: behind a row as wide as the terminal its last character would be erased with the rest.
  if (before.length > after.length) parts.push(`\u001B[B\r\u001B[J\u001B[A${toTheEndOf(after.at(-1) ?? '')}`);
  return parts.join('');
}

/** Takes away what stands there; the cursor is where its first row began. */
export function erase(rows: number): string {
  return rows === 0 ? '' : `${up(rows - 1)}\r\u001B[J`;
}

function up(rows: number): string {
  return rows === 0 ? '' : `\u001B[${rows}A`;
}

function firstDifference(before: readonly string[], after: readonly string[]): number {
  const most = Math.max(before.length, after.length);
  for (let row = 0; row < most; row += 1) if (before[row] !== after[row]) return row;
  return most;
}

/**
 * From the first column that differs; a row that was coloured is written whole. The rest is erased first: behind a
 * row as wide as the terminal that would take its last character away.
 */
function rewrite(old: string | undefined, wanted: string): string {
  if (old === undefined) return wanted;
  const same = plainAscii.test(old) && plainAscii.test(wanted) ? sameColumns(old, wanted) : 0;
  return `${same === 0 ? '' : `\u001B[${same}C`}\u001B[K${wanted.slice(same)}`;
}

const plainAscii = /^[ -~]*$/;

function sameColumns(old: string, wanted: string): number {
  let same = 0;
  while (same < old.length && same < wanted.length && old[same] === wanted[same]) same += 1;
  return same;
}

function toTheEndOf(row: string): string {
  if (!plainAscii.test(row)) return `\u001B[K${row}`;
  return row === '' ? '' : `\u001B[${row.length}C`;
}
