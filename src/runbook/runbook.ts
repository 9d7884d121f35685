import * as v from 'valibot';
import { type Action, actionSchema } from './action.ts';
import { type ChecklistItem, checklistItemSchema } from './body.ts';
import { type Budget, budgetSchema } from './budget.ts';
import { type Environment, environmentSchema } from './environment.ts';
import { type Input, inputSchema } from './input.ts';
import { placeSchema } from './place.ts';
import { type Step, stepSchema } from './step.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());

/** One item of a section's list: a follow-up, a contact, a prerequisite that is prose. */
export const itemSchema = v.pipe(v.object({ text: v.string(), place: placeSchema }), v.readonly());
export type Item = v.InferOutput<typeof itemSchema>;

/** Answered at the end, by the check that names it or by the responder. `id` is section.slug. */
export const criterionSchema = v.pipe(
  v.object({ ...checklistItemSchema.pipe[0].entries, check: v.optional(v.string()) }),
  v.readonly(),
);
export type Criterion = v.InferOutput<typeof criterionSchema>;

/** A symptom and what to look at; `step` when the entry names one. */
export const troubleSchema = v.pipe(
  v.object({ symptom: v.string(), advice: texts, step: v.optional(v.string()), place: placeSchema }),
  v.readonly(),
);
export type Trouble = v.InferOutput<typeof troubleSchema>;

const prerequisitesSchema: v.GenericSchema<Prerequisites> = v.pipe(
  v.object({
    tools: v.pipe(texts, v.description('Programs that must be on PATH.')),
    variables: v.pipe(texts, v.description('Environment variables that must be set.')),
    asked: v.pipe(v.array(checklistItemSchema), v.readonly(), v.description('What the tool cannot check for itself.')),
    checks: v.pipe(v.array(actionSchema), v.readonly(), v.description('Fences of the prerequisites section.')),
  }),
  v.readonly(),
);
export interface Prerequisites {
  readonly tools: readonly string[];
  readonly variables: readonly string[];
  readonly asked: readonly ChecklistItem[];
  readonly checks: readonly Action[];
}

export const drillSchema = v.pipe(
  v.object({
    everyMs: v.optional(v.number()),
    environment: v.optional(v.string()),
    answers: v.pipe(v.record(v.string(), v.string()), v.readonly()),
  }),
  v.readonly(),
);

export type DrillPlan = v.InferOutput<typeof drillSchema>;

export const metadataSchema = v.pipe(
  v.object({
    purpose: v.optional(v.string()),
    whenToUse: v.optional(v.string()),
    estimatedTime: v.optional(v.string()),
    owner: v.optional(v.string()),
    service: v.optional(v.string()),
    severity: v.optional(v.string()),
    lastReviewed: v.optional(v.string()),
    requires: v.optional(v.string()),
  }),
  v.readonly(),
);
export type Metadata = v.InferOutput<typeof metadataSchema>;

/** What a Markdown file means: the one model that the runner, the linter, the graph and the site read. */
export interface Runbook {
  readonly language: 1;
  readonly title: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly budget?: Budget | undefined;
  readonly inputs: readonly Input[];
  readonly environments: readonly Environment[];
  readonly owners: readonly string[];
  readonly service?: string | undefined;
  readonly drill?: DrillPlan | undefined;
  readonly prerequisites: Prerequisites;
  readonly steps: readonly Step[];
  readonly undo: readonly Step[];
  readonly criteria: readonly Criterion[];
  readonly criteriaTitle?: string | undefined;
  readonly checks: readonly Action[];
  readonly followUps: readonly Item[];
  readonly troubleshooting: readonly Trouble[];
  readonly contacts: readonly Item[];
}

export const runbookSchema: v.GenericSchema<Runbook> = v.pipe(
  v.object({
    language: v.literal(1),
    title: v.pipe(v.string(), v.description('The first heading, as written.')),
    name: v.pipe(v.string(), v.description('Short: what follows "RUNBOOK:" in the title, else the title.')),
    metadata: metadataSchema,
    budget: v.optional(budgetSchema),
    inputs: v.pipe(v.array(inputSchema), v.readonly()),
    environments: v.pipe(v.array(environmentSchema), v.readonly()),
    owners: texts,
    service: v.optional(v.string()),
    drill: v.optional(drillSchema),
    prerequisites: prerequisitesSchema,
    steps: v.pipe(v.array(stepSchema), v.readonly()),
    undo: v.pipe(v.array(stepSchema), v.readonly()),
    criteria: v.pipe(v.array(criterionSchema), v.readonly()),
    criteriaTitle: v.optional(v.string()),
    checks: v.pipe(
      v.array(actionSchema),
      v.readonly(),
      v.description('Fences of the criteria section: checks of its items.'),
    ),
    followUps: v.pipe(v.array(itemSchema), v.readonly()),
    troubleshooting: v.pipe(v.array(troubleSchema), v.readonly()),
    contacts: v.pipe(v.array(itemSchema), v.readonly()),
  }),
  v.readonly(),
);
