import type { Place } from '../diagnostics/place.ts';
import type { Block, CommentBlock } from '../runbook/block.ts';
import { readAttributeGroup } from './attribute-group.ts';
import { type FenceAttributes, readAttributes } from './attributes.ts';
import { type ParseContext, report } from './parse-context.ts';
import { placeOfWords } from './source-text.ts';

const scoped = new Set(['id', 'name', 'needs', 'budget', 'when', 'on-failure']);

/** `<!-- runbook: needs=a budget=1m -->` below a heading: what a step without fences says of itself. */
export function readStepNote(blocks: readonly Block[], context: ParseContext): FenceAttributes | undefined {
  for (const block of blocks) {
    if (block.kind === 'fence') return undefined;
    const note = block.kind === 'comment' ? noteOf(block.text) : undefined;
    if (block.kind === 'comment' && note !== undefined) return readNote(note, block, context);
  }
  return undefined;
}

function noteOf(comment: string): string | undefined {
  return /^runbook:\s*([\s\S]*)$/.exec(comment)?.[1];
}

function readNote(note: string, block: CommentBlock, context: ParseContext): FenceAttributes {
  const text = `{${note}}`;
  const group = readAttributeGroup(text, 0, (offset, length = 1) => placeIn(block, text, offset, length, context));
  context.diagnostics.push(...group.diagnostics);
  const others = group.attributes.filter(({ key }) => !scoped.has(key));
  const attributes = readAttributes(group.attributes, context.diagnostics);
  for (const { key, place } of others) {
    if (attributes.places.has(key)) reportOther(key, place, context);
  }
  return attributes;
}

function reportOther(key: string, place: Place, context: ParseContext): void {
  const message = `${key}= belongs to a fence`;
  report(context, 'attribute-place', place, message, 'Write it on the fence it is for.');
}

/** The note is read without the marks around it; its words are looked up in the lines of the comment. */
function placeIn({ place }: CommentBlock, text: string, offset: number, length: number, context: ParseContext): Place {
  const line = place.line + text.slice(0, offset).split(/\r\n|\n|\r/).length - 1;
  const words = text.slice(offset, offset + length);
  for (let at = line; at <= place.endLine; at += 1) {
    const found = placeOfWords(context.lines, at, words);
    if (found.endColumn - found.column === words.length) return found;
  }
  return place;
}
