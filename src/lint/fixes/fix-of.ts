import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fix } from '../../diagnostics/fix.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { addBlank } from './add-blank.ts';
import { dedentFence } from './dedent-fence.ts';
import { dropBudget } from './drop-budget.ts';
import { embrace } from './embrace.ts';
import { labelAsSql, labelAsText } from './label-fence.ts';
import { labelOptions } from './label-options.ts';
import { promiseSum } from './promise-sum.ts';
import { splitContextSwitch } from './split-context-switch.ts';
import { splitOutput } from './split-output.ts';
import { turnRange } from './turn-range.ts';
import { writeLengths } from './write-lengths.ts';
import { writeMeant } from './write-meant.ts';

type Mend = (diagnostic: Diagnostic, runbook: RunbookSubject) => Fix | undefined;

/** What mends a finding of the parser, the graph or the classification; each sees for itself whether it can. */
const mends: ReadonlyMap<DiagnosticCode, Mend> = new Map<DiagnosticCode, Mend>([
  ['unknown-key', writeMeant],
  ['unknown-attribute', writeMeant],
  ['unknown-name', writeMeant],
  ['unknown-step', writeMeant],
  ['info-string-syntax', addBlank],
  ['attribute-place', embrace],
  ['over-indented-fence', dedentFence],
  ['budget-sum', promiseSum],
  ['budget-window', writeLengths],
  ['budget-range', turnRange],
  ['budget-conflict', dropBudget],
  ['commands-after-context-switch', splitContextSwitch],
  ['mixed-output', splitOutput],
  ['shell-label-not-shell', labelAsText],
  ['other-interpreter', labelAsSql],
  ['alternatives-in-one-fence', labelOptions],
]);

/** How a finding that reading a runbook has given is mended; undefined where a person has to think. */
export function fixOf(diagnostic: Diagnostic, runbook: RunbookSubject): Fix | undefined {
  return mends.get(diagnostic.code)?.(diagnostic, runbook);
}
