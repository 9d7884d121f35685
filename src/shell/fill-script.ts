import { isPlainValue, piecesOf, readsOnly, replaceVariables, type ScriptPiece, staysText } from './script-pieces.ts';

/**
 * A script with the values of variables filled in, to be pasted into a shell: whatever a value holds stays one word and
 * never becomes code. Where a value cannot take the place of its variable, the script begins with setting it.
 */
export function fillScript(script: string, values: ReadonlyMap<string, string>): string {
  const filled = readsOnly(script)
    ? piecesOf(script)
        .map((piece) => fillPiece(piece, values))
        .join('')
    : script;
  return setVariables(filled, values);
}

/** The script as it is, below lines that set the variables that it reads. */
export function setVariables(script: string, values: ReadonlyMap<string, string>): string {
  const read = Array.from(values).filter(([name]) => reads(script, name));
  return [...read.map(([name, value]) => `export ${name}=${quoted(value)}`), script].join('\n');
}

/** The variables of those names that a script reads. */
export function variablesIn(script: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => reads(script, name));
}

function reads(script: string, name: string): boolean {
  return new RegExp(String.raw`\$(?:${name}(?!\w)|\{[#!]?${name}(?!\w))`).test(script);
}

function fillPiece({ text, is }: ScriptPiece, values: ReadonlyMap<string, string>): string {
  if (is === 'literal') return text;
  return replaceVariables(text, (name, before, after) => {
    const value = values.get(name);
    if (value === undefined) return undefined;
    return is === 'quoted' ? inQuotes(value) : inPlain(value, before, after);
  });
}

function inPlain(value: string, before: string, after: string): string {
  return isPlainValue(value) && staysText(value, before, after) ? value : quoted(value);
}

/** Inside double quotes these would be read; a quotation of its own is not. */
function inQuotes(value: string): string {
  return /["$`\\!\n\r]/.test(value) ? `"${quoted(value)}"` : value;
}

/** One word for a shell: `it's` → `'it'\''s'`. */
export function quoted(value: string): string {
  return isPlainValue(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
