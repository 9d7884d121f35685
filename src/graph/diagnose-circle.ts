import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Step } from '../runbook/step.ts';

/** A message that names more steps than this helps nobody. */
const maxNamed = 20;

/** Names the whole circle once, at the first needs= of it that the document states. */
export function diagnoseCircle(path: readonly number[], steps: readonly Step[]): Diagnostic {
  const circle = path.flatMap((index) => steps[index] ?? []);
  const stated = circle.flatMap((step, index) => needTo(step, circle[(index + 1) % circle.length]));
  const [first, ...others] = stated.length > 0 ? stated : circle;
  if (first === undefined) throw new RangeError('a circle has at least one step');
  return diagnose(
    'cycle',
    others.reduce((place, other) => (isBefore(other.place, place) ? other.place : place), first.place),
    describeCircle(circle.map((step) => step.id)),
    'Take one of these out of its needs=. A step without needs= needs the step before it; needs=none needs nothing.',
  );
}

function needTo(step: Step, needed: Step | undefined): NonNullable<Step['needs']> {
  return (step.needs ?? []).filter((need) => need.step === needed?.id).slice(0, 1);
}

function isBefore(a: Step['place'], b: Step['place']): boolean {
  return a.line === b.line ? a.column < b.column : a.line < b.line;
}

function describeCircle(ids: readonly string[]): string {
  if (ids.length === 1) return `step "${ids[0]}" needs itself`;
  const named = ids.slice(1, maxNamed).map((id) => `needs "${id}"`);
  const left = ids.length > maxNamed ? ` and so on through ${ids.length - maxNamed} more` : '';
  return `step "${ids[0]}" ${named.join(', which ')}${left}, which needs "${ids[0]}"`;
}
