import type { ActionKind } from '../runbook/action.ts';
import type { RunValues } from '../runner/values.ts';
import { isPlainValue, piecesOf, readsOnly, type ScriptPiece, staysText, variable } from '../shell/script-pieces.ts';

/**
 * A script with the values that it reads filled in, so that it can be read and copied. Only where that changes nothing:
 * a plain value, outside of single quotes; never a secret. A script with a here-document stays as it is.
 */
export function filledCommand(kind: ActionKind, script: string, values: RunValues): string {
  if (kind !== 'shell' || !readsOnly(script)) return script;
  return piecesOf(script)
    .map((piece) => (piece.is === 'literal' ? piece.text : filled(piece, values)))
    .join('');
}

function filled({ text, is }: ScriptPiece, { byName, secrets }: RunValues): string {
  let before = '';
  let from = 0;
  for (const { 0: whole, 1: braced, 2: bare, index } of text.matchAll(variable)) {
    before += text.slice(from, index);
    from = index + whole.length;
    const name = braced ?? bare ?? '';
    const value = name === name.toUpperCase() ? byName.get(name.toLowerCase()) : undefined;
    const isKnown = value !== undefined && !secrets.has(name.toLowerCase()) && isPlainValue(value);
    // Behind a variable that stays one, a text would become a part of its name.
    const stays = isKnown && !/\$\w+$/.test(before) && (is === 'quoted' || staysText(value, before, text.slice(from)));
    before += stays ? value : whole;
  }
  return before + text.slice(from);
}
