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

const said = <Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.optional(v.pipe(schema, v.description(description)));

const inputSchema = v.strictObject({
  type: said(
    v.picklist(inputTypes),
    'What is accepted; string where it says nothing. A secret is never written or shown.',
  ),
  prompt: said(text, 'The question that a person is asked.'),
  pattern: said(text, 'A regular expression that the whole value has to match.'),
  choices: said(v.array(v.pipe(scalar, v.transform(String))), 'The values of a choice.'),
  choicesFrom: said(text, 'The id of an action whose output lines are offered as choices.'),
  fromEnv: said(text, 'The environment variable that it is taken from, where that is set.'),
  default: said(v.pipe(scalar, v.transform(String)), 'What is offered; nobody is spared the question by it.'),
});

const kubernetesSchema = v.strictObject({
  context: said(text, 'A context of the kubeconfig.'),
  server: said(text, 'The address of the API server, which is proved before every write.'),
  namespace: said(text, 'The only namespace that commands get.'),
});

const databaseSchema = v.strictObject({
  url: said(text, 'The variable that holds the connection string; DATABASE_URL.'),
  host: said(text, 'The host that is proved before every write.'),
  name: said(text, 'The name of the database that is proved before every write.'),
  systemIdentifier: said(v.pipe(scalar, v.transform(String)), 'What pg_control_system() says of this very server.'),
});

const environmentSchema = v.strictObject({
  kubernetes: v.optional(kubernetesSchema),
  database: v.optional(databaseSchema),
  vars: said(
    v.record(
      v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, 'the name of a variable (letters, digits and _, no digit first)')),
      v.pipe(scalar, v.transform(String)),
    ),
    'Variables that commands see.',
  ),
  confirm: said(v.literal('typed'), 'Writes are locked until its name was typed, once a run.'),
});

/** What may stand under `runbook:` in the front matter, as YAML gives it. */
export const frontMatterSchema = v.strictObject({
  language: said(v.number(), 'The version of the language: 1.'),
  budget: said(duration, 'What the whole run promises: 90s, 5m, 1h30m.'),
  inputs: said(
    v.record(v.string(), v.nullable(inputSchema)),
    'Values that are asked for once, and reach commands as variables.',
  ),
  environments: said(
    v.record(v.string(), v.nullable(environmentSchema)),
    'What it may run against, one of which is chosen.',
  ),
  requires: v.optional(
    v.strictObject({
      tools: said(texts, 'Programs that have to be on PATH.'),
      env: said(texts, 'Environment variables that have to be set.'),
    }),
  ),
  drill: v.optional(
    v.strictObject({
      every: said(duration, 'How long a drill counts; 90d.'),
      environment: said(text, 'The environment that drills go to.'),
      answers: said(
        v.record(v.string(), v.pipe(scalar, v.transform(String))),
        'Values, options and answers of a drill that nobody attends.',
      ),
    }),
  ),
  owners: said(texts, 'Teams that it belongs to.'),
  service: said(text, 'The service that it is about.'),
  contacts: said(
    v.union([texts, v.record(v.string(), v.pipe(scalar, v.transform(String)))]),
    'Whom to call, one key away during the whole run.',
  ),
});
export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;
