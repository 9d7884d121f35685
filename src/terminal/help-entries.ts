import type { Trouble } from '../runbook/runbook.ts';
import type { PromptView } from '../runner/prompter.ts';

export interface HelpEntry {
  readonly entry: Trouble;
  /** Why it stands where it does: ` its word is in the output`, or nothing. */
  readonly why: string;
}

/** As many as one key can open. */
const most = 9;

/** Troubleshooting, best match first: what belongs to the step, then what shares a word with the output, then the rest. */
export function helpEntries(
  step: string | undefined,
  output: readonly string[],
  view: PromptView,
): readonly HelpEntry[] {
  const text = output.join(' ').toLowerCase();
  const found = view.plan.runbook.troubleshooting.map((entry) => {
    const isOfStep = step !== undefined && entry.step === step;
    const isInOutput = wordsOf(entry.symptom).some((word) => text.includes(word));
    const why = isInOutput ? 'its word is in the output' : isOfStep ? 'it is about this step' : '';
    return { entry, why, score: (isOfStep ? 2 : 0) + (isInOutput ? 1 : 0) };
  });
  return found.toSorted((a, b) => b.score - a.score).slice(0, most);
}

/** Short words say nothing about a failure. */
function wordsOf(symptom: string): readonly string[] {
  return symptom
    .toLowerCase()
    .split(/\W+/)
    .filter((word) => word.length > 5);
}
