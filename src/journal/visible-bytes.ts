/** What a terminal shows of some bytes: escape sequences and characters that leave no mark are taken out. */
export interface VisibleBytes {
  readonly bytes: Buffer;
  /** Where a visible byte stands among all bytes. */
  placeOf(index: number): number;
  /** The begin of the sequence that a place stands in, else the place itself: cut inside, its rest would be visible. */
  outsideOf(place: number): number;
  /** All before it is read to its end; from here on a sequence has begun whose rest is not there yet. */
  readonly readUntil: number;
}

/** A string such as a title or a link may be this long; a longer one is taken for text. */
const longestString = 4_096;

/**
 * Bytes, written as Latin-1, that leave no mark: CSI, OSC and the other strings, charset and two-byte escapes, an ESC
 * alone (ECMA-48); C0 without tab and line ends, DEL, C1 and characters of no width (U+00AD, U+200B…, U+FEFF) as UTF-8.
 */
const invisible = new RegExp(
  [
    `\\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\\x07\\x1b\\n]{0,${longestString}}(?:\\x07|\\x1b\\\\)|[ -/]+[0-~]|[0-OQ-WYZ\\\\\`-~])?`,
    '\\xc2(?:\\x9b[0-?]*[ -/]*[@-~]|[\\x80-\\x9f\\xad])',
    '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1a\\x1c-\\x1f\\x7f]+',
    '\\r(?!\\n)',
    '\\xe2(?:\\x80[\\x8b-\\x8f\\xa8-\\xae]|\\x81[\\xa0-\\xaf])',
    '\\xef\\xbb\\xbf',
  ].join('|'),
  'g',
);

/** Bytes with which something invisible may begin. One search each is several times as fast as one look at every byte. */
const mayBegin = [
  0x1b,
  ...range(0x00, 0x08),
  0x0b,
  0x0c,
  ...range(0x0e, 0x1a),
  ...range(0x1c, 0x1f),
  0x7f,
  0xc2,
  0xe2,
  0xef,
];

/** An escape sequence, from its ESC on, that more bytes would complete. */
const open = new RegExp(`^\\x1b(?:\\[[0-?]*[ -/]*|[\\]PX^_][^\\x07\\x1b\\n]{0,${longestString}}\\x1b?|[ -/]*)$`);

/** A last character that more bytes may make invisible. */
const openCharacter = /(?:\xc2(?:\x9b[0-?]*[ -/]*)?|\xe2[\x80\x81]?|\xef\xbb?|\r)$/;

/** Undefined where every byte is visible. */
export function findVisible(all: Buffer): VisibleBytes | undefined {
  if (!mayBegin.some((byte) => all.includes(byte)) && !hasLoneReturn(all)) return undefined;
  const text = all.toString('latin1');
  const readUntil = beginOfOpen(text);
  invisible.lastIndex = 0;
  const parts: Buffer[] = [];
  const begins: number[] = [];
  const places: number[] = [];
  const sequences: { readonly start: number; readonly end: number }[] = [];
  let length = 0;
  const keep = (start: number, end: number): void => {
    if (start >= end) return;
    begins.push(length);
    places.push(start);
    parts.push(all.subarray(start, end));
    length += end - start;
  };
  let at = 0;
  for (let found = invisible.exec(text); found !== null && found.index < readUntil; found = invisible.exec(text)) {
    keep(at, found.index);
    at = found.index + found[0].length;
    sequences.push({ start: found.index, end: at });
  }
  if (at === 0 && readUntil === all.length) return undefined;
  keep(at, readUntil);
  return {
    bytes: Buffer.concat(parts),
    readUntil,
    placeOf: (index) => placeIn(begins, places, index),
    outsideOf(place) {
      const before = sequences.findLast(({ start }) => start < place);
      return before !== undefined && place < before.end ? before.start : place;
    },
  };
}

function hasLoneReturn(bytes: Buffer): boolean {
  let at = bytes.indexOf(0x0d);
  while (at !== -1 && bytes[at + 1] === 0x0a) at = bytes.indexOf(0x0d, at + 1);
  return at !== -1;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Strings end with an ESC of their own, so that the last two may be the beginning. */
function beginOfOpen(text: string): number {
  const last = text.lastIndexOf('\x1b');
  const before = last < 1 ? -1 : text.lastIndexOf('\x1b', last - 1);
  for (const at of [before, last]) {
    if (at !== -1 && text.length - at <= longestString + 3 && open.test(text.slice(at))) return at;
  }
  const end = text.slice(-longestCharacter);
  const character = openCharacter.exec(end);
  return character === null ? text.length : text.length - end.length + character.index;
}

const longestCharacter = 32;

/** The last stretch that begins at or before the index, found by halving. */
function placeIn(begins: readonly number[], places: readonly number[], index: number): number {
  let low = 0;
  let high = begins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((begins[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return (places[low] ?? 0) + index - (begins[low] ?? 0);
}
