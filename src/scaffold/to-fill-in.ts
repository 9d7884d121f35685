import type { RollbackFacts } from './rollback-files.ts';

/** A text that was written, under its path from the root. */
export interface WrittenText {
  readonly path: string;
  readonly text: string;
}

/** What was not found, and what stands there instead. */
export interface Missing {
  readonly text: string;
  /** `path:line` of the first line that it is about; undefined where no new file has it. */
  readonly place: string | undefined;
}

/** Facts that nobody gave or found, so that something was assumed. */
export type Assumed = ReadonlySet<'workload' | 'container' | 'namespace' | 'context' | 'migrations' | 'owner'>;

/** What a person has to look at, each with where that is. */
export function toFillIn(facts: RollbackFacts, assumed: Assumed, files: readonly WrittenText[]): readonly Missing[] {
  const row = (words: string, text: string): Missing => ({ text, place: placeOf(words, files) });
  const rows = [
    facts.image === undefined && row(' image: {', 'image: not found, so each run asks for it; --image'),
    facts.url === undefined
      ? row('service_url: {', 'address of the service: not given, so each run asks for it; --service-url')
      : row('SERVICE_URL:', 'address in staging: that of production was taken'),
    assumed.has('workload') && row(facts.workload, `workload: ${facts.workload} was assumed; --workload`),
    facts.trigger === 'argo' &&
      facts.workload.startsWith('deployment/') &&
      row(facts.workload, `workload: rollout/${facts.name} instead, once the Rollout has taken its place`),
    assumed.has('container') && row(`"${facts.container}=`, `container: ${facts.container} was assumed; --container`),
    assumed.has('namespace') &&
      row(`namespace: ${facts.namespace} }`, `namespace: ${facts.namespace} was assumed; --namespace`),
    assumed.has('context')
      ? row('{ context:', 'contexts of kubectl: "staging" and "production" were assumed')
      : row('{ context: staging', 'context of staging: "staging" was assumed'),
    facts.migrationTool !== 'none' &&
      row('database: {', 'host of the database: not known, so no other one is refused; add host: and name:'),
    assumed.has('migrations') && row('', 'migrations: no tool was found; --migration-tool'),
    assumed.has('owner') && row('owners:', `owner: ${facts.owner} was assumed; --owner`),
  ];
  return rows.filter((one) => one !== false);
}

function placeOf(words: string, files: readonly WrittenText[]): string | undefined {
  if (words === '') return undefined;
  for (const { path, text } of files) {
    const index = text.split('\n').findIndex((line) => line.includes(words));
    if (index !== -1) return `${path}:${index + 1}`;
  }
  return undefined;
}
