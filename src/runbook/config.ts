import * as v from 'valibot';
import { roles } from './document.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const texts = v.pipe(v.array(text), v.readonly());

const presetNames = ['legacy', 'recommended', 'strict'] as const;
const levels = ['off', 'info', 'warning', 'error'] as const;

const migrationTools = ['sql', 'dbmate', 'goose', 'typeorm', 'node-pg-migrate', 'knex'] as const;

const lintSchema = v.strictObject({
  preset: v.optional(v.pipe(v.picklist(presetNames), v.description('Which rules are on; recommended.'))),
  rules: v.optional(v.pipe(v.record(v.string(), v.picklist(levels)), v.description('A severity of one code, or off.'))),
  ignore: v.optional(v.pipe(texts, v.description('Patterns of paths, from the root, that are left out.'))),
  baseline: v.optional(v.pipe(text, v.description('The file of known findings, from the root.'))),
});

const migrationFolderSchema = v.strictObject({
  path: v.pipe(text, v.description('The folder of the migrations, from the root.')),
  tool: v.optional(v.picklist(migrationTools)),
});

/** What may stand in `runbook.config.yaml`, at the root of a project. */
export const configSchema = v.pipe(
  v.strictObject({
    roles: v.optional(
      v.pipe(
        v.partial(v.strictObject(v.entriesFromList(roles, texts))),
        v.description('More headings that give a section its role.'),
      ),
    ),
    runbooks: v.optional(v.pipe(texts, v.description('Folders and files of runbooks; runbooks.'))),
    manifests: v.optional(v.pipe(texts, v.description('Folders and files of Kubernetes manifests.'))),
    scripts: v.optional(v.pipe(texts, v.description('Folders and files of shell scripts.'))),
    migrations: v.optional(v.pipe(v.array(migrationFolderSchema), v.readonly())),
    templates: v.optional(v.pipe(text, v.description('A folder of templates of your own for runbook new.'))),
    lint: v.optional(lintSchema),
    site: v.optional(
      v.strictObject({
        url: v.optional(v.pipe(text, v.description('Where its runbooks are read: https://docs.example.com/runbooks.'))),
      }),
    ),
  }),
  v.readonly(),
);
export type Config = v.InferOutput<typeof configSchema>;
