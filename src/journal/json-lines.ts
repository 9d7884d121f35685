/** The value of a line, or undefined where it is not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

export interface JsonLines {
  readonly lines: readonly Buffer[];
  /** `unterminated`: the last line is whole but for its line feed. */
  readonly end: { readonly state: 'whole' | 'unterminated' } | { readonly state: 'torn'; readonly bytes: number };
}

/** The whole lines of a file that is only ever appended to, and what its end looks like. */
export function splitLines(bytes: Buffer): JsonLines {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, at));
    start = at + 1;
  }
  const rest = bytes.subarray(start);
  if (rest.length === 0) return { lines, end: { state: 'whole' } };
  if (parseJson(rest) === undefined) return { lines, end: { state: 'torn', bytes: rest.length } };
  return { lines: [...lines, rest], end: { state: 'unterminated' } };
}
