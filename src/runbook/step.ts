import * as v from 'valibot';
import { whenSchema } from './action.ts';
import { bodyNodeSchema, conditionSchema } from './body.ts';
import { budgetSchema } from './budget.ts';
import { placeSchema } from './place.ts';

/** What must have ended before a step begins; without `needs=` that is the step before it in the document. */
export const needSchema = v.pipe(v.object({ step: v.string(), place: placeSchema }), v.readonly());

export const stepSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.description('Slug of the title without number and budget, or as given.')),
    anchor: v.pipe(v.string(), v.description("GitHub's anchor of the whole heading.")),
    title: v.pipe(v.string(), v.description('Without `Step N:` and budget.')),
    heading: v.pipe(v.string(), v.description('As written.')),
    budget: v.optional(budgetSchema),
    needs: v.optional(
      v.pipe(v.array(needSchema), v.readonly(), v.description('Stated by needs=; absent: the step before.')),
    ),
    condition: v.optional(conditionSchema),
    when: v.optional(whenSchema),
    onFailure: v.optional(needSchema),
    overBudget: v.optional(v.pipe(v.string(), v.description('What to do when it is over its budget.'))),
    prose: v.pipe(v.array(v.string()), v.readonly(), v.description('The paragraphs before the first fence.')),
    body: v.pipe(v.array(bodyNodeSchema), v.readonly()),
    place: v.pipe(placeSchema, v.description('The heading.')),
  }),
  v.readonly(),
);
export type Step = v.InferOutput<typeof stepSchema>;
export type Need = v.InferOutput<typeof needSchema>;
