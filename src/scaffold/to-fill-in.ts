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
export type Assumed = ReadonlySet<
  'workload' | 'container' | 'selector' | 'health' | 'namespace' | 'context' | 'migrations' | 'owner'
>;

/** What a person has to look at, each with where that is. */
export function toFillIn(facts: RollbackFacts, assumed: Assumed, files: readonly WrittenText[]): readonly Missing[] {
  const row = (words: string, text: string): Missing => ({ text, place: placeOf(words, files) });
  const rows = [
    facts.image === undefined && row(' image: {', 'image: not found, so each run asks for it; --image'),
    facts.url === undefined
      ? row('service_url: {', 'address of the service: not given, so each run asks for it; --service-url')
      : row('SERVICE_URL:', 'address in staging: that of production was taken'),
    assumed.has('workload') && row(facts.workload, `workload: ${facts.workload} was assumed; --workload`),
    assumed.has('container') && row(`"${facts.container}=`, `container: ${facts.container} was assumed; --container`),
    assumed.has('selector') && row('SELECTOR:', `labels of its pods: ${facts.selector} was assumed; --selector`),
    assumed.has('health') &&
      row(`$SERVICE_URL${facts.healthPath}`, `path of its health: ${facts.healthPath} was assumed`),
    facts.trigger === 'argo' &&
      row('kind: Rollout', `Rollout: once it is healthy, scale deployment/${facts.name} to 0 and delete it`),
    facts.trigger === 'argo' && row('query: |', 'metric of the analysis: http_requests_total was assumed'),
    facts.trigger === 'argo' &&
      facts.workloadSpec === undefined &&
      row('template:', 'pods of the Rollout: no Deployment was found to take them from'),
    facts.trigger === 'flagger' && row('port: 80', 'ports of the service: 80 and 8080 were assumed'),
    facts.config === 'git' &&
      row('file=$folder', `configuration: put each version into config/${facts.name}-VERSION.yaml beside the script`),
    facts.config === 'etcd' &&
      row('file=$folder', `configuration: put each version into config/${facts.name}-VERSION.keys beside the script`),
    assumed.has('namespace') &&
      row(`namespace: ${facts.namespace} }`, `namespace: ${facts.namespace} was assumed; --namespace`),
    assumed.has('context')
      ? row('{ context:', 'contexts of kubectl: "staging" and "production" were assumed')
      : row('{ context: staging', 'context of staging: "staging" was assumed'),
    facts.migrationTool !== 'none' && row('database: {', 'database: any host is taken; add host: and name: to it'),
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
