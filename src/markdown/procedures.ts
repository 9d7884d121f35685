import { type Place, placeAt } from '../diagnostics/place.ts';
import type { HeadingBlock } from '../runbook/block.ts';
import { guessName, type ParseContext, report } from './parse-context.ts';
import type { Outline } from './sections.ts';
import { isStepHeading, parseStepHeading } from './step-heading.ts';
import { type StepSource, stepsOfDocument, stepsOfSection } from './step-source.ts';

export interface Procedure {
  /** Addresses it in FILE#slug; empty where the file holds one procedure without a heading of its own. */
  readonly slug: string;
  readonly heading: HeadingBlock | undefined;
  readonly sources: readonly StepSource[];
}

const mostNamed = 10;

/** The steps of the one procedure to run; a file with several must be told which. */
export function chooseProcedure(
  procedures: readonly Procedure[],
  wanted: string | undefined,
  { title }: Outline,
  context: ParseContext,
): readonly StepSource[] {
  if (wanted !== undefined) return findProcedure(procedures, wanted, title?.place ?? placeAt(1), context);
  const second = procedures[1];
  if (second !== undefined) {
    const message = `this file holds ${procedures.length} procedures`;
    const hint = `Name one: FILE#${procedures[0]?.slug ?? ''}. ${listNames(procedures)}`;
    report(context, 'several-procedures', second.heading?.place ?? placeAt(1), message, hint);
  }
  return procedures[0]?.sources ?? [];
}

function findProcedure(
  procedures: readonly Procedure[],
  wanted: string,
  place: Place,
  context: ParseContext,
): readonly StepSource[] {
  const named = procedures.filter(({ slug }) => slug !== '');
  const found = named.find(({ slug }) => slug === wanted);
  if (found !== undefined) return found.sources;
  const slugs = named.map(({ slug }) => slug);
  const guess = guessName(context, wanted, slugs);
  const hint = guess === undefined ? listNames(named) : `Did you mean "#${guess}"?`;
  report(context, 'unknown-procedure', place, `no procedure "#${wanted}" in this file`, hint);
  return [];
}

function listNames(procedures: readonly Procedure[]): string {
  const names = procedures.slice(0, mostNamed).map(({ slug }) => slug);
  const more = procedures.length > mostNamed ? ` and ${procedures.length - mostNamed} more` : '';
  return `There are: ${names.join(', ') || 'none by name'}${more}.`;
}

/** Every procedure of a file, in document order. */
export function proceduresOf(outline: Outline): readonly Procedure[] {
  const sections = outline.sections.filter((section) => section.role === 'steps');
  if (sections.length > 0) {
    return sections.map(({ heading, blocks }) => ({
      slug: heading.anchor,
      heading,
      sources: stepsOfSection(heading, blocks),
    }));
  }
  return splitAtRepeatedStepOne(stepsOfDocument(outline.rest, outline.title), outline);
}

/** A second *Step 1* begins another procedure, named by the heading above it; so does a second *1.* without steps. */
function splitAtRepeatedStepOne(sources: readonly StepSource[], outline: Outline): readonly Procedure[] {
  const groups: StepSource[][] = [];
  let starts = 0;
  const hasStepHeadings = sources.some(({ heading }) => isStepHeading(heading.text));
  for (const source of sources) {
    const { text } = source.heading;
    const isStart = parseStepHeading(text).number === '1' && (!hasStepHeadings || isStepHeading(text));
    if (isStart) starts += 1;
    if (isStart || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(source);
  }
  if (starts < 2) return [{ slug: '', heading: undefined, sources }];
  const roofs = roofsOf(outline);
  return groups.map((group) => {
    const first = group[0]?.heading;
    const heading = first && (roofs.get(first) ?? first);
    return { slug: heading?.anchor ?? '', heading, sources: group };
  });
}

/** Of each heading the one that it stands below. */
function roofsOf(outline: Outline): ReadonlyMap<HeadingBlock, HeadingBlock> {
  const roofs = new Map<HeadingBlock, HeadingBlock>();
  const open: HeadingBlock[] = [];
  for (const block of outline.rest) {
    if (block.kind !== 'heading') continue;
    while ((open.at(-1)?.depth ?? 0) >= block.depth) open.pop();
    const roof = open.at(-1);
    if (roof !== undefined) roofs.set(block, roof);
    open.push(block);
  }
  return roofs;
}
