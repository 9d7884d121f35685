import type { Block, HeadingBlock } from '../runbook/block.ts';
import type { Role, Section } from '../runbook/document.ts';
import { isRollbackHeading, needsTaskList, type RoleSynonyms, roleOf } from './section-roles.ts';
import { isStepHeading } from './step-heading.ts';

export interface Outline {
  readonly title: HeadingBlock | undefined;
  /** The sections with a role, in document order, none inside another. */
  readonly sections: readonly Section[];
  /** What stands outside all of them. */
  readonly rest: readonly Block[];
}

interface Walk {
  readonly blocks: readonly Block[];
  readonly title: HeadingBlock | undefined;
  readonly synonyms: RoleSynonyms;
  /** Indexes of the headings of steps that are not about rolling back. */
  readonly otherSteps: readonly number[];
}

/** Finds the sections that mean something; the title never does. */
export function outlineOf(blocks: readonly Block[], synonyms: RoleSynonyms): Outline {
  const title = blocks.find((block) => block.kind === 'heading' && block.depth === 1 && !isStepHeading(block.text));
  const otherSteps = [...blocks.entries()].flatMap(([index, block]) => {
    if (block.kind !== 'heading' || block === title || isRollbackHeading(block.text)) return [];
    return roleOf(block.text, synonyms) === 'steps' ? [index] : [];
  });
  const walk: Walk = { blocks, title: title?.kind === 'heading' ? title : undefined, synonyms, otherSteps };
  return { title: walk.title, ...sectionsIn(walk, 0, blocks.length, mayHoldAny) };
}

type MayHold = (role: Role) => boolean;

function mayHoldAny(): boolean {
  return true;
}

/** What cannot be a step keeps its role inside a steps section: a way back must never run in forward order. */
function mayStandInSteps(role: Role): boolean {
  return role !== 'steps' && role !== 'criteria' && role !== 'remedies';
}

function sectionsIn(walk: Walk, from: number, to: number, mayHold: MayHold): Pick<Outline, 'sections' | 'rest'> {
  const sections: Section[] = [];
  const rest: Block[] = [];
  for (let index = from; index < to; index += 1) {
    const block = walk.blocks[index];
    if (block === undefined) continue;
    const end = block.kind === 'heading' ? endOfSection(walk.blocks, index, block.depth, to) : index;
    const role = block.kind === 'heading' ? roleAt(walk, index, end, block, mayHold) : undefined;
    if (block.kind !== 'heading' || role === undefined) {
      rest.push(block);
      continue;
    }
    const inner =
      role === 'steps'
        ? sectionsIn(walk, index + 1, end, mayStandInSteps)
        : { sections: [], rest: walk.blocks.slice(index + 1, end) };
    sections.push({ heading: block, blocks: inner.rest, role }, ...inner.sections);
    index = end - 1;
  }
  return { sections, rest };
}

function roleAt(walk: Walk, index: number, end: number, heading: HeadingBlock, mayHold: MayHold): Role | undefined {
  if (heading === walk.title) return undefined;
  const isStepsSection = mayHold === mayHoldAny;
  const role = isStepsSection && isWayBack(walk, index, end, heading) ? 'undo' : roleOf(heading.text, walk.synonyms);
  if (role === undefined || !mayHold(role)) return undefined;
  const inner = walk.blocks.slice(index + 1, end);
  if (role === 'criteria' && !holdsCriteria(inner, needsTaskList(heading.text))) return undefined;
  if (role === 'steps' && holdsSteps(inner, walk.synonyms)) return undefined;
  return role;
}

/** `Rollback …` is the way back where the document has other steps outside of it; else it is the steps, or prose. */
function isWayBack({ otherSteps }: Walk, index: number, end: number, heading: HeadingBlock): boolean {
  if (!isRollbackHeading(heading.text)) return false;
  return (otherSteps[0] ?? index) < index || (otherSteps.at(-1) ?? index) >= end;
}

function holdsCriteria(inner: readonly Block[], onlyTasks: boolean): boolean {
  return inner.some((block) => block.kind === 'item' && (block.task || !onlyTasks));
}

/** A heading such as `# Runbook` above sections with roles of their own is only their roof. */
function holdsSteps(inner: readonly Block[], synonyms: RoleSynonyms): boolean {
  return inner.some((block) => block.kind === 'heading' && roleOf(block.text, synonyms) === 'steps');
}

function endOfSection(blocks: readonly Block[], index: number, depth: number, to: number): number {
  for (let end = index + 1; end < to; end += 1) {
    const block = blocks[end];
    if (block?.kind === 'heading' && block.depth <= depth) return end;
  }
  return to;
}
