import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import { parseDuration } from '../runbook/duration.ts';
import type { Prerequisites, Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import type { Block } from './block.ts';
import { blocksOf } from './blocks-of.ts';
import { resolveWindows } from './budget-windows.ts';
import { linkChecks } from './checks.ts';
import { type FrontMatterResult, readFrontMatter } from './front-matter.ts';
import { readCriteria, readItems, readTroubles } from './lists.ts';
import { type DocumentHead, readHead } from './metadata.ts';
import { createParseContext, type ParseContext, report, uniqueAddress } from './parse-context.ts';
import { chooseProcedure } from './procedures.ts';
import { checkReferences } from './references.ts';
import { readRemedies } from './remedies.ts';
import type { Role, RoleSynonyms } from './section-roles.ts';
import { type Outline, outlineOf } from './sections.ts';
import { readContacts, readDrill, readEnvironments, readInputs } from './settings.ts';
import { slugOf } from './slug.ts';
import { checklistItemOf, readStepBody } from './step-body.ts';
import { readStep, type StepSource, stepsOfSection } from './steps.ts';
import { parseSyntaxTree } from './syntax-tree.ts';
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
  const context = createParseContext([]);
  const runbook = readDocument(text, options, context);
  return { runbook, diagnostics: inOrder(context.diagnostics) };
}

function readDocument(text: string, options: ParseOptions, context: ParseContext): Runbook {
  const { settings, rest } = readFrontMatter(text, context);
  const blocks = blocksOf(parseSyntaxTree(rest), text, context.diagnostics);
  const head = readHead(blocks);
  const outline = outlineOf(
    blocks.filter((block) => !head.used.has(block)),
    options.roles ?? {},
  );
  const inputs = readInputs(settings, context);
  const sources = chooseProcedure(outline, options.procedure, context);
  const forward = resolveWindows(
    sources.map((step) => readStep(step, 'forward', context)),
    context,
  );
  const menus = outline.sections.filter((section) => section.role === 'remedies');
  const steps = [...forward, ...menus.map((section) => readRemedies(section, context))];
  const undo = undoSteps(outline, context);
  const criteria = readCriteriaSection(outline, context);
  const sectionBlocks = (role: Role) =>
    outline.sections.filter((section) => section.role === role).flatMap((section) => section.blocks);
  const title = outline.title?.text ?? settings.title ?? '';
  if (title === '')
    report(
      context,
      'no-title',
      placeAt(1),
      'the runbook has no title',
      'Begin with a line such as: # Roll back the payment service',
    );
  if (steps.length === 0)
    report(
      context,
      'no-steps',
      outline.title?.place ?? placeAt(1),
      'nothing in this file is a step',
      'Add a "## Steps" section with a heading for each step, or code fences.',
    );
  const runbook: Runbook = {
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
    prerequisites: readPrerequisites(settings, head, sectionBlocks('prerequisites'), context),
    steps,
    undo,
    criteria: criteria.criteria,
    criteriaTitle: criteria.title,
    checks: criteria.checks,
    followUps: readItems(sectionBlocks('follow-up')),
    troubleshooting: readTroubles(
      sectionBlocks('troubleshooting'),
      steps.map((step) => step.id),
    ),
    contacts: [...readItems(sectionBlocks('contacts')), ...readContacts(settings)],
  };
  const linked = linkChecks(runbook, context);
  checkReferences(linked, context);
  return linked;
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

function readPrerequisites(
  settings: FrontMatterResult,
  head: DocumentHead,
  blocks: readonly Block[],
  context: ParseContext,
): Prerequisites {
  const content = readStepBody(
    blocks.filter((block) => block.kind === 'fence'),
    'prerequisites',
    'check',
    context,
  );
  const named = (head.metadata.requires ?? '').split(',').map((word) => word.trim());
  const asked = blocks
    .filter((block) => block.kind === 'item')
    .map((block) => checklistItemOf(block, 'prerequisites', context));
  return {
    tools: [
      ...new Set([...(settings.runbook.requires?.tools ?? []), ...named.filter((word) => /^[\w.-]+$/.test(word))]),
    ],
    variables: settings.runbook.requires?.env ?? [],
    asked,
    checks: actionsOf(content.body),
  };
}

function undoSteps(outline: Outline, context: ParseContext): readonly Step[] {
  const sections = outline.sections.filter((section) => section.role === 'undo');
  const sources = sections.flatMap((section): readonly StepSource[] => {
    const steps = stepsOfSection(section.heading, section.blocks);
    return steps.length > 0 ? steps : [section];
  });
  return sources.map((source) => readStep(source, 'undo', context));
}

function readCriteriaSection(
  outline: Outline,
  context: ParseContext,
): { criteria: Runbook['criteria']; title: string | undefined; checks: readonly Action[] } {
  const sections = outline.sections.filter((section) => section.role === 'criteria');
  const first = sections[0];
  if (first === undefined) return { criteria: [], title: undefined, checks: [] };
  const owner = uniqueAddress(context, slugOf(first.heading.text, 'criteria'));
  const blocks = sections.flatMap((section) => section.blocks);
  const content = readStepBody(
    blocks.filter((block) => block.kind === 'fence'),
    owner,
    'check',
    context,
  );
  return { criteria: readCriteria(blocks, owner, context), title: first.heading.text, checks: actionsOf(content.body) };
}
