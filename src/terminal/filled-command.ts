import type { ActionKind } from '../runbook/action.ts';
import type { RunValues } from '../runner/values.ts';

/** Values that mean the same with and without quotes around them. */
const plainValue = /^[\w./@][\w./:@%+,-]*$/;

/** Where a shell reads a command these are its own words, unless they come out of a variable. */
const shellWord =
  /^(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|time|coproc|alias|exec|exit)$/;

/**
 * A script with the values that it reads filled in, so that it can be read and copied. Only where that changes nothing:
 * a plain value, outside of single quotes; never a secret. A script with a here-document stays as it is.
 */
export function filledCommand(kind: ActionKind, script: string, values: RunValues): string {
  if (kind !== 'shell' || script.includes('<<') || assigned.test(script)) return script;
  return piecesOf(script)
    .map((piece) => (piece.is === 'literal' ? piece.text : filled(piece, values)))
    .join('');
}

/** A script that sets variables itself may give a name another value on the way. */
const assigned =
  /(?:^|[\s;&|(])(?:[A-Za-z_]\w*\+?=|(?:read|export|declare|typeset|local|readonly|for|select|unset|mapfile|readarray|getopts|let|eval|source|\.|printf\s+-v)\s|\(\()/m;

function filled({ text, is }: Piece, { byName, secrets }: RunValues): string {
  let before = '';
  let from = 0;
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(variable)) {
    before += text.slice(from, index);
    from = index + whole.length;
    const name = braced ?? bare ?? '';
    const value = name === name.toUpperCase() ? byName.get(name.toLowerCase()) : undefined;
    const isKnown = value !== undefined && !secrets.has(name.toLowerCase()) && plainValue.test(value);
    // Behind a variable that stays one, a text would become a part of its name.
    const stays = isKnown && !/\$\w+$/.test(before) && (is === 'quoted' || staysText(value, before, text.slice(from)));
    before += stays ? value : whole;
  }
  return before + text.slice(from);
}

const variable = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Outside of quotes a text may be more than a text: `~root`, `{a,b}`, `2>file`, `if`, `[[ -n ]]`. */
function staysText(value: string, before: string, after: string): boolean {
  const isInBraces = /(?:^|[^$])\{\S*$/.test(before) || /^[^\s}]*[{]/.test(after);
  const isDescriptor = /^\d+$/.test(value) && /^[<>]/.test(after);
  return !(isInBraces || isDescriptor || shellWord.test(value) || /~\S*$/.test(before));
}

interface Piece {
  readonly text: string;
  /** `literal`: in single quotes, escaped, or a comment: no variable is read there. */
  readonly is: 'literal' | 'quoted' | 'plain';
}

function piecesOf(script: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const pattern =
    /\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|(?:^|(?<=[\s;&|(]))#[^\n]*|(?:[^'\\"#$]|\$(?!'))+|[\s\S]/gm;
  for (const [text] of script.matchAll(pattern)) {
    if (text.startsWith('"')) pieces.push(...insideQuotes(text));
    else pieces.push({ text, is: /^(?:\$?'|[\\#])/.test(text) ? 'literal' : 'plain' });
  }
  return pieces;
}

function insideQuotes(text: string): readonly Piece[] {
  // Quotes within a command that stands there are quotes again.
  if (/\$\(|`/.test(text) && text.includes("'")) return [{ text, is: 'literal' }];
  return [...text.matchAll(/\\[\s\S]|[^\\]+/g)].map(([part]) => ({
    text: part,
    is: part.startsWith('\\') ? 'literal' : 'quoted',
  }));
}
