/** Lines that were taken out at a place of the old text, and those that stand there in the new one. */
export interface Hunk {
  /** Line of the old text, from 1: the first that was taken out, or the one before which others were put in. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Beyond this many pairs of lines the whole middle counts as changed: nobody reads such a difference line by line. */
const mostPairs = 4_000_000;

/** What differs between two texts, in order: as few lines as there can be. */
export function diffLines(before: string, after: string): readonly Hunk[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const start = sharedLength(old, now);
  const end = Math.min(sharedLength(old.toReversed(), now.toReversed()), Math.min(old.length, now.length) - start);
  const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (left.length === 0 && right.length === 0) return [];
  if (left.length * right.length > mostPairs) return [{ line: start + 1, removed: left, added: right }];
  return hunksOf(left, right, start + 1);
}

/** Rows with two lines of context around each hunk: ` 12   text`, ` 13 - text`, `    + text`. */
export function diffRows(before: string, hunks: readonly Hunk[]): readonly string[] {
  const old = before.split('\n');
  return hunks.flatMap(({ line, removed, added }, index) => {
    const from = Math.max(1, line - 2);
    const after = line + removed.length;
    return [
      ...(index === 0 ? [] : ['']),
      ...old.slice(from - 1, line - 1).map((text, at) => row(from + at, ' ', text)),
      ...removed.map((text, at) => row(line + at, '-', text)),
      ...added.map((text) => row(undefined, '+', text)),
      ...old.slice(after - 1, after + 1).map((text, at) => row(after + at, ' ', text)),
    ];
  });
}

function row(line: number | undefined, sign: string, text: string): string {
  return ` ${String(line ?? '').padStart(4)} ${sign} ${text}`.trimEnd();
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return length;
}

/** Along the longest common subsequence. */
function hunksOf(old: readonly string[], now: readonly string[], firstLine: number): readonly Hunk[] {
  const lengths = commonLengths(old, now);
  const width = now.length + 1;
  const common = (i: number, j: number) => lengths[i * width + j] ?? 0;
  const hunks: { line: number; removed: string[]; added: string[] }[] = [];
  let open: (typeof hunks)[number] | undefined;
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      open = undefined;
      i += 1;
      j += 1;
      continue;
    }
    if (open === undefined) {
      open = { line: firstLine + i, removed: [], added: [] };
      hunks.push(open);
    }
    if (right === undefined || (left !== undefined && common(i + 1, j) >= common(i, j + 1))) {
      open.removed.push(left ?? '');
      i += 1;
    } else {
      open.added.push(right);
      j += 1;
    }
  }
  return hunks;
}

/** How many lines the rests from (i, j) on have in common, row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [below, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      lengths[i * width + j] = old[i] === now[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}
