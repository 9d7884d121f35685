const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\E',
  "'": "\\'",
  '\\': '\\\\',
};

/** As bash writes a value for itself: by `printf %q`, also without a UTF-8 locale, by `set -x`, and by `declare -p`. */
export function shellQuoted(text: string): string[] {
  const single = text.replaceAll("'", "'\\''");
  const double = text.replace(/["$`\\]/g, '\\$&');
  const isPlain = !/[\x00-\x1f\x7f]/.test(text);
  const backslashed = isPlain ? [text.replace(/[!"$&'()*,;<>?[\\\]^`{|} ]|^[#~]|(?<=[=:])~/g, '\\$&')] : [ansi(text)];
  return [...backslashed, ansi(Buffer.from(text).toString('latin1')), single, double];
}

/** What stands between `$'` and `'`. Of characters beyond ASCII only their bytes are written out. */
function ansi(text: string): string {
  return text.replace(
    /[\x00-\x1f\x7f-\xff'\\]/g,
    (character) => escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}
