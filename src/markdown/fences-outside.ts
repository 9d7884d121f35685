import type { Place } from '../diagnostics/place.ts';
import type { Block, HeadingBlock } from '../runbook/block.ts';
import type { Fence } from '../runbook/fence.ts';
import { type ParseContext, report } from './parse-context.ts';
import { type RoleSynonyms, roleOf } from './section-roles.ts';

/** What an author writes on a fence only to have it run. */
const runningKeys: ReadonlySet<string> = new Set(['effect', 'check', 'undo', 'fault', 'restore']);

/** Names each fence that asks to be run where nothing runs; `used` are the blocks that steps and sections read. */
export function reportFencesOutside(
  blocks: readonly Block[],
  used: ReadonlySet<Block>,
  synonyms: RoleSynonyms | undefined,
  context: ParseContext,
): void {
  let heading: HeadingBlock | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading') heading = block;
    if (block.kind !== 'fence' || used.has(block)) continue;
    const place = placeOfWish(block.fence);
    if (place === undefined) continue;
    const where = heading === undefined ? 'above the first heading' : `under "${heading.text}"`;
    const message = `this fence is never run: what stands ${where} is not part of a step`;
    report(context, 'fence-not-in-a-step', place, message, adviceFor(heading, synonyms));
  }
}

/** Where a fence asks to be run. */
export function placeOfWish(fence: Fence): Place | undefined {
  return isSwitchedOff(fence) ? undefined : fence.attributes.find(({ key }) => runningKeys.has(key))?.place;
}

function isSwitchedOff({ attributes }: Fence): boolean {
  return attributes.some(({ key, value }) => key === 'run' && value === 'never');
}

function adviceFor(heading: HeadingBlock | undefined, synonyms: RoleSynonyms | undefined): string {
  if (heading !== undefined && roleOf(heading.text, synonyms) === 'criteria')
    return 'Give the section a task list (- [ ] ...) to make checks of its fences, or move this one to a step.';
  return 'Move it below the heading of a step, or take its attributes away.';
}
