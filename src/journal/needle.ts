/** A stretch of bytes, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Bytes to be found. */
export interface Needle {
  /** Every occurrence, overlapping ones included, as spans that are merged where they overlap. */
  spansIn(haystack: Buffer): Span[];
  /** How many of the last bytes may be the beginning of an occurrence that is not complete yet. */
  begunAtEndOf(haystack: Buffer): number;
}

/** Prepares the search for one value; both searches are linear in what they look through. */
export function createNeedle(text: string): Needle {
  const bytes = Buffer.from(text);
  const borders = bordersOf(bytes);
  const period = bytes.length - (borders[bytes.length - 1] ?? 0);
  return {
    spansIn: (haystack) => spansOf(haystack, bytes, period),
    begunAtEndOf: (haystack) => begunAtEnd(haystack, bytes, borders),
  };
}

function spansOf(haystack: Buffer, bytes: Buffer, period: number): Span[] {
  const spans: Span[] = [];
  for (let at = haystack.indexOf(bytes); at !== -1; at = haystack.indexOf(bytes, at + period)) {
    const last = spans.at(-1);
    const start = last !== undefined && at < last.end ? (spans.pop()?.start ?? at) : at;
    spans.push({ start, end: at + bytes.length });
  }
  return spans;
}

function begunAtEnd(haystack: Buffer, bytes: Buffer, borders: Uint32Array): number {
  let matched = 0;
  for (let at = Math.max(0, haystack.length - bytes.length + 1); at < haystack.length; at += 1) {
    while (matched > 0 && bytes[matched] !== haystack[at]) matched = borders[matched - 1] ?? 0;
    if (bytes[matched] === haystack[at]) matched += 1;
  }
  return matched;
}

/** For each prefix, the length of the longest shorter prefix that also ends it (Knuth, Morris and Pratt). */
function bordersOf(bytes: Buffer): Uint32Array {
  const borders = new Uint32Array(bytes.length);
  let matched = 0;
  for (let at = 1; at < bytes.length; at += 1) {
    while (matched > 0 && bytes[matched] !== bytes[at]) matched = borders[matched - 1] ?? 0;
    if (bytes[matched] === bytes[at]) matched += 1;
    borders[at] = matched;
  }
  return borders;
}
