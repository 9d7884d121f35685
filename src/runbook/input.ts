import * as v from 'valibot';
import { placeSchema } from './place.ts';

export const inputTypes = ['string', 'semver', 'boolean', 'integer', 'duration', 'choice', 'secret'] as const;

/** A value asked once before the first step; it reaches actions as the environment variable NAME in capitals. */
export const inputSchema = v.pipe(
  v.object({
    name: v.string(),
    type: v.picklist(inputTypes),
    prompt: v.optional(v.string()),
    pattern: v.optional(v.string()),
    choices: v.optional(v.pipe(v.array(v.string()), v.readonly())),
    choicesFrom: v.optional(
      v.pipe(v.string(), v.description('The id of an action whose output lines are the choices.')),
    ),
    fromEnv: v.optional(v.string()),
    default: v.optional(v.string()),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Input = v.InferOutput<typeof inputSchema>;

/** `refund_reason` → `REFUND_REASON`, the name an action reads it by. */
export function variableOf(name: string): string {
  return name.toUpperCase();
}
