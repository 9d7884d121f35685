import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { parseObject } from '../objects/list-objects.ts';
import { type ClusterObject, objectSchema } from '../objects/objects.ts';
import { valueAt } from '../objects/value-at.ts';
import { planApplication } from './argo-application.ts';
import { isAsserted } from './asserted.ts';
import { isActive, leftAlone } from './is-active.ts';
import { type Keeper, keepersOf, keeperText } from './keeper.ts';
import { type KeeperObject, readKeeper } from './keeper-object.ts';
import type { GitWatch, Setting, Suspension } from './suspension.ts';

/** What is kept: the workload, or the object of a keeper that another one looks after. */
export interface Kept {
  readonly path: string;
  readonly object: ClusterObject;
  /** As it is called in a sentence. */
  readonly text: string;
}

/** The workload that all of it is for. */
export interface Subject extends Kept {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export type SuspensionPlan =
  | { readonly state: 'planned'; readonly suspensions: readonly Suspension[] }
  | { readonly state: 'impossible'; readonly why: string };

/**
 * At the level that sticks: where another controller sets the field that suspends a keeper, that one is told to leave
 * it alone first. In the order in which they are to be made, and taken back from the last to the first.
 */
export function planSuspensions(keeper: Keeper, subject: Subject, api: KubernetesApi): Promise<SuspensionPlan> {
  return planOf(keeper, subject, { subject, api, depth: 0 });
}

interface Planning {
  readonly subject: Subject;
  readonly api: KubernetesApi;
  readonly depth: number;
}

const mostLevels = 5;

async function planOf(keeper: Keeper, kept: Kept, planning: Planning): Promise<SuspensionPlan> {
  const { api, depth } = planning;
  if (depth === mostLevels) return impossible(`${keeperText(keeper)} is looked after by too many others`);
  const own = await readKeeper(keeper, api);
  // What does not sync by itself takes nothing back.
  if (!isActive(keeper, kept.object.metadata, own?.object)) return planned();
  if (keeper.tool === 'kustomization') return planned(leaveAlone(keeper, kept, own));
  if (own === undefined)
    return impossible(
      `${keeperText(keeper)} is not to be found in this cluster, or not to be read with these credentials`,
    );
  const wish =
    keeper.tool === 'helmrelease' ? suspendRelease(keeper, own) : await planApplication(keeper, own, planning);
  if ('why' in wish) return impossible(wish.why);
  const at: Kept = { ...own, text: keeperText(keeper) };
  const plans: Suspension[] = [];
  for (const one of wish) {
    const above = await underParents(one, one.path === at.path ? at : await keptAt(one, api), planning);
    if (above.state === 'impossible') return above;
    plans.push(...above.suspensions);
  }
  return planned(...plans);
}

/** A suspension, and before it what keeps somebody above from setting the same field again. */
async function underParents(one: Suspension, at: Kept, planning: Planning): Promise<SuspensionPlan> {
  const [{ field }] = [...one.settings, ...one.additions] as [{ readonly field: readonly string[] }];
  if (!isAsserted(at.object.metadata, field)) return planned(one);
  const name = field.join('.');
  const parents = keepersOf(at.object.metadata);
  if (parents.length === 0) return impossible(`another controller sets ${name} of ${at.text}, and nothing says which`);
  const above: Suspension[] = [];
  let child = one;
  for (const parent of parents) {
    if (parent.tool === 'kustomization') {
      child = { ...child, settings: [...child.settings, labelSetting(at)] };
      child = { ...child, change: `${child.change}; ${keeperText(parent)} sets ${name} too, and leaves it alone then` };
      continue;
    }
    const plan = await planOf(parent, at, { ...planning, depth: planning.depth + 1 });
    if (plan.state === 'impossible') return plan;
    above.push(...plan.suspensions);
    child = { ...child, change: `${child.change}; ${keeperText(parent)} sets ${name} too, and is suspended before` };
  }
  return planned(...above, child);
}

/** Flux goes on with everything else in the Kustomization. */
function leaveAlone(keeper: Keeper, kept: Kept, own: KeeperObject | undefined): Suspension {
  const [label = ''] = Object.keys(leftAlone);
  return {
    name: `${keeper.tool}-${keeper.name}`,
    what: `${keeperText(keeper)} (${kept.text} alone)`,
    change: `label ${label}: disabled on ${kept.text}`,
    path: kept.path,
    settings: [labelSetting(kept)],
    additions: [],
    git: commitOf(own, ['status', 'lastAppliedRevision']),
  };
}

function labelSetting({ object }: Kept): Setting {
  const [[label, set] = ['', '']] = Object.entries(leftAlone);
  return { field: ['metadata', 'labels', label], set, before: object.metadata.labels[label] };
}

/** While it is suspended it looks at no commit, so that nobody can say when Git has gone on. */
function suspendRelease(keeper: Keeper, { path, object }: KeeperObject): readonly Suspension[] {
  const field = ['spec', 'suspend'];
  return [
    {
      name: `${keeper.tool}-${keeper.name}`,
      what: keeperText(keeper),
      change: 'spec.suspend: true',
      path,
      settings: [{ field, set: true, before: valueAt(object, field) }],
      additions: [],
      git: { by: 'nobody' },
    },
  ];
}

function commitOf(own: KeeperObject | undefined, field: readonly string[]): GitWatch {
  const revision = own === undefined ? undefined : valueAt(own.object, field);
  if (own === undefined || typeof revision !== 'string') return { by: 'nobody' };
  return { by: 'commit', path: own.path, field, revision };
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
