import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Block } from '../runbook/block.ts';
import type { Document, Role } from '../runbook/document.ts';
import { parseDuration } from '../runbook/duration.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { blocksOf } from './blocks-of.ts';
import { resolveWindows } from './budget-windows.ts';
import { linkChecks } from './checks.ts';
import { reportFencesOutside } from './fences-outside.ts';
import { type FrontMatterResult, readFrontMatter } from './front-matter.ts';
import { readItems, readTroubles } from './lists.ts';
import { type DocumentHead, readHead } from './metadata.ts';
import { nestingProblem } from './nesting.ts';
import { createParseContext, type ParseContext, report } from './parse-context.ts';
import { chooseProcedure, type Procedure, proceduresOf } from './procedures.ts';
import { readCriteriaSections, readPrerequisites, undoSources } from './read-sections.ts';
import { checkReferences } from './references.ts';
import { readRemedies } from './remedies.ts';
import type { RoleSynonyms } from './section-roles.ts';
import { type Outline, outlineOf } from './sections.ts';
import { readContacts, readDrill, readEnvironments, readInputs } from './settings.ts';
import { sourceLinesOf } from './source-text.ts';
import type { StepSource } from './step-source.ts';
import { readStep, reserveIds } from './steps.ts';
import { reportSwallowedHeadings } from './swallowed-headings.ts';
import { parseBlocks } from './syntax-tree.ts';
import { textProblems } from './text-problems.ts';

export interface ParseOptions {
  /** Which procedure of a file with several: the slug of its heading, as in `FILE#heading`. */
  readonly procedure?: string | undefined;
  readonly roles?: RoleSynonyms | undefined;
}

