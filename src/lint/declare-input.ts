import type { Edit } from '../diagnostics/fix.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import type { Document } from '../runbook/document.ts';
import type { Input } from '../runbook/input.ts';

export interface DeclaredInput {
  readonly name: string;
  readonly type: Input['type'];
  readonly prompt: string;
}

/**
 * The edits that declare an input in the front matter, which is made where there is none; none where it is declared.
 * Undefined where a key has a value that nothing can be put into, such as an alias.
 */
export function declareInput(document: Document, input: DeclaredInput): readonly Edit[] | undefined {
  const { settings, lines } = document;
  if (settings.has(`runbook.inputs.${input.name}`)) return [];
  const entry = `${input.name}: { type: ${input.type}, prompt: ${quoted(input.prompt)} }`;
  const close = closingLine(lines);
  if (close === undefined) return [insertAbove(1, ['---', 'runbook:', '  inputs:', `    ${entry}`, '---', ''])];
  if (settings.has('runbook.inputs')) return intoKey(document, 'runbook.inputs', { block: [entry], flow: entry });
  if (!settings.has('runbook')) return [insertAbove(close, ['runbook:', '  inputs:', `    ${entry}`])];
  return intoKey(document, 'runbook', { block: ['inputs:', `  ${entry}`], flow: `inputs: { ${entry} }` });
}

/** The line that ends the front matter. */
function closingLine(lines: readonly string[]): number | undefined {
  if (!/^---[ \t]*$/.test(lines[0] ?? '')) return undefined;
  const at = lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line));
  return at === -1 ? undefined : at + 1;
}

/** The same entry as lines below its key, and as a member of `{ … }`. */
interface Entry {
  readonly block: readonly string[];
  readonly flow: string;
}

/** The first of what a key holds already, in the style in which that is written. */
function intoKey(document: Document, key: string, { block, flow }: Entry): readonly Edit[] | undefined {
  const place = document.settings.get(key);
  const text = document.lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 1) - 1);
  const [written, opening] = /^(?:[\w-]+|"[\w-]+"|'[\w-]+'):(?:\s*(\{)|\s*(?=#|$))/.exec(text ?? '') ?? [];
  if (place === undefined || written === undefined) return undefined;
  const [first] = childrenOf(document, key);
  if (opening === undefined) {
    const indent = first === undefined || first.line === place.line ? place.column + 1 : first.column - 1;
    const added = block.map((line) => ' '.repeat(indent) + line);
    return [insertAbove(place.line + 1, added)];
  }
  const inside = first === undefined ? ` ${flow} ` : ` ${flow},`;
  return [{ place: placeAt(place.line, place.column + written.length), text: inside }];
}

function childrenOf({ settings }: Document, key: string): readonly Place[] {
  const isChild = (name: string) => name.startsWith(`${key}.`) && !name.slice(key.length + 1).includes('.');
  return [...settings].flatMap(([name, place]) => (isChild(name) ? [place] : []));
}

function insertAbove(line: number, added: readonly string[]): Edit {
  return { place: placeAt(line), text: `${added.join('\n')}\n` };
}

/** Words that YAML takes for text in both styles; anything else is quoted. */
function quoted(text: string): string {
  const isPlain = /^[A-Za-z][\w ?.-]*$/.test(text) && !/^(?:true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
