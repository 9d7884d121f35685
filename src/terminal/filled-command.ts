import type { ActionKind } from '../runbook/action.ts';
import type { RunValues } from '../runner/values.ts';
import {
  isPlainValue,
  piecesOf,
  readsOnly,
  replaceVariables,
  type ScriptPiece,
  staysText,
} from '../shell/script-pieces.ts';

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
  return replaceVariables(text, (name, before, after) => {
    const value = name === name.toUpperCase() ? byName.get(name.toLowerCase()) : undefined;
    const isKnown = value !== undefined && !secrets.has(name.toLowerCase()) && isPlainValue(value);
    return isKnown && (is === 'quoted' || staysText(value, before, after)) ? value : undefined;
  });
}
