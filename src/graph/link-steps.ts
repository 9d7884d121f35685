import { type Diagnostic, diagnose, diagnoseName } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Need, Step } from '../runbook/step.ts';
import { spread } from './spread.ts';

/** Steps by index: those of the document, then the undo steps that an on-failure names. */
export interface Links {
  readonly steps: readonly Step[];
  readonly needs: readonly (readonly number[])[];
  /** Where to go when a step fails; undefined: nowhere. */
  readonly onFailure: readonly (number | undefined)[];
  readonly isTarget: ReadonlySet<number>;
  /** The targets, and what needs them: none of these runs in its turn. */
  readonly waitsForFailure: ReadonlySet<number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Suggestions compare every name with every other one; past this many unknown names they are left out. */
const maxSuggestions = 20;

/** Turns the names in needs= and on-failure= into indexes, and adds the needs that the order of the document means. */
export function linkSteps(runbook: Runbook): Links {
  const diagnostics: Diagnostic[] = [];
  const inDocument = indexById(runbook.steps);
  const undoById = new Map(runbook.undo.map((step) => [step.id, step]));
  const ids = [...inDocument.keys()];
  const report = (need: Need) => {
    const meant = diagnostics.length < maxSuggestions ? nearest(need.step, ids) : undefined;
    diagnostics.push(undoById.has(need.step) ? undoNeeded(need) : unknownStep(need, meant, ids));
  };
  const { steps, onFailure } = followFailures(runbook.steps, inDocument, undoById, report);
  const stated = runbook.steps.map((step) => step.needs && resolve(step.needs, inDocument, report));
  const isTarget = new Set(onFailure.filter((target) => target !== undefined));
  const waitsForFailure = spread(isTarget, dependents(steps.length, stated));
  const needs = withDocumentOrder(steps.length, stated, waitsForFailure);
  return { steps, needs, onFailure, isTarget, waitsForFailure, diagnostics };
}

/** By index: the steps that need it. */
export function dependents(count: number, needs: readonly (readonly number[] | undefined)[]): readonly number[][] {
  const result: number[][] = Array.from({ length: count }, () => []);
  needs.forEach((needed, step) => {
    for (const one of needed ?? []) result[one]?.push(step);
  });
  return result;
}

function indexById(steps: readonly Step[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  steps.forEach((step, index) => {
    if (!result.has(step.id)) result.set(step.id, index);
  });
  return result;
}

type Report = (need: Need) => void;

function followFailures(
  inDocument: readonly Step[],
  byId: ReadonlyMap<string, number>,
  undoById: ReadonlyMap<string, Step>,
  report: Report,
): Pick<Links, 'steps' | 'onFailure'> {
  const steps = [...inDocument];
  const indexes = new Map(byId);
  // An undo step that is a target may have an on-failure of its own, so the list grows while it is read.
  const onFailure: (number | undefined)[] = [];
  for (const step of steps) {
    const need = step.onFailure;
    const undo = need && undoById.get(need.step);
    if (need && undo && !indexes.has(need.step)) indexes.set(need.step, steps.push(undo) - 1);
    const target = need && indexes.get(need.step);
    if (need && target === undefined) report(need);
    onFailure.push(target);
  }
  return { steps, onFailure };
}

function resolve(needs: readonly Need[], byId: ReadonlyMap<string, number>, report: Report): readonly number[] {
  const result = new Set<number>();
  for (const need of needs) {
    const index = byId.get(need.step);
    if (index === undefined) report(need);
    else result.add(index);
  }
  return [...result];
}

function withDocumentOrder(
  count: number,
  stated: readonly (readonly number[] | undefined)[],
  waitsForFailure: ReadonlySet<number>,
): readonly (readonly number[])[] {
  let before: readonly number[] = [];
  return Array.from({ length: count }, (_, index) => {
    const needs = stated[index] ?? (waitsForFailure.has(index) ? [] : before);
    if (!waitsForFailure.has(index)) before = [index];
    return needs;
  });
}

function undoNeeded(need: Need): Diagnostic {
  const message = `"${need.step}" undoes something; no step can need it`;
  return diagnose('unknown-step', need.place, message, 'Undo steps never run in their turn: name another step.');
}

function unknownStep(need: Need, meant: string | undefined, ids: readonly string[]): Diagnostic {
  const name = { written: need.step, meant, otherwise: knownSteps(ids) };
  return diagnoseName('unknown-step', need.place, `there is no step "${need.step}"`, name);
}

function knownSteps(ids: readonly string[]): string {
  if (ids.length === 0) return 'This runbook has no steps.';
  const more = ids.length > 8 ? `, and ${ids.length - 8} more` : '';
  return `The steps are ${ids.slice(0, 8).join(', ')}${more}.`;
}
