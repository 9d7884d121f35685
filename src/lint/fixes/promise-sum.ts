import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { Step } from '../../runbook/step.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { timeWords } from './time-words.ts';

const mostOfRollbackMs = 300_000;

/** Promises the sum of the steps, where the promise is a text that is read and not a setting. */
export function promiseSum({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const { document, graph, runbook, isRollback } = subject;
  if (isRollback && graph.inAll.upperMs > mostOfRollbackMs) return shortenStep(subject);
  if (document.settings.has('runbook.budget') || runbook.metadata.estimatedTime === undefined) return undefined;
  const text = (document.lines[place.line - 1] ?? '').slice(place.column - 1, place.endColumn - 1);
  if (text !== runbook.metadata.estimatedTime) return undefined;
  const sum = timeWords(graph.inAll.lowerMs, graph.inAll.upperMs);
  return suggestedFix(`Promise ${sum}`, { place, text: sum });
}

/** Nobody may promise more than five minutes for a rollback: the step that is least sure of its time has to do with less. */
function shortenStep({ graph, runbook: { budget: promised, steps } }: RunbookSubject): Fix | undefined {
  const spread = ({ budget }: Step) => (budget === undefined ? 0 : budget.upperMs - budget.lowerMs);
  const [longest] = steps.toSorted(
    (a, b) => spread(b) - spread(a) || (b.budget?.upperMs ?? 0) - (a.budget?.upperMs ?? 0),
  );
  if (longest?.budget === undefined) return undefined;
  const { budget, id, title } = longest;
  const excessMs = graph.inAll.upperMs - Math.min(promised?.upperMs ?? mostOfRollbackMs, mostOfRollbackMs);
  if (budget.upperMs <= excessMs) return undefined;
  const question = `How long may "${title}" take at most, so that all of it is done in time?`;
  const example = timeWords(budget.upperMs - excessMs, budget.upperMs - excessMs);
  return suggestedFix(`Give "${title}" less time`, {
    place: budget.place,
    text: [{ ask: `budget-${id}`, question, example }],
  });
}
