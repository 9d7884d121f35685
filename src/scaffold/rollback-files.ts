import type { TemplateValues } from './fill-template.ts';
import { workloadWords } from './workload-words.ts';
import { yamlWord } from './yaml-word.ts';

/** What is known of a component and its surroundings; what is undefined nobody has found. */
export interface RollbackFacts {
  readonly name: string;
  /** `deployment/NAME` */
  readonly workload: string;
  readonly container: string;
  /** Where it stands in the list of containers, and whether it is the only one. */
  readonly containerIndex: number;
  readonly isOnlyContainer: boolean;
  /** Which pods are its own: `app=shop`. */
  readonly selector: string;
  /** Replicas, selector and pod template of the Deployment that is there, as YAML. */
  readonly workloadSpec: readonly string[] | undefined;
  /** Repository, without a tag. */
  readonly image: string | undefined;
  readonly imageVersion: string | undefined;
  readonly namespace: string;
  readonly context: string | undefined;
  readonly url: string | undefined;
  readonly healthPath: string;
  readonly owner: string;
  readonly migrationTool: MigrationTool;
  /** Folder of the migrations, from the root; undefined: where the tool itself looks. */
  readonly migrations: string | undefined;
  /** The way from the folder of the scripts to the root, such as `../../..`. */
  readonly wayToRoot: string;
  readonly config: 'git' | 'etcd' | 'configmap' | 'none';
  readonly withSecrets: boolean;
  readonly trigger: 'argo' | 'flagger' | 'none';
  readonly prometheus: string;
  /** A number for the name of a migration: milliseconds. */
  readonly stamp: string;
}

export const migrationTools = ['typeorm', 'node-pg-migrate', 'knex', 'sql', 'none'] as const;
export type MigrationTool = (typeof migrationTools)[number];

/** A template and where what it becomes is written, from the folder of the runbooks. */
export interface PlannedTemplate {
  readonly template: string;
  readonly path: string;
  readonly isProgram: boolean;
}

const migrationFiles: Readonly<Record<Exclude<MigrationTool, 'none'>, string>> = {
  sql: 'sql.sql',
  typeorm: 'typeorm.ts',
  knex: 'knex.cjs',
  'node-pg-migrate': 'node-pg-migrate.cjs',
};

/** A ConfigMap whose name holds its version comes back with the template that names it. */
function hasScript(config: RollbackFacts['config']): boolean {
  return config === 'git' || config === 'etcd';
}

/** The files of a rollback, all in a folder of their own beside the runbook. */
export function rollbackTemplates({ name, migrationTool, config, trigger }: RollbackFacts): readonly PlannedTemplate[] {
  const beside = (template: string, file: string, isProgram = false): PlannedTemplate => ({
    template: `rollback/${template}`,
    path: `rollback/${name}/${file}`,
    isProgram,
  });
  const migration = migrationTool === 'none' ? undefined : migrationFiles[migrationTool];
  return [
    { template: 'rollback/runbook.md', path: `rollback/${name}.md`, isProgram: false },
    ...(hasScript(config) ? [beside('rollback-config.sh', 'rollback-config.sh', true)] : []),
    ...(migration === undefined
      ? []
      : [
          beside(`migration/${migration}`, `example-migration.${migration.split('.').at(-1)}`),
          beside('rollback-last-migration.mjs', 'rollback-last-migration.mjs'),
        ]),
    ...(trigger === 'argo' ? [beside('rollout.yaml', 'rollout.yaml')] : []),
    ...(trigger === 'flagger'
      ? [beside('canary.yaml', 'canary.yaml'), beside('flagger-to-version.sh', 'flagger-to-version.sh', true)]
      : []),
  ];
}

