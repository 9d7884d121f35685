import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import type { Block } from '../runbook/block.ts';
import type { Section } from '../runbook/document.ts';
import type { Prerequisites, Runbook } from '../runbook/runbook.ts';
import type { FrontMatterResult } from './front-matter.ts';
import { readCriteria } from './lists.ts';
import type { DocumentHead } from './metadata.ts';
import { type ParseContext, uniqueAddress } from './parse-context.ts';
import { readPrerequisiteBlocks } from './prerequisites.ts';
import { outlineOf } from './sections.ts';
import { slugOf } from './slug.ts';
import { readStepBody } from './step-body.ts';
import { type StepSource, stepsOfSection } from './step-source.ts';

/** What must hold before the clock starts: tools and variables, fences that check, and what a person is asked. */
export function readPrerequisites(
  { runbook }: FrontMatterResult,
  { metadata }: DocumentHead,
  blocks: readonly Block[],
  context: ParseContext,
): Prerequisites {
  const named = (metadata.requires ?? '').split(',').map((word) => word.trim());
  const tools = new Set([...(runbook.requires?.tools ?? []), ...named.filter((word) => /^[\w.-]+$/.test(word))]);
  return {
    tools: [...tools],
    variables: runbook.requires?.env ?? [],
    ...readPrerequisiteBlocks(blocks, context),
  };
}

export interface Criteria {
  readonly criteria: Runbook['criteria'];
  readonly title: string | undefined;
  readonly checks: readonly Action[];
}

/** The items of the criteria sections and the fences that check them. */
export function readCriteriaSections(sections: readonly Section[], context: ParseContext): Criteria {
  const [first] = sections;
  if (first === undefined) return { criteria: [], title: undefined, checks: [] };
  const owner = uniqueAddress(context, slugOf(first.heading.text, 'criteria'));
  const blocks = sections.flatMap((section) => section.blocks);
  return {
    criteria: readCriteria(blocks, owner, context),
    title: first.heading.text,
    checks: readChecks(blocks, owner, context),
  };
}

function readChecks(blocks: readonly Block[], id: string, context: ParseContext): readonly Action[] {
  const fences = blocks.filter((block) => block.kind === 'fence');
  return actionsOf(readStepBody(fences, { id, role: 'check', is: 'entry' }, context).body);
}

/** The steps of the ways back; a section without headings is one. Its own steps section counts where it has one. */
export function undoSources(sections: readonly Section[]): readonly StepSource[] {
  return sections.flatMap(({ heading, blocks }) => {
    const inner = outlineOf(blocks, {}).sections.filter((section) => section.role === 'steps');
    const sources = (inner.length > 0 ? inner : [{ heading, blocks }]).flatMap((section) =>
      stepsOfSection(section.heading, section.blocks),
    );
    return sources.length > 0 ? sources : [{ heading, blocks }];
  });
}
