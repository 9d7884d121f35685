import * as v from 'valibot';
import { toldTimes } from './told-time.ts';

const ms = v.pipe(v.number(), v.minValue(0));
const texts = v.record(v.string(), v.string());
const verdict = v.picklist(['within', 'over']);
const effect = v.picklist(['read', 'write', 'destructive']);
/** A file of the run's folder: its name, length and sha256, hex. */
const log = v.object({ file: v.string(), bytes: v.number(), digest: v.string() });
const range = v.object({ lowerMs: ms, upperMs: ms });

/** Who did something: a person at a terminal, a flag given beforehand, an input or output, a check of the runbook. */
const by = v.picklist(['responder', 'flag', 'value', 'check', 'runner']);

export const stepOutcomes = [
  'succeeded',
  'succeeded-by-checks',
  'failed',
  'skipped-condition',
  'skipped-cannot-tell',
  'skipped',
  'by-hand',
  'accepted',
  'refused',
  'unknown',
  'not-reached',
] as const;

export const runOutcomes = ['succeeded', 'unverified', 'failed', 'aborted', 'interrupted'] as const;

export const actionOutcomes = ['succeeded', 'failed', 'timeout', 'stopped', 'unexpected', 'unknown'] as const;

export const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('kubernetes'), server: v.string(), namespace: v.string() }),
  v.object({
    kind: v.literal('database'),
    name: v.string(),
    host: v.string(),
    systemIdentifier: v.string(),
    role: v.picklist(['primary', 'replica']),
  }),
]);
export type Target = v.InferOutput<typeof targetSchema>;

/** What is in the runbook, as far as a reader of the run needs it. */
const contents = {
  budget: v.optional(range),
  steps: v.array(v.object({ id: v.string(), title: v.string(), budget: v.optional(range) })),
  criteria: v.array(v.object({ id: v.string(), text: v.string() })),
  followUps: v.array(v.string()),
};

const bodies = {
  'run-started': v.object({
    type: v.literal('run-started'),
    run: v.string(),
    runbook: v.object({
      path: v.string(),
      name: v.string(),
      title: v.string(),
      digest: v.string(),
      /** Absolute folder in which actions begin, absolute path of the file, and the heading where the run names one. */
      folder: v.optional(v.string()),
      file: v.optional(v.string()),
      procedure: v.optional(v.string()),
    }),
    /** What every process of the run carries in its environment, as RUNBOOK_RUN. */
    mark: v.optional(v.string()),
    drill: v.boolean(),
    /** Of a drill that breaks its environment first. */
    fault: v.optional(v.boolean()),
    /** When something happened that the run cannot see, as whoever began it said. */
    times: v.optional(v.record(v.picklist(toldTimes), v.pipe(v.string(), v.isoTimestamp()))),
    environment: v.optional(v.string()),
    responder: v.object({
      user: v.string(),
      host: v.string(),
      pid: v.number(),
      processStartedAt: v.optional(v.string()),
    }),
    version: v.string(),
    attended: v.boolean(),
    ...contents,
    /** Values of inputs; a secret's is always `[secret]`. */
    inputs: texts,
  }),
  'run-resumed': v.object({
    type: v.literal('run-resumed'),
    user: v.string(),
    host: v.string(),
    pid: v.number(),
    processStartedAt: v.optional(v.string()),
    /** Whether a person is there from here on; absent: as before. */
    attended: v.optional(v.boolean()),
    /** When the run was last seen alive: its last event, or the last output of what was in flight. */
    lastSign: v.optional(v.object({ at: v.pipe(v.string(), v.isoTimestamp()), monoMs: ms })),
    /** The runbook as it is from here on, where the file was changed and the run goes on with the change. */
    changed: v.optional(
      v.object({
        digest: v.string(),
        keptAs: v.string(),
        /** Actions that were edited in this run, and are another command in the changed file: the file's stands again. */
        droppedEdits: v.optional(v.array(v.string())),
        ...contents,
      }),
    ),
  }),
  'run-paused': v.object({ type: v.literal('run-paused'), user: v.string(), reason: v.optional(v.string()) }),
  'run-handed-off': v.object({ type: v.literal('run-handed-off'), from: v.string(), to: v.string() }),
  'run-ended': v.object({
    type: v.literal('run-ended'),
    outcome: v.picklist(runOutcomes),
    exitCode: v.number(),
    elapsedMs: ms,
    verdict: v.optional(verdict),
    reasons: v.array(v.string()),
  }),
  'target-proved': v.object({
    type: v.literal('target-proved'),
    target: targetSchema,
    /** `cluster`, or the variable that holds the address of a database. */
    of: v.optional(v.string()),
    outcome: v.picklist(['proved', 'changed', 'unreachable']),
    /** Address of the write it was proved for; absent at the start. */
    before: v.optional(v.string()),
    detail: v.optional(v.string()),
  }),
  'question-answered': v.object({
    type: v.literal('question-answered'),
    question: v.string(),
    kind: v.picklist([
      'prerequisite',
      'guard',
      'run',
      'checklist',
      'by-hand',
      'criterion',
      'failure',
      'finding',
      'unknown',
      'running',
      'environment',
      'target',
      'input',
      'journal',
    ]),
    text: v.string(),
    answer: v.string(),
    by,
    user: v.optional(v.string()),
    reason: v.optional(v.string()),
    /** Addresses of the actions that a `run` answer covers. */
    covers: v.optional(v.array(v.string())),
    waitedMs: v.optional(ms),
  }),
  'option-chosen': v.object({
    type: v.literal('option-chosen'),
    choice: v.string(),
    option: v.string(),
    title: v.string(),
    by,
    user: v.optional(v.string()),
    waitedMs: v.optional(ms),
  }),
  'action-edited': v.object({
    type: v.literal('action-edited'),
    action: v.string(),
    /** The whole code that stands for the runbook's own from here on, in this run alone. */
    source: v.string(),
    user: v.string(),
  }),
  'step-started': v.object({
    type: v.literal('step-started'),
    step: v.string(),
    /** Of a step that run-started does not list: one that a failure leads to. */
    title: v.optional(v.string()),
    budget: v.optional(range),
  }),
  'step-ended': v.object({
    type: v.literal('step-ended'),
    step: v.string(),
    outcome: v.picklist(stepOutcomes),
    /** `answer: no`, the reason of a skip, who did it by hand. */
    detail: v.optional(v.string()),
    elapsedMs: ms,
    verdict: v.optional(verdict),
  }),
  'action-intended': v.object({
    type: v.literal('action-intended'),
    action: v.string(),
    attempt: v.number(),
    kind: v.picklist(['shell', 'sql', 'http', 'program']),
    effect,
    /** As shown, secrets redacted. */
    command: v.string(),
    line: v.number(),
  }),
  'action-started': v.object({ type: v.literal('action-started'), action: v.string(), pid: v.optional(v.number()) }),
  'action-ended': v.object({
    type: v.literal('action-ended'),
    action: v.string(),
    attempt: v.number(),
    outcome: v.picklist(actionOutcomes),
    exitCode: v.optional(v.number()),
    signal: v.optional(v.string()),
    /** What went wrong, in one sentence. */
    message: v.optional(v.string()),
    line: v.optional(v.number()),
    elapsedMs: ms,
    log: v.optional(log),
    /** The last lines of the output, redacted and escaped. */
    tail: v.array(v.string()),
    /** Captured values; a secret's is always `[secret]`. */
    outputs: texts,
  }),
  'check-ended': v.object({
    type: v.literal('check-ended'),
    criterion: v.string(),
    verdict: v.picklist(['met', 'not-met', 'open']),
    by,
    user: v.optional(v.string()),
    action: v.optional(v.string()),
    detail: v.optional(v.string()),
  }),
  'budget-passed': v.object({
    type: v.literal('budget-passed'),
    /** `run`, a step or an action. */
    of: v.string(),
    budgetMs: ms,
    /** What the runbook says to do then. */
    advice: v.optional(v.string()),
  }),
  'undo-started': v.object({ type: v.literal('undo-started'), actions: v.array(v.string()) }),
  'undo-ended': v.object({ type: v.literal('undo-ended'), outcome: v.picklist(['succeeded', 'failed', 'stopped']) }),
  'fault-started': v.object({ type: v.literal('fault-started'), actions: v.array(v.string()) }),
  'fault-ended': v.object({ type: v.literal('fault-ended'), outcome: v.picklist(['succeeded', 'failed']) }),
  /** What a fault broke is brought back. */
  'restore-started': v.object({ type: v.literal('restore-started'), actions: v.array(v.string()) }),
  'restore-ended': v.object({ type: v.literal('restore-ended'), outcome: v.picklist(['succeeded', 'failed']) }),
  'debt-owed': v.object({
    type: v.literal('debt-owed'),
    /** By which `runbook debts settle` takes it. */
    debt: v.string(),
    text: v.string(),
  }),
  'debt-settled': v.object({ type: v.literal('debt-settled'), debt: v.string() }),
  note: v.object({
    type: v.literal('note'),
    level: v.picklist(['info', 'look']),
    /** What was seen before the start, or is so because of a drill's fault; the run itself may have dealt with it since. */
    of: v.optional(v.picklist(['start', 'fault'])),
    text: v.string(),
    /** Of a shell that a person had. */
    log: v.optional(log),
  }),
} as const;