/** What the templates of a rollback ask for. */
export function rollbackValues(facts: RollbackFacts): TemplateValues {
  const { name, migrationTool, config } = facts;
  const hasConfig = hasScript(config);
  const hasMigrations = migrationTool !== 'none';
  const steps = numbered(hasConfig, hasMigrations);
  const containerAt = facts.isOnlyContainer ? '[0]' : `[?(@.name=="${facts.container}")]`;
  return {
    texts: {
      ...{
        name,
        workload: facts.workload,
        container: facts.container,
        namespace: yamlWord(facts.namespace),
        owner: facts.owner,
      },
      ...{
        health: facts.healthPath,
        prometheus: facts.prometheus,
        stamp: facts.stamp,
        table: name.replaceAll('-', '_'),
        migrations_folder: facts.migrations ?? 'your migrations',
        folder_arguments: folderArguments(facts),
        way_to_root: facts.wayToRoot,
      },
      ...steps,
      ...workloadWords(facts.workload, containerAt),
      container_at: containerAt,
      container_index: String(facts.containerIndex),
      selector: facts.selector,
      selector_value: yamlWord(facts.selector),
      target: facts.workload.replace(/^.*\//, ''),
      ...servingTexts(facts),
      image: facts.image ?? `registry.example.com/${name}`,
      image_version: facts.imageVersion ?? 'v1.0.0',
      url: facts.url ?? '',
      staging_url: facts.url ?? '',
      staging_context: 'staging',
      staging_namespace: facts.namespace === 'production' ? 'staging' : yamlWord(facts.namespace),
      production_context: yamlWord(facts.context ?? 'production'),
      more_tools: moreTools(facts),
      drill_answers: drillAnswers(facts),
      lock: String(lockOf(name)),
    },
    lines: { workload_spec: facts.workloadSpec ?? [] },
    flags: {
      has_spec: facts.workloadSpec !== undefined,
      ...{
        config: hasConfig,
        config_files: config === 'git',
        etcd: config === 'etcd',
        config_in_template: config === 'configmap',
        flagger: facts.trigger === 'flagger',
        is_rollout: facts.workload.startsWith('rollout/'),
        with_secrets: facts.withSecrets,
      },
      ...{ has_image: facts.image !== undefined, ask_image: facts.image === undefined },
      ...{ has_url: facts.url !== undefined, ask_url: facts.url === undefined, migrations: hasMigrations },
      ...{ typeorm: migrationTool === 'typeorm', knex: migrationTool === 'knex', sql: migrationTool === 'sql' },
      node_pg_migrate: migrationTool === 'node-pg-migrate',
    },
  };
}

/** What has the traffic: of Flagger a copy with names of its own. */
function servingTexts({ workload, selector, trigger }: RollbackFacts) {
  if (trigger !== 'flagger') return { serving: workload, serving_selector: '', serving_variable: '$SELECTOR' };
  const copied = /((?:^|,)(?:app|name|app\.kubernetes\.io\/name)=[^,]*)/;
  return {
    serving: `${workload}-primary`,
    serving_selector: yamlWord(selector.replace(copied, '$1-primary')),
    serving_variable: '$SERVING',
  };
}

/** Where a tool is to look that would not look there by itself; TypeORM and knex have files that say it. */
function folderArguments({ migrationTool, migrations }: RollbackFacts): string {
  if (migrations === undefined) return '';
  switch (migrationTool) {
    case 'sql':
    case 'node-pg-migrate':
      return `, '--migrations-dir', '${migrations}'`;
    case 'typeorm':
    case 'knex':
    case 'none':
      return '';
  }
}

/** Without TypeORM and the like, which the project itself brings. */
function moreTools({ config, migrationTool }: RollbackFacts): string {
  const names = [
    ...(config === 'etcd' ? ['etcdctl'] : []),
    ...(migrationTool === 'none' ? [] : ['node']),
    ...(migrationTool === 'sql' ? ['dbmate'] : []),
  ];
  return names.map((name) => `, ${name}`).join('');
}

function numbered(hasConfig: boolean, hasMigrations: boolean) {
  const database = hasConfig ? 3 : 2;
  const application = hasMigrations ? database + 1 : database;
  return {
    step_database: String(database),
    step_application: String(application),
    step_verify: String(application + 1),
  };
}

function drillAnswers({ name, config, migrationTool, image, url }: RollbackFacts): string {
  const answers = [
    'version: v1.0.0',
    ...(image === undefined ? [`image: registry.example.com/${name}`] : []),
    ...(url === undefined ? [`service_url: "https://${name}.example.com"`] : []),
    ...(hasScript(config) ? ['roll-back-configuration: "yes"'] : []),
    ...(migrationTool === 'none' ? [] : ['roll-back-database-migration: "no"']),
  ];
  return answers.join(', ');
}

/** The same for everybody who migrates this component; below 2^31. */
function lockOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 2_147_483_647;
  return hash;
}
