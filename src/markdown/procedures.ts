import { nearest } from '../diagnostics/nearest.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { HeadingBlock } from './block.ts';
import { type ParseContext, report } from './parse-context.ts';
import type { Outline } from './sections.ts';
import { parseStepHeading } from './step-heading.ts';
import { type StepSource, stepsOfDocument, stepsOfSection } from './steps.ts';

interface Procedure {
  readonly slug: string;
  readonly heading: HeadingBlock | undefined;
  readonly sources: readonly StepSource[];
}

/** The steps of the one procedure to run; a file with several must be told which. */
export function chooseProcedure(
  outline: Outline,
  wanted: string | undefined,
  context: ParseContext,
): readonly StepSource[] {
  const procedures = proceduresOf(outline);
  const names = procedures.map((procedure) => procedure.slug);
  if (wanted !== undefined && !(procedures.length === 1 && names[0] === '')) {
    const found = procedures.find((procedure) => procedure.slug === wanted);
    if (found !== undefined) return found.sources;
  }
  if (wanted !== undefined) {
    const guess = nearest(wanted, names);
    const hint =
      guess === undefined
        ? `There are: ${names.filter(Boolean).join(', ') || 'none by name'}.`
        : `Did you mean "#${guess}"?`;
    report(
      context,
      'unknown-procedure',
      outline.title?.place ?? placeAt(1),
      `no procedure "#${wanted}" in this file`,
      hint,
    );
    return [];
  }
  if (procedures.length > 1) {
    const message = `this file holds ${procedures.length} procedures`;
    const hint = `Name one: FILE#${names[0] ?? ''}. There are: ${names.join(', ')}.`;
    report(context, 'several-procedures', procedures[1]?.heading?.place ?? placeAt(1), message, hint);
  }
  return procedures[0]?.sources ?? [];
}

function proceduresOf(outline: Outline): readonly Procedure[] {
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

/** A second *Step 1* begins another procedure, named by the heading above it. */
function splitAtRepeatedStepOne(sources: readonly StepSource[], outline: Outline): readonly Procedure[] {
  const starts = sources.filter((source) => parseStepHeading(source.heading).number === '1');
  if (starts.length < 2) return [{ slug: '', heading: undefined, sources }];
  const groups: StepSource[][] = [];
  for (const source of sources) {
    if (starts.includes(source) || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(source);
  }
  return groups.map((group) => {
    const heading = roofOf(group[0]?.heading, outline);
    return { slug: heading?.anchor ?? '', heading, sources: group };
  });
}

function roofOf(step: HeadingBlock | undefined, outline: Outline): HeadingBlock | undefined {
  if (step === undefined) return undefined;
  const headings = outline.rest.filter((block) => block.kind === 'heading');
  const before = headings.slice(0, headings.indexOf(step));
  return before.findLast((heading) => heading.depth < step.depth) ?? step;
}
