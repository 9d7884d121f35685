const ansiEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A word that the shell reads as exactly this text. Texts are latin1: one unit is one byte. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Reads one quoted word as bash prints it, up to an unquoted character of `stops`. */
export function readWord(text: string, start: number, stops: string): { readonly value: string; readonly end: number } {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && !stops.includes(text.charAt(at))) {
    const piece = readPiece(text, at, stops);
    parts.push(piece.value);
    at = piece.end;
  }
  return { value: parts.join(''), end: at };
}

function readPiece(text: string, at: number, stops: string): { value: string; end: number } {
  const head = text.charAt(at);
  if (head === "'") return readUntil(text, at + 1, text.indexOf("'", at + 1));
  if (head === '"') return readDoubleQuoted(text, at + 1);
  if (head === '\\') return { value: text.charAt(at + 1), end: at + 2 };
  if (head === '$' && text.charAt(at + 1) === "'") return readAnsiQuoted(text, at + 2);
  let end = at + 1;
  while (end < text.length && !'\'"\\'.includes(text.charAt(end)) && !stops.includes(text.charAt(end))) end += 1;
  return { value: text.slice(at, end), end };
}

function readUntil(text: string, start: number, end: number): { value: string; end: number } {
  if (end === -1) throw new SyntaxError('the shell printed a quotation that does not end');
  return { value: text.slice(start, end), end: end + 1 };
}

function readDoubleQuoted(text: string, start: number): { value: string; end: number } {
  const { value, end } = readUntil(text, start, closingQuote(text, start, '"'));
  return { value: value.includes('\\') ? value.replace(/\\([\\"$`])/g, '$1') : value, end };
}

function readAnsiQuoted(text: string, start: number): { value: string; end: number } {
  const { value, end } = readUntil(text, start, closingQuote(text, start, "'"));
  return { value: decodeAnsi(value), end };
}

/** The first quote with an even number of backslashes before it; jumps from quote to quote, so that megabytes are quick. */
function closingQuote(text: string, start: number, quote: string): number {
  let at = text.indexOf(quote, start);
  while (at !== -1 && isEscaped(text, start, at)) at = text.indexOf(quote, at + 1);
  return at;
}

function isEscaped(text: string, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - backslashes - 1 >= start && text.charAt(at - backslashes - 1) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function decodeAnsi(text: string): string {
  const escapes = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([\s\S]))/g;
  return text.replace(escapes, (_, octal, hex, short, long, letter) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const point = short ?? long;
    if (point !== undefined) return Buffer.from(String.fromCodePoint(Number.parseInt(point, 16))).toString('latin1');
    return ansiEscapes[letter] ?? letter;
  });
}
