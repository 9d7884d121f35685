import * as v from 'valibot';
import { type DiagnosticCode, severities } from '../src/diagnostics/codes.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import type { Disposition } from '../src/runbook/disposition.ts';
import { effectSchema } from '../src/runbook/effect.ts';
import { placeSchema } from '../src/runbook/place.ts';
import { type Runbook, runbookSchema } from '../src/runbook/runbook.ts';

/** What `runbook show --json` prints. */
interface ShowDocument {
  readonly file: string;
  readonly runbook: Runbook | null;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  readonly diagnostics: readonly Diagnostic[];
}

const judged = {
  row: v.pipe(v.number(), v.integer(), v.description('The row of the decision table, 0 for an annotated action.')),
  reasons: v.pipe(v.array(v.string()), v.description('Why, one sentence each.')),
};

const placeholderSchema = v.object({
  text: v.string(),
  name: v.pipe(v.string(), v.description('Addresses it in --set.')),
  variable: v.string(),
  description: v.string(),
});

const dependsOn = v.pipe(
  v.array(v.object({ variable: v.string(), setBy: v.array(v.string()) })),
  v.description('Variables that it reads, and the earlier actions that could have set each.'),
);

const opens = v.pipe(
  v.optional(
    v.object({
      script: v.string(),
      program: v.string(),
      wayOut: v.string(),
      effect: effectSchema,
      placeholders: v.array(placeholderSchema),
      dependsOn,
    }),
  ),
  v.description('The program that a key gives to a person at their terminal.'),
);

export const dispositionSchema: v.GenericSchema<Disposition> = v.variant('may', [
  v.object({
    ...judged,
    may: v.literal('run'),
    effect: effectSchema,
    assumed: v.pipe(v.boolean(), v.description('The effect was worked out, not stated by the author.')),
    script: v.pipe(v.string(), v.description('What is run.')),
    placeholders: v.array(placeholderSchema),
    allowListed: v.pipe(v.boolean(), v.description('What --yes-to reads may run without an annotation.')),
    statusIsFinding: v.boolean(),
    successIsFinding: v.boolean(),
    masksOutput: v.boolean(),
    dependsOn,
  }),
  v.object({ ...judged, may: v.literal('be-shown') }),
  v.object({
    ...judged,
    may: v.literal('be-handed-off'),
    effect: effectSchema,
    script: v.string(),
    program: v.string(),
    wayOut: v.pipe(v.string(), v.description('How to leave it.')),
    opens,
  }),
  v.object({
    ...judged,
    may: v.literal('be-refused'),
    code: codeSchema(),
    line: v.pipe(v.number(), v.integer(), v.minValue(1), v.description('Where in the file it goes wrong.')),
    hint: v.string(),
    opens,
  }),
]);

export const diagnosticSchema: v.GenericSchema<Diagnostic> = v.object({
  code: codeSchema(),
  severity: v.picklist(['error', 'warning', 'info']),
  place: placeSchema,
  message: v.string(),
  hint: v.pipe(v.string(), v.description('What to do about it.')),
});

export const showDocumentSchema: v.GenericSchema<ShowDocument> = v.object({
  file: v.pipe(v.string(), v.description('As it was found.')),
  runbook: v.pipe(v.nullable(runbookSchema), v.description('null: the file could not be understood at all.')),
  dispositions: v.pipe(
    v.record(v.string(), dispositionSchema),
    v.description('What may be done with each action, by its address.'),
  ),
  diagnostics: v.array(diagnosticSchema),
});

function codeSchema() {
  const isCode = (code: string): code is DiagnosticCode => code in severities;
  return v.picklist(Object.keys(severities).filter(isCode));
}