export const eventBodySchema = v.variant('type', [
  bodies['run-started'],
  bodies['run-resumed'],
  bodies['run-paused'],
  bodies['run-handed-off'],
  bodies['run-ended'],
  bodies['target-proved'],
  bodies['question-answered'],
  bodies['option-chosen'],
  bodies['action-edited'],
  bodies['step-started'],
  bodies['step-ended'],
  bodies['action-intended'],
  bodies['action-started'],
  bodies['action-ended'],
  bodies['check-ended'],
  bodies['budget-passed'],
  bodies['undo-started'],
  bodies['undo-ended'],
  bodies['fault-started'],
  bodies['fault-ended'],
  bodies['restore-started'],
  bodies['restore-ended'],
  bodies['debt-owed'],
  bodies['debt-settled'],
  bodies.note,
]);

export type EventType = keyof typeof bodies;
export type EventBodyOf<T extends EventType> = v.InferOutput<(typeof bodies)[T]>;
/** What happened, without the journal's envelope. */
export type EventBody = { [T in EventType]: EventBodyOf<T> }[EventType];
export type StepOutcome = (typeof stepOutcomes)[number];
export type RunOutcome = (typeof runOutcomes)[number];
export type ActionOutcome = (typeof actionOutcomes)[number];

/** The journal's envelope: version, order, wall clock (UTC, RFC 3339), monotonic milliseconds since the run began, hash of the line before. */
export const envelopeSchema = v.object({
  v: v.literal(1),
  seq: v.pipe(v.number(), v.integer(), v.minValue(0)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  monoMs: ms,
  prev: v.string(),
});
export type Envelope = v.InferOutput<typeof envelopeSchema>;
export type RunEvent = Envelope & EventBody;

/** A line of a newer version or of a type not known here: kept and shown as such, never dropped. */
export interface UnknownEvent {
  readonly type: 'unknown';
  readonly raw: unknown;
  readonly why: string;
}
