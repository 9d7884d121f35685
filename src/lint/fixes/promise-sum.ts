import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { timeWords } from './time-words.ts';

/** Promises the sum of the steps, where the promise is a text that is read and not a setting. */
export function promiseSum({ place }: Diagnostic, { document, graph, runbook }: RunbookSubject): Fix | undefined {
  if (document.settings.has('runbook.budget') || runbook.metadata.estimatedTime === undefined) return undefined;
  const text = (document.lines[place.line - 1] ?? '').slice(place.column - 1, place.endColumn - 1);
  if (text !== runbook.metadata.estimatedTime) return undefined;
  const sum = timeWords(graph.inAll.lowerMs, graph.inAll.upperMs);
  return suggestedFix(`Promise ${sum}`, { place, text: sum });
}
