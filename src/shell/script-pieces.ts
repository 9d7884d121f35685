/** `$NAME` and `${NAME}`. */
const variable = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Values that mean the same with and without quotes around them. */
const plainValue = /^[\w./@][\w./:@%+,-]*$/;

/** Where a shell reads a command these are its own words, unless they come out of a variable. */
const shellWord =
  /^(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|time|coproc|alias|exec|exit)$/;

/** Whether a value means the same with and without quotes around it. */
export function isPlainValue(value: string): boolean {
  return plainValue.test(value);
}

/** A script that sets variables itself may give a name another value on the way. */
const assigned =
  /(?:^|[\s;&|(])(?:[A-Za-z_]\w*\+?=|(?:read|export|declare|typeset|local|readonly|for|select|unset|mapfile|readarray|getopts|let|eval|source|\.|printf\s+-v)\s|\(\()/m;

/** What holds a script of its own, in which quotes begin anew: `"$(cat "$FILE")"`, `"${A:-"$B"}"`. */
const nested = /`|\$\(|\$\{(?!\w+\})|\$\[/;

/** Whether the variables of a script can be told from its text: it sets none itself, nests nothing and feeds no here-document. */
export function readsOnly(script: string): boolean {
  return !script.includes('<<') && !nested.test(script) && !assigned.test(script);
}

/** Outside of quotes a text may be more than a text: `~root`, `{a,b}`, `2>file`, `if`, `[[ -n ]]`. */
export function staysText(value: string, before: string, after: string): boolean {
  const isInBraces = /(?:^|[^$])\{\S*$/.test(before) || /^[^\s}]*[{]/.test(after);
  const isDescriptor = /^\d+$/.test(value) && /^[<>]/.test(after);
  return !(isInBraces || isDescriptor || shellWord.test(value) || /~\S*$/.test(before));
}

/** A stretch of a script in which variables are read in one way. */
export interface ScriptPiece {
  readonly text: string;
  /** `literal`: in single quotes, escaped, or a comment: no variable is read there. */
  readonly is: 'literal' | 'quoted' | 'plain';
}

/** A script that `readsOnly`, in stretches: every part of it is in one of them, in order. */
export function piecesOf(script: string): readonly ScriptPiece[] {
  const pieces: ScriptPiece[] = [];
  const pattern =
    /\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|(?:^|(?<=[\s;&|(]))#[^\n]*|(?:[^'\\"#$]|\$(?!'))+|[\s\S]/gm;
  for (const [text] of script.matchAll(pattern)) {
    if (text.startsWith('"')) pieces.push(...insideQuotes(text));
    else pieces.push({ text, is: /^(?:\$?'|[\\#])/.test(text) ? 'literal' : 'plain' });
  }
  return pieces;
}

function insideQuotes(text: string): readonly ScriptPiece[] {
  return Array.from(text.matchAll(/\\[\s\S]|[^\\]+/g), ([part]) => ({
    text: part,
    is: part.startsWith('\\') ? 'literal' : 'quoted',
  }));
}

/**
 * A stretch with its variables replaced; undefined leaves one as it is. `before` and `after` are what stands around it.
 * Behind a variable that stays one, a text would become a part of its name.
 */
export function replaceVariables(
  text: string,
  textOf: (name: string, before: string, after: string) => string | undefined,
): string {
  let before = '';
  let from = 0;
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(variable)) {
    before += text.slice(from, index);
    from = index + whole.length;
    const isFree = !/\$\w+$/.test(before);
    before += (isFree ? textOf(braced ?? bare ?? '', before, text.slice(from)) : undefined) ?? whole;
  }
  return before + text.slice(from);
}
