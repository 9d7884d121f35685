import * as v from 'valibot';
import { actionSchema, whenSchema } from './action.ts';
import { placeSchema } from './place.ts';

/** One item to answer yes or no; `id` addresses it in --answer. */
export const checklistItemSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.description('step.slug, unique in the runbook.')),
    text: v.string(),
    link: v.optional(v.string()),
    place: placeSchema,
  }),
  v.readonly(),
);
export type ChecklistItem = v.InferOutput<typeof checklistItemSchema>;

export const checklistSchema = v.pipe(
  v.object({
    node: v.literal('checklist'),
    title: v.optional(v.string()),
    items: v.pipe(v.array(checklistItemSchema), v.readonly()),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Checklist = v.InferOutput<typeof checklistSchema>;

/** Something that a person does and then says how it went. */
export const byHandSchema = v.pipe(
  v.object({ node: v.literal('by-hand'), id: v.string(), text: v.string(), place: placeSchema }),
  v.readonly(),
);
export type ByHand = v.InferOutput<typeof byHandSchema>;

/** A fence that is documentation: example output, data, another language. Never run. */
export const shownSchema = v.pipe(
  v.object({
    node: v.literal('shown'),
    language: v.string(),
    source: v.string(),
    why: v.picklist(['example-output', 'documentation', 'expected-output', 'indented-code']),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Shown = v.InferOutput<typeof shownSchema>;

const leafSchema = v.union([actionSchema, checklistSchema, byHandSchema, shownSchema]);
export type Leaf = v.InferOutput<typeof leafSchema>;

/** One of the ways of a choice; `key` is `A`, `B`, … as written or in order. */
export const optionSchema = v.pipe(
  v.object({
    key: v.string(),
    title: v.string(),
    body: v.pipe(v.array(leafSchema), v.readonly()),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Option = v.InferOutput<typeof optionSchema>;

/** Alternatives of which exactly one is run; the preselected one is offered to a person, never assumed. */
export const choiceSchema = v.pipe(
  v.object({
    node: v.literal('choice'),
    id: v.pipe(
      v.string(),
      v.description('step.option, step.option-2, …; the step id alone is accepted where it has one choice.'),
    ),
    options: v.pipe(v.array(optionSchema), v.readonly()),
    preselected: v.string(),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Choice = v.InferOutput<typeof choiceSchema>;

/** A yes/no question, default no, decided by a person or by `when`. `runsIf` turns *Skip if* around. */
export const conditionSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.description('The step id for the guard of a whole step, else step.slug.')),
    text: v.pipe(v.string(), v.description('As written, decoration removed.')),
    runsIf: v.picklist(['yes', 'no']),
    when: v.optional(whenSchema),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Condition = v.InferOutput<typeof conditionSchema>;

export const guardSchema = v.pipe(
  v.object({
    node: v.literal('guard'),
    condition: conditionSchema,
    body: v.pipe(v.array(v.union([leafSchema, choiceSchema])), v.readonly()),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Guard = v.InferOutput<typeof guardSchema>;

export const bodyNodeSchema = v.union([leafSchema, choiceSchema, guardSchema]);
export type BodyNode = v.InferOutput<typeof bodyNodeSchema>;
