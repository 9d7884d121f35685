import type { ActionKind } from '../runbook/action.ts';
import type { RunValues } from '../runner/values.ts';

/** Values that mean the same with and without quotes around them. */
const plainValue = /^[\w./:@%+,-]+$/;

/**
 * A script with the values that it reads filled in, so that it can be read and copied. Only where that changes nothing:
 * a plain value, outside of single quotes; never a secret. A script with a here-document stays as it is.
 */
export function filledCommand(kind: ActionKind, script: string, values: RunValues): string {
  if (kind !== 'shell' || script.includes('<<') || assigned.test(script)) return script;
  return piecesOf(script)
    .map(({ text, isLiteral }) => (isLiteral ? text : filled(text, values)))
    .join('');
}

/** A script that sets variables itself may give a name another value on the way. */
const assigned =
  /(?:^|[\s;&|(])(?:[A-Za-z_]\w*\+?=|(?:read|export|declare|local|for|unset|mapfile|readarray|printf\s+-v)\s)/m;

function filled(text: string, { byName, secrets }: RunValues): string {
  return text.replace(/\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g, (whole, braced, bare) => {
    const name = String(braced ?? bare).toLowerCase();
    const value = byName.get(name);
    return value === undefined || secrets.has(name) || !plainValue.test(value) ? whole : value;
  });
}

interface Piece {
  readonly text: string;
  /** In single quotes, escaped, or a comment: no variable is read there. */
  readonly isLiteral: boolean;
}

function piecesOf(script: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const pattern = /'[^']*'|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|(?:^|(?<=\s))#[^\n]*|[^'\\"#]+|[\s\S]/gm;
  for (const [text] of script.matchAll(pattern)) {
    if (text.startsWith('"')) pieces.push(...insideQuotes(text));
    else pieces.push({ text, isLiteral: /^['\\#]/.test(text) });
  }
  return pieces;
}

function insideQuotes(text: string): readonly Piece[] {
  return [...text.matchAll(/\\[\s\S]|[^\\]+/g)].map(([part]) => ({ text: part, isLiteral: part.startsWith('\\') }));
}
