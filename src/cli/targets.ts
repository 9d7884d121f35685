import { privateKubeconfig } from '../adapters/kubeconfig.ts';
import { kubeconfigSource } from '../adapters/kubeconfig-files.ts';
import { proveCluster } from '../adapters/kubernetes.ts';
import { proveDatabase } from '../adapters/postgres.ts';
import { withPassword } from '../adapters/postgres-url.ts';
import { type ProvedTarget, sameTarget } from '../adapters/target.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Environment } from '../runbook/environment.ts';
import { variableOf } from '../runbook/input.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Proof, TargetProver } from '../runner/prover.ts';
import type { PreflightCheck } from './preflight.ts';

export interface Targets extends TargetProver {
  /** The chosen environment, and what it leaves open filled in from the kubeconfig: what every command is held to. */
  readonly environment: Environment | undefined;
  /** Variables that pin every action to the target: the private KUBECONFIG, the connection string of the environment. */
  readonly pinned: Readonly<Record<string, string>>;
  /** Whether the address of the environment's database is there, or will be. */
  readonly checks: readonly PreflightCheck[];
}

interface TargetSource {
  readonly environment: Environment | undefined;
  readonly runbook: Runbook;
  /** 0700; where the private kubeconfig is written. */
  readonly scratchFolder: string;
  readonly variables: NodeJS.ProcessEnv;
  /** What a run that goes on has proved before, by what was asked. */
  readonly provedBefore?: ReadonlyMap<string, ProvedTarget>;
}

/** The targets of a run: the cluster of its environment, and every database that an action or the environment names. */
export async function prepareTargets(source: TargetSource): Promise<Targets> {
  const cluster = await prepareCluster(source);
  const databases = databaseVariables(source);
  const first = new Map(source.provedBefore);
  const writes = allActionsOf(source.runbook).some(({ effect }) => effect !== 'read');
  const prove: TargetProver['prove'] = async (variables, signal) => {
    const asked = [
      ...(cluster === undefined ? [] : [cluster.prove(signal)]),
      ...databases.map((name) => proveDatabaseOf(name, source, variables, signal)),
    ];
    const proofs = (await Promise.all(asked)).filter((proof) => proof !== undefined);
    return proofs.map((proof) => compare(proof, first, writes));
  };
  return {
    environment: resolved(source, cluster),
    checks: databaseChecks(source),
    pinned: { ...(cluster && { KUBECONFIG: cluster.file }), ...pinnedDatabase(source) },
    prove,
  };
}

async function prepareCluster({ environment, scratchFolder, variables }: TargetSource) {
  const wanted = environment?.kubernetes;
  if (wanted === undefined) return undefined;
  const { file, context, server, namespace } = await privateKubeconfig({
    ...wanted,
    source: kubeconfigSource(variables),
    into: scratchFolder,
  });
  const prove = async (signal: AbortSignal): Promise<Proof> => {
    const { target, ...proof } = await proveCluster(file, signal);
    return { ...proof, of: 'cluster', target: target ?? { kind: 'kubernetes', server, namespace } };
  };
  return { file, target: { ...wanted, context, server, namespace }, prove };
}

/** A command that names another cluster or database is refused also where the runbook leaves open which one is meant. */
function resolved(
  { environment, variables }: TargetSource,
  cluster: Awaited<ReturnType<typeof prepareCluster>>,
): Environment | undefined {
  if (environment === undefined) return undefined;
  const url = variables[databaseVariable(environment) ?? ''];
  const database = environment.database && { ...addressIn(url), ...environment.database };
  return { ...environment, kubernetes: cluster?.target, database };
}

/** Host and name in a connection string; what it does not say is not known. */
function addressIn(url: string | undefined): { readonly host?: string; readonly name?: string } {
  const { hostname = '', pathname = '' } = URL.parse(url ?? '') ?? {};
  const name = decodeURIComponent(pathname.slice(1));
  return { ...(hostname === '' ? {} : { host: hostname }), ...(name === '' ? {} : { name }) };
}

/** Where the environment's connection string is a variable of the person's; one that an input gives is handed in anew. */
function pinnedDatabase({ environment, variables }: TargetSource): Readonly<Record<string, string>> {
  const name = databaseVariable(environment);
  const url = name && variables[name];
  return name === undefined || url === undefined ? {} : { [name]: url };
}

function databaseVariable(environment: Environment | undefined): string | undefined {
  if (environment?.database === undefined) return undefined;
  return (environment.database.url ?? 'DATABASE_URL').replace(/^\$\{?|\}$/g, '');
}

/** Without an address there is nothing to prove, and a write would go where the person's own settings lead. */
function databaseChecks({ environment, runbook, variables }: TargetSource): readonly PreflightCheck[] {
  const name = databaseVariable(environment);
  if (environment === undefined || name === undefined) return [];
  const outputs = allActionsOf(runbook).flatMap(({ capture, secret }) => [capture, secret]);
  const names = [...runbook.inputs.map((input) => input.name), ...outputs].flatMap((one) =>
    one === undefined ? [] : variableOf(one),
  );
  const isThere = names.includes(name) || environment.vars[name] !== undefined || (variables[name] ?? '') !== '';
  const problem = `$${name} is not set; export the connection string of the database of ${environment.name} in it`;
  return [{ what: name, problem: isThere ? undefined : problem }];
}

/** Names of the variables that hold connection strings, each once. */
function databaseVariables({ environment, runbook }: TargetSource): readonly string[] {
  const named = databaseVariable(environment) ?? [];
  const used = allActionsOf(runbook).flatMap((action) =>
    action.kind === 'sql' && action.effect !== undefined ? [action.database] : [],
  );
  return [...new Set([named, used].flat())];
}

/** A database whose address is not known yet cannot be proved yet, nor written to. */
async function proveDatabaseOf(
  name: string,
  source: TargetSource,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Proof | undefined> {
  const url = variables[name] ?? source.variables[name];
  if (url === undefined) return undefined;
  const { target, ...proof } = await proveDatabase(
    withPassword(url, variables['DB_PASSWORD']),
    source.environment?.database,
    signal,
  );
  const unknown = {
    kind: 'database',
    name: `$${name}`,
    host: 'unknown',
    systemIdentifier: 'unknown',
    role: 'primary',
  } as const;
  return { ...proof, of: name, target: target ?? unknown };
}

/** The first proof of a target is what every later one must equal; a replica is never written to, but may be read. */
function compare(proof: Proof, first: Map<string, ProvedTarget>, writes: boolean): Proof {
  if (proof.outcome !== 'proved') return proof;
  const { target, of } = proof;
  if (writes && target.kind === 'database' && target.role === 'replica') {
    return {
      of,
      outcome: 'changed',
      target,
      detail: `${target.name} at ${target.host} is a replica; writes need the primary`,
    };
  }
  const earlier = first.get(of) ?? target;
  first.set(of, earlier);
  if (sameTarget(earlier, target)) return { of, outcome: 'proved', target };
  return {
    of,
    outcome: 'changed',
    target,
    detail: `it was ${describeTarget(earlier)} at the start and is ${describeTarget(target)} now`,
  };
}

function describeTarget(target: ProvedTarget): string {
  if (target.kind === 'kubernetes') return `${target.server}, namespace ${target.namespace}`;
  return `database ${target.name} at ${target.host}, ${target.role}`;
}
