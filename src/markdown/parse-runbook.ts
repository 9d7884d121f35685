import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import { parseDuration } from '../runbook/duration.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { blocksOf } from './blocks-of.ts';
import { resolveWindows } from './budget-windows.ts';
import { linkChecks } from './checks.ts';
import { type FrontMatterResult, readFrontMatter } from './front-matter.ts';
import { readItems, readTroubles } from './lists.ts';
import { type DocumentHead, readHead } from './metadata.ts';
import { nestingProblem } from './nesting.ts';
import { createParseContext, type ParseContext, report } from './parse-context.ts';
import { chooseProcedure } from './procedures.ts';
import { readCriteriaSections, readPrerequisites, undoSources } from './read-sections.ts';
import { checkReferences } from './references.ts';
import { readRemedies } from './remedies.ts';
import type { Role, RoleSynonyms } from './section-roles.ts';
import { type Outline, outlineOf } from './sections.ts';
import { readContacts, readDrill, readEnvironments, readInputs } from './settings.ts';
import { sourceLinesOf } from './source-text.ts';
import { readStep, reserveIds } from './steps.ts';
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
  readonly diagnostics: readonly Diagnostic[];
}

/** Markdown → the model and every problem found, in document order. Never throws, never runs anything. */
export function parseRunbook(source: string, options: ParseOptions = {}): ParseResult {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const problems = textProblems(text);
  if (problems.length > 0) return { runbook: undefined, diagnostics: problems };
  const context = createParseContext(sourceLinesOf(text));
  const runbook = readDocument(text, options, context);
  return { runbook, diagnostics: inOrder(context.diagnostics) };
}

function readDocument(text: string, options: ParseOptions, context: ParseContext): Runbook | undefined {
  const { settings, rest } = readFrontMatter(text, context);
  const tooDeep = nestingProblem(rest);
  if (tooDeep !== undefined) {
    context.diagnostics.push(tooDeep);
    return undefined;
  }
  const blocks = blocksOf(parseBlocks(rest), { text, lines: context.lines }, context.diagnostics);
  const head = readHead(blocks, context.lines);
  const outline = outlineOf(
    blocks.filter((block) => !head.used.has(block)),
    options.roles ?? {},
  );
  const runbook = linkChecks(readRunbook(outline, head, settings, options, context), context);
  checkWhole(runbook, outline, context);
  checkReferences(runbook, context);
  return runbook;
}

function readRunbook(
  outline: Outline,
  head: DocumentHead,
  settings: FrontMatterResult,
  options: ParseOptions,
  context: ParseContext,
): Runbook {
  const sectionsOf = (role: Role) => outline.sections.filter((section) => section.role === role);
  const blocksIn = (role: Role) => sectionsOf(role).flatMap((section) => section.blocks);
  const title = outline.title?.text || settings.title || '';
  const inputs = readInputs(settings, context);
  const sources = chooseProcedure(outline, options.procedure, context);
  const undoOnes = undoSources(sectionsOf('undo'));
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

function checkWhole(runbook: Runbook, outline: Outline, context: ParseContext): void {
  if (runbook.title === '') {
    const hint = 'Begin with a line such as: # Roll back the payment service';
    report(context, 'no-title', placeAt(1), 'the runbook has no title', hint);
  }
  if (runbook.steps.length === 0) {
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
