import type { Edit } from '../diagnostics/fix.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Document } from '../runbook/document.ts';
import type { Input } from '../runbook/input.ts';

export interface DeclaredInput {
  readonly name: string;
  readonly type: Input['type'];
  readonly prompt: string;
}

/**
 * The edits that declare an input in the front matter, which is made where there is none; none where it is declared.
 * Undefined where the front matter is written in a way that no line can be put into (`runbook: { … }`).
 */
export function declareInput(document: Document, input: DeclaredInput): readonly Edit[] | undefined {
  const { settings, lines } = document;
  if (settings.has(`runbook.inputs.${input.name}`)) return [];
  const entry = `${input.name}: { type: ${input.type}, prompt: ${quoted(input.prompt)} }`;
  const close = closingLine(lines);
  if (close === undefined) return [insertAbove(1, ['---', 'runbook:', '  inputs:', `    ${entry}`, '---', ''])];
  const inputs = settings.get('runbook.inputs');
  if (inputs !== undefined) return belowKey(document, 'runbook.inputs', [entry]);
  if (settings.has('runbook')) return belowKey(document, 'runbook', ['inputs:', `  ${entry}`]);
  return [insertAbove(close, ['runbook:', '  inputs:', `    ${entry}`])];
}

/** The line that ends the front matter. */
function closingLine(lines: readonly string[]): number | undefined {
  if (!/^---[ \t]*$/.test(lines[0] ?? '')) return undefined;
  const at = lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line));
  return at === -1 ? undefined : at + 1;
}

/** Directly below the line of a key whose value stands below it, indented as its first child is. */
function belowKey({ settings, lines }: Document, key: string, added: readonly string[]): readonly Edit[] | undefined {
  const place = settings.get(key);
  const line = lines[(place?.line ?? 0) - 1];
  if (place === undefined || line === undefined) return undefined;
  if (!/^\s*["']?[\w-]+["']?:\s*(?:#.*)?$/.test(line)) return undefined;
  const child = [...settings].find(
    ([name, at]) => name.startsWith(`${key}.`) && !name.slice(key.length + 1).includes('.') && at.line > place.line,
  );
  const indent = child === undefined ? place.column + 1 : child[1].column - 1;
  return [
    insertAbove(
      place.line + 1,
      added.map((text) => ' '.repeat(indent) + text),
    ),
  ];
}

function insertAbove(line: number, added: readonly string[]): Edit {
  return { place: placeAt(line), text: `${added.join('\n')}\n` };
}

function quoted(text: string): string {
  return /^[A-Za-z][\w ?.-]*$/.test(text) ? text : JSON.stringify(text);
}