export interface ParseResult {
  /** Present whenever the text could be read at all, also beside errors. */
  readonly runbook: Runbook | undefined;
  readonly document: Document | undefined;
  /** What tells the procedures of the file apart, as in `FILE#heading`; empty where there is only one. */
  readonly procedures: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Markdown → the model and every problem found, in document order. Never throws, never runs anything. */
export function parseRunbook(source: string, options: ParseOptions = {}): ParseResult {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const problems = textProblems(text);
  if (problems.length > 0) return { runbook: undefined, document: undefined, procedures: [], diagnostics: problems };
  const context = createParseContext(sourceLinesOf(text));
  const read = readDocument(text, options, context);
  const { runbook, document, procedures = [] } = read ?? {};
  return { runbook, document, procedures, diagnostics: inOrder(context.diagnostics) };
}

function readDocument(text: string, options: ParseOptions, context: ParseContext): ReadDocument | undefined {
  const { settings, rest } = readFrontMatter(text, context);
  const tooDeep = nestingProblem(rest);
  if (tooDeep !== undefined) {
    context.diagnostics.push(tooDeep);
    return undefined;
  }
  const { blocks, html } = blocksOf(parseBlocks(rest), { text, lines: context.lines }, context.diagnostics);
  reportSwallowedHeadings(blocks, options.roles, context);
  const head = readHead(blocks, context);
  const outline = outlineOf(
    blocks.filter((block) => !head.used.has(block)),
    options.roles ?? {},
  );
  const procedures = proceduresOf(outline);
  const undoOnes = undoSources(outline.sections.filter((section) => section.role === 'undo'));
  const read = readRunbook({ outline, head, settings, procedures, undoOnes }, options, context);
  const runbook = linkChecks(read, context);
  reportFencesOutside(blocks, blocksInUse(outline, procedures, undoOnes), options.roles, context);
  checkWhole(runbook, outline, context);
  checkReferences(runbook, context);
  const document = {
    lines: context.lines,
    blocks,
    sections: outline.sections,
    html,
    head: [...head.whole].map(({ place }) => place),
    settings: settings.places,
  };
  const slugs = procedures.length > 1 ? procedures.map(({ slug }) => slug) : [];
  return { runbook, document, procedures: slugs };
}

/** The model, and the text that it was made of. */
interface ReadDocument {
  readonly runbook: Runbook;
  readonly document: Document;
  readonly procedures: readonly string[];
}

/** What all of a document's blocks were found to be. */
interface Findings {
  readonly outline: Outline;
  readonly head: DocumentHead;
  readonly settings: FrontMatterResult;
  readonly procedures: readonly Procedure[];
  readonly undoOnes: readonly StepSource[];
}

function readRunbook(
  { outline, head, settings, procedures, undoOnes }: Findings,
  options: ParseOptions,
  context: ParseContext,
): Runbook {
  const sectionsOf = (role: Role) => outline.sections.filter((section) => section.role === role);
  const blocksIn = (role: Role) => sectionsOf(role).flatMap((section) => section.blocks);
  const title = outline.title?.text || settings.title || '';
  const inputs = readInputs(settings, context);
  const sources = chooseProcedure(procedures, options.procedure, outline, context);
  const menus = sectionsOf('remedies');
  reserveIds([...sources, ...undoOnes, ...menus.map(({ heading }) => ({ heading, blocks: [] }))], context);
  const forward = resolveWindows(
    sources.map((source) => readStep(source, 'forward', context)),
    context,
  );
  const steps = [...forward, ...menus.map((section) => readRemedies(section, context))];
  const undo = undoOnes.map((source) => readStep(source, 'undo', context));
  const { criteria, title: criteriaTitle, checks } = readCriteriaSections(sectionsOf('criteria'), context);
  return {
    language: 1,
    title,
    name: nameOf(title),
    metadata: head.metadata,
    budget: runBudget(settings, head),
    inputs,
    environments: readEnvironments(settings),
    owners: settings.runbook.owners ?? [],
    service: settings.runbook.service ?? head.metadata.service,
    drill: readDrill(settings),
    prerequisites: readPrerequisites(settings, head, blocksIn('prerequisites'), context),
    steps,
    undo,
    criteria,
    criteriaTitle,
    checks,
    followUps: readItems(blocksIn('follow-up')),
    troubleshooting: readTroubles(blocksIn('troubleshooting'), steps),
    contacts: [...readItems(blocksIn('contacts')), ...readContacts(settings)],
  };
}

/** The sections whose fences are read where they stand, without steps. */
const readWhole: ReadonlySet<Role> = new Set(['prerequisites', 'criteria', 'remedies']);

/** Also those of a procedure that is not the one to run. */
function blocksInUse(
  { sections }: Outline,
  procedures: readonly Procedure[],
  undoOnes: readonly StepSource[],
): ReadonlySet<Block> {
  const sources = [...procedures.flatMap((procedure) => procedure.sources), ...undoOnes];
  const whole = sections.filter((section) => readWhole.has(section.role));
  return new Set([...sources, ...whole].flatMap((source) => source.blocks));
}

function checkWhole(runbook: Runbook, outline: Outline, context: ParseContext): void {
  if (runbook.title === '') {
    const hint = 'Begin with a line such as: # Roll back the payment service';
    report(context, 'no-title', placeAt(1), 'the runbook has no title', hint);
  }
  const isNamedWrong = context.diagnostics.some(({ code }) => code === 'unknown-procedure');
  if (runbook.steps.length === 0 && !isNamedWrong) {
    const hint = 'Add a "## Steps" section with a heading for each step, or code fences.';
    report(context, 'no-steps', outline.title?.place ?? placeAt(1), 'nothing in this file is a step', hint);
  }
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** `ROLLBACK RUNBOOK: payment-processor` → `payment-processor`. */
function nameOf(title: string): string {
  return (/\brunbook\s*[:–—-]\s*(.+)$/i.exec(title)?.[1] ?? title).trim();
}

function runBudget(settings: FrontMatterResult, head: DocumentHead): Runbook['budget'] {
  const budgetMs = parseDuration(settings.runbook.budget ?? '');
  if (budgetMs === undefined) return head.estimate;
  return { lowerMs: budgetMs, upperMs: budgetMs, place: settings.placeOf('budget') };
}
