import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Links } from './link-steps.ts';

/** A step waits for a failure, and no step that runs has that failure. */
export function diagnoseUnreachable(index: number, links: Links): Diagnostic {
  const step = links.steps[index];
  if (step === undefined) throw new RangeError(`no step has the index ${index}`);
  const why = links.isTarget.has(index)
    ? 'it is for after a failure, and no step that runs leads to it with on-failure='
    : 'it needs a step that never runs';
  return diagnose(
    'unreachable-step',
    step.place,
    `step "${step.id}" can never run: ${why}`,
    `Name it in the on-failure= of a step that runs, or change what it waits for.`,
  );
}
