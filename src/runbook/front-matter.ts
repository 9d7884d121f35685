import * as v from 'valibot';
import { inputTypes } from './input.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const texts = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const duration = v.pipe(
  v.string(),
  v.regex(/^(\d+(?:\.\d+)?(?:ms|[smhd]))+$/, 'a duration such as 90s, 5m or 90d'),
  v.description('90s, 5m, 1h30m, 90d'),
);

const inputSchema = v.strictObject({
  type: v.optional(v.picklist(inputTypes)),
  prompt: v.optional(text),
  pattern: v.optional(text),
  choices: v.optional(v.array(v.pipe(scalar, v.transform(String)))),
  choicesFrom: v.optional(text),
  fromEnv: v.optional(text),
  default: v.optional(v.pipe(scalar, v.transform(String))),
});

const kubernetesSchema = v.strictObject({
  context: v.optional(text),
  server: v.optional(text),
  namespace: v.optional(text),
});

const databaseSchema = v.strictObject({
  url: v.optional(text),
  host: v.optional(text),
  name: v.optional(text),
  systemIdentifier: v.optional(v.pipe(scalar, v.transform(String))),
});

const environmentSchema = v.strictObject({
  kubernetes: v.optional(kubernetesSchema),
  database: v.optional(databaseSchema),
  vars: v.optional(v.record(v.string(), v.pipe(scalar, v.transform(String)))),
  confirm: v.optional(v.literal('typed')),
});

/** What may stand under `runbook:` in the front matter, as YAML gives it. */
export const frontMatterSchema = v.strictObject({
  language: v.optional(v.number()),
  budget: v.optional(duration),
  inputs: v.optional(v.record(v.string(), v.nullable(inputSchema))),
  environments: v.optional(v.record(v.string(), v.nullable(environmentSchema))),
  requires: v.optional(v.strictObject({ tools: v.optional(texts), env: v.optional(texts) })),
  drill: v.optional(
    v.strictObject({
      every: v.optional(duration),
      environment: v.optional(text),
      answers: v.optional(v.record(v.string(), v.pipe(scalar, v.transform(String)))),
    }),
  ),
  owners: v.optional(texts),
  service: v.optional(text),
  contacts: v.optional(v.union([texts, v.record(v.string(), v.pipe(scalar, v.transform(String)))])),
});
export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;
