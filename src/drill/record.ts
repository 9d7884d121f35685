import * as v from 'valibot';
import { runOutcomes, stepOutcomes } from '../events/event.ts';

const ms = v.pipe(v.number(), v.minValue(0));
const at = v.pipe(v.string(), v.isoTimestamp());
const text = v.string();

const stepSchema = v.object({
  id: text,
  title: text,
  budgetMs: v.optional(v.pipe(ms, v.description('What was promised for it when it was drilled.'))),
  elapsedMs: v.pipe(ms, v.description('From its beginning to its end, without the time that the run stood paused.')),
  commandsMs: v.pipe(ms, v.description('Of that in commands, all attempts together.')),
  hesitationMs: v.pipe(ms, v.description('Of that waiting for the person; what is done by hand is no waiting.')),
  attempts: v.pipe(v.number(), v.integer(), v.minValue(0), v.description('Of the command that was tried most.')),
  outcome: v.picklist(stepOutcomes),
});

/** From which every figure of a recovery can be worked out; what nobody knows stays out. UTC, RFC 3339. */
const timesSchema = v.object({
  deploy: v.optional(at),
  faultStart: v.optional(at),
  detect: v.optional(at),
  declare: v.optional(at),
  decide: v.optional(at),
  firstAction: v.optional(v.pipe(at, v.description('The first command that was to change something.'))),
  trafficRestored: v.optional(at),
  verified: v.optional(v.pipe(at, v.description('When the last criterion was met.'))),
});

const deviationSchema = v.object({
  kind: v.picklist(['edited', 'skipped', 'by-hand', 'accepted']),
  of: v.pipe(text, v.description('The id of a step, or the address of an action.')),
  why: v.optional(text),
});

/** One line of `runbooks/.drills/…`: what a drill, or a real run that somebody recorded, was. Made to be committed. */
export const drillRecordSchema = v.object({
  v: v.literal(1),
  digest: v.pipe(text, v.description('sha256, hex, of the line without this key: what was changed later shows.')),
  prev: v.pipe(
    v.nullable(text),
    v.description('The digest of the last record of the file when this one was written; null: there was none.'),
  ),
  kind: v.picklist(['drill', 'run']),
  run: v.pipe(text, v.description('The name of its folder below .runbook/runs.')),
  runbook: v.object({
    path: text,
    name: text,
    execution: v.pipe(text, v.description('sha256, hex, of what is executed: prose and budgets change nothing.')),
    text: v.optional(
      v.pipe(text, v.description('sha256, hex, of the whole file: where it is the same, so is everything.')),
    ),
    everyMs: v.optional(v.pipe(ms, v.description('How often it says that it is to be drilled.'))),
  }),
  tool: v.pipe(text, v.description('Version of this program.')),
  environment: v.optional(text),
  targets: v.array(text),
  by: v.object({
    user: text,
    attended: v.optional(
      v.pipe(v.boolean(), v.description('Whether a person was there; absent: a version that did not say.')),
    ),
    isAuthor: v.optional(
      v.pipe(v.boolean(), v.description('Whether Git says that they wrote the runbook; absent: unknown.')),
    ),
  }),
  startedAt: at,
  endedAt: at,
  outcome: v.picklist(runOutcomes),
  elapsedMs: ms,
  budgetMs: v.optional(ms),
  steps: v.array(stepSchema),
  times: timesSchema,
  criteria: v.array(v.object({ id: text, verdict: v.picklist(['met', 'not-met', 'open']) })),
  chosen: v.optional(
    v.pipe(v.record(text, text), v.description('By the id of a choice: the key of the option that was taken.')),
  ),
  deviations: v.array(deviationSchema),
  fault: v.optional(v.array(v.pipe(text, v.description('Address of an action that broke the environment.')))),
  restore: v.optional(v.pipe(v.picklist(['succeeded', 'failed']), v.description('Whether that was brought back.'))),
  notes: v.array(text),
});

export type DrillRecord = v.InferOutput<typeof drillRecordSchema>;
export type DrilledStep = DrillRecord['steps'][number];
/** Without what binds it to the lines before it. */
export type DrillFacts = Omit<DrillRecord, 'digest' | 'prev'>;
