import * as v from 'valibot';
import { effectSchema } from './effect.ts';
import { placeSchema } from './place.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Decides without asking: a yes/no input, an output, or the id of an action whose exit status says yes (0) or no (1). */
export const whenSchema = v.pipe(
  v.object({ name: v.string(), negated: v.boolean(), place: placeSchema }),
  v.readonly(),
);
export type When = v.InferOutput<typeof whenSchema>;

/** Lines that the output must hold, in order; `…` or `...` on a line of its own spans any lines. */
export const expectationSchema = v.pipe(
  v.object({ lines: v.pipe(v.array(v.string()), v.readonly()), place: placeSchema }),
  v.readonly(),
);
export type Expectation = v.InferOutput<typeof expectationSchema>;

/** When an action runs: in document order, or only when something calls for it. */
export const actionRoles = ['forward', 'check', 'undo', 'fault', 'restore', 'handler'] as const;

const common = {
  node: v.literal('action'),
  id: v.pipe(v.string(), v.description('Unique in its step: given by id= or name=, else its ordinal.')),
  address: v.pipe(v.string(), v.description('step.action, unique in the runbook.')),
  named: v.pipe(v.boolean(), v.description('Whether the author gave the id.')),
  role: v.picklist(actionRoles),
  place: v.pipe(placeSchema, v.description('The lines of the code itself.')),
  language: v.pipe(v.string(), v.description('First word of the info string, lower case; empty when there is none.')),
  source: v.pipe(v.string(), v.description('The code as written, without the indentation of its fence.')),
  title: v.optional(v.pipe(v.string(), v.description('The first comment above the commands, if any.'))),
  effect: v.optional(
    v.pipe(effectSchema, v.description('As stated by effect=; an action without it is un-annotated.')),
  ),
  confirm: v.optional(v.picklist(['key', 'typed'])),
  when: v.optional(whenSchema),
  budgetMs: v.optional(milliseconds),
  timeoutMs: v.optional(milliseconds),
  capture: v.optional(v.string()),
  secret: v.optional(v.string()),
  expect: v.optional(expectationSchema),
  until: v.optional(v.pipe(v.object({ limitMs: milliseconds, everyMs: milliseconds }), v.readonly())),
  attempts: v.pipe(count, v.description('How often it is tried: retry= and the first time.')),
  check: v.optional(v.pipe(v.string(), v.description('The criterion that a check answers; empty: its step.'))),
  onFailure: v.optional(v.string()),
  onlyIn: v.optional(v.pipe(v.string(), v.description('env=: the one environment it is for.'))),
  never: v.pipe(v.boolean(), v.description('run=never: shown, not run.')),
  background: v.boolean(),
  interactive: v.boolean(),
  cwd: v.optional(v.string()),
} as const;

/** bash, sh, shell, console: run in the one shell session of the run. */
const shellActionSchema = v.pipe(v.object({ ...common, kind: v.literal('shell') }), v.readonly());

/** PostgreSQL through `db=` (the name of a variable that holds a connection string) or DATABASE_URL. */
const sqlActionSchema = v.pipe(
  v.object({ ...common, kind: v.literal('sql'), database: v.string(), transaction: v.boolean() }),
  v.readonly(),
);

/** A request as in the `.http` format; passes on 2xx, or on what expect-status= and expect-body= say. */
const httpActionSchema = v.pipe(
  v.object({
    ...common,
    kind: v.literal('http'),
    expectStatus: v.optional(v.pipe(v.number(), v.integer())),
    expectBody: v.optional(v.string()),
  }),
  v.readonly(),
);

/** The text handed to any program as a file: `interpreter=python3`. */
const programActionSchema = v.pipe(
  v.object({ ...common, kind: v.literal('program'), interpreter: v.pipe(v.array(v.string()), v.readonly()) }),
  v.readonly(),
);

export const actionSchemas = {
  shell: shellActionSchema,
  sql: sqlActionSchema,
  http: httpActionSchema,
  program: programActionSchema,
} as const;

export const actionSchema = v.variant('kind', [
  shellActionSchema,
  sqlActionSchema,
  httpActionSchema,
  programActionSchema,
]);

export type ActionKind = keyof typeof actionSchemas;
export type ActionOf<K extends ActionKind> = v.InferOutput<(typeof actionSchemas)[K]>;
export type Action = { [K in ActionKind]: ActionOf<K> }[ActionKind];
export type ActionRole = (typeof actionRoles)[number];
