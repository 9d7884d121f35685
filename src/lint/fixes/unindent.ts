import { type Edit, type Fix, safeFix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { IndentedBlock } from '../../runbook/block.ts';
import type { Document } from '../../runbook/document.ts';
import { prefixOf } from './line-prefix.ts';

/** Takes the indentation of code away that is a `fence` written too far to the right; `commands` get a fence around them. */
export function unindent(block: IndentedBlock, document: Document, holds: 'fence' | 'commands'): Fix | undefined {
  const code = block.source.split('\n');
  const { line } = block.place;
  const edits = code.map((text, index) => removed(document, line + index, text));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  const removals = edits.filter(({ place }) => place.column < place.endColumn);
  if (holds === 'fence') return isOneFence(code) ? safeFix('Take the indentation away', ...removals) : undefined;
  const [first] = removals;
  const [opening, last] = [first?.place, line + code.length - 1];
  if (first === undefined || opening?.line !== line || block.source.includes('```')) return undefined;
  const outer = (document.lines[line - 1] ?? '').slice(0, opening.column - 1);
  const end = placeAt(last, (document.lines[last - 1] ?? '').length + 1);
  return suggestedFix('Put it into a fence', { place: opening, text: `\`\`\`bash\n${outer}` }, ...removals.slice(1), {
    place: end,
    text: `\n${outer}\`\`\``,
  });
}

/** Closed by its last line and nowhere before, so that what follows it stays what it is. */
function isOneFence(code: readonly string[]): boolean {
  const marks = /^(`{3,}|~{3,})/.exec(code[0] ?? '')?.[1];
  if (marks === undefined) return false;
  const closing = code.findIndex((text, index) => index > 0 && isClosing(text, marks));
  return closing > 0 && closing === code.length - 1;
}

function isClosing(text: string, marks: string): boolean {
  const own = text.trim();
  return /^ {0,3}\S/.test(text) && own.length >= marks.length && own === marks.charAt(0).repeat(own.length);
}

/** Four blanks or one tab, which stand right before the code. */
function removed(document: Document, line: number, code: string): Edit | undefined {
  const prefix = prefixOf(document, line, code);
  if (prefix === undefined) return undefined;
  if (code.trim() === '') return { place: placeAt(line), text: '' };
  const indent = /(?: {4}| {0,3}\t)$/.exec(prefix)?.[0];
  const outer = prefix.slice(0, prefix.length - (indent?.length ?? 0));
  if (indent === undefined || (indent.endsWith('\t') && outer !== '')) return undefined;
  return { place: placeAt(line, outer.length + 1, indent.length), text: '' };
}
