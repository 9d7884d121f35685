import type { Block, HeadingBlock } from './block.ts';
import { isRollbackHeading, type Role, type RoleSynonyms, roleOf } from './section-roles.ts';

/** A heading and everything below it up to the next one that is not deeper. */
export interface Section {
  readonly heading: HeadingBlock;
  readonly blocks: readonly Block[];
  readonly role: Role;
}

export interface Outline {
  readonly title: HeadingBlock | undefined;
  /** The sections with a role, in document order, none inside another. */
  readonly sections: readonly Section[];
  /** What stands outside all of them. */
  readonly rest: readonly Block[];
}

/** Finds the sections that mean something; the title never does. */
export function outlineOf(blocks: readonly Block[], synonyms: RoleSynonyms): Outline {
  const title = blocks.find((block) => block.kind === 'heading' && block.depth === 1);
  const headings = blocks.filter((block) => block.kind === 'heading' && block !== title);
  const roleIn = roleReader(headings, synonyms);
  const sections: Section[] = [];
  const rest: Block[] = [];
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    if (block === undefined) continue;
    const section = block.kind === 'heading' && block !== title ? sectionAt(blocks, index, block, roleIn) : undefined;
    if (section === undefined) {
      rest.push(block);
      continue;
    }
    sections.push(section);
    index += section.blocks.length;
  }
  return { title: title?.kind === 'heading' ? title : undefined, sections, rest };
}

type RoleReader = (heading: string) => Role | undefined;

/** `Rollback …` is the way back where the document has other steps; else it is the steps, or prose. */
function roleReader(headings: readonly Block[], synonyms: RoleSynonyms): RoleReader {
  const hasOtherSteps = headings.some(
    (block) => block.kind === 'heading' && roleOf(block.text, synonyms) === 'steps' && !isRollbackHeading(block.text),
  );
  return (heading) => (hasOtherSteps && isRollbackHeading(heading) ? 'undo' : roleOf(heading, synonyms));
}

function sectionAt(
  blocks: readonly Block[],
  index: number,
  heading: HeadingBlock,
  roleIn: RoleReader,
): Section | undefined {
  const role = roleIn(heading.text);
  if (role === undefined) return undefined;
  const inner = blocksBelow(blocks, index, heading);
  if (role === 'criteria' && !inner.some((block) => block.kind === 'item' && block.task)) return undefined;
  if (role === 'steps' && holdsSteps(inner, roleIn)) return undefined;
  return { heading, blocks: inner, role };
}

/** A heading such as `# Runbook` above sections with roles of their own is only their roof. */
function holdsSteps(inner: readonly Block[], roleIn: RoleReader): boolean {
  return inner.some((block) => block.kind === 'heading' && roleIn(block.text) === 'steps');
}

function blocksBelow(blocks: readonly Block[], index: number, heading: HeadingBlock): readonly Block[] {
  let end = index + 1;
  for (; end < blocks.length; end += 1) {
    const block = blocks[end];
    if (block?.kind === 'heading' && block.depth <= heading.depth) break;
  }
  return blocks.slice(index + 1, end);
}
