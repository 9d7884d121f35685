import type { Place } from '../../diagnostics/place.ts';
import type { Action } from '../../runbook/action.ts';
import type { FenceBlock } from '../../runbook/block.ts';
import type { Document } from '../../runbook/document.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { continued, prefixOf } from './line-prefix.ts';

/** The fence that holds a line. */
export function fenceAt({ blocks }: Document, { line }: Pick<Place, 'line'>): FenceBlock | undefined {
  return blocks
    .filter((block) => block.kind === 'fence')
    .find(({ fence }) => fence.opening.line === line || fence.lines.some((one) => one.line === line));
}

/** A fence that is one action from its first line to its last. */
export interface WholeFence {
  readonly block: FenceBlock;
  readonly action: Action;
  /** The code. */
  readonly lines: readonly string[];
  readonly marks: string;
  /** What stands in front of each line that is put in: the marks of quotes, the indentation of lists. */
  readonly prefix: string;
}

/** The fence at a line, where one action is made of all of it; ways of a choice are more than one. */
export function wholeFenceAt(subject: RunbookSubject, place: Place): WholeFence | undefined {
  const { document, actions } = subject;
  const block = fenceAt(document, place);
  if (block === undefined) return undefined;
  const { opening, source, lines } = block.fence;
  const own = new Set(lines.map(({ line }) => line));
  const inside = actions.filter(({ action }) => own.has(action.place.line));
  const [first] = inside;
  if (first === undefined || inside.length > 1 || first.action.source !== source) return undefined;
  const line = document.lines[opening.line - 1] ?? '';
  const marks = /^(?:`{3,}|~{3,})/.exec(line.slice(opening.column - 1))?.[0];
  if (marks === undefined) return undefined;
  const prefix = continued(line.slice(0, opening.column - 1));
  return { block, action: first.action, lines: source.split('\n'), marks, prefix };
}

/** The column where a line of the code begins. */
export function columnOf({ block, lines }: WholeFence, document: Document, index: number): number {
  const line = block.fence.opening.line + 1 + index;
  return (prefixOf(document, line, lines[index] ?? '') ?? '').length + 1;
}

/** The line of the file that holds a line of the code. */
export function lineOf({ block }: Pick<WholeFence, 'block'>, index: number): number {
  return block.fence.lines[index]?.line ?? block.fence.opening.line + 1 + index;
}
