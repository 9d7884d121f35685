import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Links } from './link-steps.ts';
import type { Turns } from './turns-of.ts';

/** Steps that nothing leads to, or that need a step which never runs: each says what it waits for. */
export function diagnoseUnreachable(links: Links, turns: Turns): readonly Diagnostic[] {
  const never = new Set(turns.never);
  const unreachable = new Set(turns.unreachable);
  const isBlamed = (index: number) =>
    unreachable.has(index) || (!turns.inCircle.has(index) && waitsForCircle(index, links, turns, never));
  return turns.never.filter(isBlamed).flatMap((index) => diagnoseOne(index, links, turns, never));
}

/** What only comes later in the document than such a step is not blamed: it would be said of every step to the end. */
function waitsForCircle(index: number, links: Links, turns: Turns, never: ReadonlySet<number>): boolean {
  const needs = links.needs[index] ?? [];
  if (needs.some((need) => turns.inCircle.has(need))) return true;
  return (
    links.isTarget.has(index) || (links.steps[index]?.needs !== undefined && needs.some((need) => never.has(need)))
  );
}

function diagnoseOne(
  index: number,
  links: Links,
  { inCircle }: Turns,
  never: ReadonlySet<number>,
): readonly Diagnostic[] {
  const step = links.steps[index];
  if (step === undefined) return [];
  const neverRun = (links.needs[index] ?? []).filter((need) => never.has(need));
  const need = neverRun.find((one) => inCircle.has(one)) ?? neverRun[0];
  const [why, hint] =
    need === undefined || links.isTarget.has(index)
      ? [
          'it is for after a failure, and no step that runs leads to it with on-failure=',
          'Name it in the on-failure= of a step that runs, or change what it waits for.',
        ]
      : [
          `it needs "${links.steps[need]?.id}", which ${inCircle.has(need) ? 'is in a circle' : 'never runs'}`,
          'Change what it needs, or mend that one.',
        ];
  return [diagnose('unreachable-step', step.place, `step "${step.id}" can never run: ${why}`, hint)];
}
