import * as v from 'valibot';
import { placeSchema } from './place.ts';

export const kubernetesTargetSchema = v.pipe(
  v.object({
    context: v.optional(v.string()),
    server: v.optional(v.string()),
    namespace: v.optional(v.string()),
  }),
  v.readonly(),
);
export type KubernetesTarget = v.InferOutput<typeof kubernetesTargetSchema>;

export const databaseTargetSchema = v.pipe(
  v.object({
    url: v.optional(v.pipe(v.string(), v.description('The variable that holds the connection string; DATABASE_URL.'))),
    host: v.optional(v.string()),
    name: v.optional(v.string()),
    systemIdentifier: v.optional(v.string()),
  }),
  v.readonly(),
);
export type DatabaseTarget = v.InferOutput<typeof databaseTargetSchema>;

/** A named target, chosen with --env, shown, and proved again before every write. */
export const environmentSchema = v.pipe(
  v.object({
    name: v.string(),
    kubernetes: v.optional(kubernetesTargetSchema),
    database: v.optional(databaseTargetSchema),
    vars: v.pipe(v.record(v.string(), v.string()), v.readonly()),
    confirm: v.optional(v.literal('typed')),
    place: placeSchema,
  }),
  v.readonly(),
);
export type Environment = v.InferOutput<typeof environmentSchema>;
