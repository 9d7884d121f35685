import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { isRecord } from '../objects/is-record.ts';
import { parseObject } from '../objects/list-objects.ts';
import { type ClusterObject, objectSchema } from '../objects/objects.ts';
import { planApplication } from './argo-application.ts';
import { isAsserted } from './asserted.ts';
import { gitRevision } from './git-revision.ts';
import { leftAlone } from './is-active.ts';
import { type Keeper, keepersOf, keeperText } from './keeper.ts';
import { type KeeperObject, readKeeper } from './keeper-object.ts';
import type { Suspension, SuspensionPatch } from './suspension.ts';

/** What is kept: the workload, or the object of a keeper that another one looks after. */
export interface Kept {
  readonly path: string;
  readonly object: ClusterObject;
  /** As it is called in a sentence. */
  readonly text: string;
}

export type SuspensionPlan =
  | { readonly state: 'planned'; readonly suspensions: readonly Suspension[] }
  | { readonly state: 'impossible'; readonly why: string };

/**
 * At the level that sticks: where another controller sets the field that suspends a keeper, that one is told to leave
 * it alone first. In the order in which they are to be made.
 */
export async function planSuspensions(
  keeper: Keeper,
  kept: Kept,
  api: KubernetesApi,
  depth = 0,
): Promise<SuspensionPlan> {
  if (depth === mostLevels) return impossible(`${keeperText(keeper)} is looked after by too many others`);
  const own = await readKeeper(keeper, api);
  if (keeper.tool === 'kustomization') return planned(leaveAlone(keeper, kept, own));
  if (own === undefined)
    return impossible(
      `${keeperText(keeper)} is not to be found in this cluster, or not to be read with these credentials`,
    );
  const at: Kept = { ...own, text: keeperText(keeper) };
  const wish = keeper.tool === 'helmrelease' ? suspendRelease(keeper, own) : await planApplication(keeper, own, api);
  const plans: Suspension[] = [];
  for (const one of wish) {
    const above = await underParents(one, one.path === at.path ? at : await keptAt(one, api), api, depth);
    if (above.state === 'impossible') return above;
    plans.push(...above.suspensions);
  }
  return { state: 'planned', suspensions: plans };
}

const mostLevels = 5;

/** A suspension, and before it what keeps somebody above from setting the same field again. */
async function underParents(one: Suspension, at: Kept, api: KubernetesApi, depth: number): Promise<SuspensionPlan> {
  const field = firstField(one.suspend.spec);
  if (!isAsserted(at.object.metadata, field)) return planned(one);
  const name = field.join('.');
  const parents = keepersOf(at.object.metadata);
  if (parents.length === 0) return impossible(`another controller sets ${name} of ${at.text}, and nothing says which`);
  const above: Suspension[] = [];
  let child = one;
  for (const parent of parents) {
    if (parent.tool === 'kustomization') {
      child = withLabel(child, at.object.metadata.labels);
      child = { ...child, change: `${child.change}; ${keeperText(parent)} sets ${name} too, and leaves it alone then` };
      continue;
    }
    const plan = await planSuspensions(parent, at, api, depth + 1);
    if (plan.state === 'impossible') return plan;
    above.push(...plan.suspensions);
    child = { ...child, change: `${child.change}; ${keeperText(parent)} sets ${name} too, and is suspended before` };
  }
  return { state: 'planned', suspensions: [...above, child] };
}

function withLabel(one: Suspension, before: Readonly<Record<string, string>>): Suspension {
  const { suspend, restore } = labelPatches(before);
  return { ...one, suspend: { ...one.suspend, ...suspend }, restore: { ...one.restore, ...restore } };
}

/** Flux goes on with everything else in the Kustomization. */
function leaveAlone(keeper: Keeper, { path, object, text }: Kept, own: KeeperObject | undefined): Suspension {
  const [label = ''] = Object.keys(leftAlone);
  return {
    name: `${keeper.tool}-${keeper.name}`,
    what: `${keeperText(keeper)} (${text} alone)`,
    change: `label ${label}: disabled on ${text}`,
    ...{ path, resourceVersion: object.metadata.resourceVersion },
    ...labelPatches(object.metadata.labels),
    git: own && gitRevision(own, ['status', 'lastAppliedRevision']),
  };
}

function labelPatches(before: Readonly<Record<string, string>>): {
  suspend: SuspensionPatch;
  restore: SuspensionPatch;
} {
  const old = Object.keys(leftAlone).map((name) => [name, before[name] ?? null] as const);
  return {
    suspend: { metadata: { labels: leftAlone } },
    restore: { metadata: { labels: Object.fromEntries(old) } },
  };
}

function suspendRelease(keeper: Keeper, own: KeeperObject): readonly Suspension[] {
  const { path, object } = own;
  return [
    {
      name: `${keeper.tool}-${keeper.name}`,
      what: keeperText(keeper),
      change: 'spec.suspend: true',
      ...{ path, resourceVersion: object.metadata.resourceVersion },
      suspend: { spec: { suspend: true } },
      restore: { spec: { suspend: object.spec['suspend'] ?? null } },
      git: gitRevision(own, ['status', 'lastAttemptedRevision']),
    },
  ];
}

/** `spec.syncPolicy.automated.enabled`: the path to the one thing that a patch sets. */
function firstField(spec: unknown): readonly string[] {
  const path = ['spec'];
  for (let part = spec; isRecord(part); ) {
    const [entry] = Object.entries(part);
    if (entry === undefined) break;
    path.push(entry[0]);
    part = entry[1];
  }
  return path;
}

async function keptAt({ path, what }: Suspension, api: KubernetesApi): Promise<Kept> {
  return { path, object: parseObject(objectSchema, await api.get(path), path), text: what };
}

function planned(...suspensions: readonly Suspension[]): SuspensionPlan {
  return { state: 'planned', suspensions };
}

function impossible(why: string): SuspensionPlan {
  return { state: 'impossible', why };
}
