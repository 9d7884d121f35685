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

const leafSchema = v.union([actionSchema, checklistSchema, byHandSchema, shownSchema]);
export type Leaf = v.InferOutput<typeof leafSchema>;

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

/** One of the ways of a choice; `key` is `A`, `B`, … as written or in order, of a menu the slug of its heading. */
export interface Option {
  readonly key: string;
  readonly title: string;
  readonly body: readonly BodyNode[];
  readonly place: Checklist['place'];
}

/** Alternatives of which exactly one is run; the preselected one is offered to a person, never assumed. */
export interface Choice {
  readonly node: 'choice';
  readonly id: string;
  readonly options: readonly Option[];
  /** Empty: none is. */
  readonly preselected: string;
  /** A menu by cause may have no entry that fits. */
  readonly mayDecline: boolean;
  readonly place: Checklist['place'];
}

export interface Guard {
  readonly node: 'guard';
  readonly condition: Condition;
  readonly body: readonly BodyNode[];
  readonly place: Checklist['place'];
}

export type BodyNode = Leaf | Choice | Guard;

const bodySchema: v.GenericSchema<readonly BodyNode[]> = v.pipe(v.array(v.lazy(() => bodyNodeSchema)), v.readonly());

export const optionSchema: v.GenericSchema<Option> = v.pipe(
  v.object({ key: v.string(), title: v.string(), body: bodySchema, place: placeSchema }),
  v.readonly(),
);

export const choiceSchema: v.GenericSchema<Choice> = v.pipe(
  v.object({
    node: v.literal('choice'),
    id: v.pipe(
      v.string(),
      v.description('step.option, step.option-2, …; the step id alone is accepted where it has one choice.'),
    ),
    options: v.pipe(v.array(optionSchema), v.readonly()),
    preselected: v.pipe(v.string(), v.description('The key that is offered first; empty: none.')),
    mayDecline: v.pipe(v.boolean(), v.description('A menu by cause: none of them is an answer.')),
    place: placeSchema,
  }),
  v.readonly(),
);

export const guardSchema: v.GenericSchema<Guard> = v.pipe(
  v.object({ node: v.literal('guard'), condition: conditionSchema, body: bodySchema, place: placeSchema }),
  v.readonly(),
);

export const bodyNodeSchema: v.GenericSchema<BodyNode> = v.union([leafSchema, choiceSchema, guardSchema]);
