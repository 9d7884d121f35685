import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { canonical } from '../objects/canonical.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { parseObject } from '../objects/list-objects.ts';
import { objectSchema } from '../objects/objects.ts';
import { valueAt } from '../objects/value-at.ts';
import { servedPath } from './served-path.ts';
import type { Addition, Setting, Suspended } from './suspension.ts';
import { whyNotInGit } from './why-not-in-git.ts';

/** Somebody else's change of the same fields since it was planned is the error `conflict`, and nothing is changed. */
export async function suspend(suspended: Suspended, api: KubernetesApi): Promise<void> {
  await change(suspended.path, api, (now) => {
    const other = suspended.settings.find((one) => !isSet(now, one) && !isAsBefore(now, one));
    if (other !== undefined)
      throw new KubernetesError('conflict', `somebody has changed ${other.field.join('.')} meanwhile`, { status: 409 });
    return setting(now, suspended);
  });
}

/** Where it has been switched on since; what is gone stays gone. */
export async function suspendAgain(suspended: Suspended, api: KubernetesApi): Promise<void> {
  await change(suspended.path, api, (now) => setting(now, suspended));
}

export type Resumed =
  | { readonly state: 'resumed' }
  /** Nothing of it was suspended any more. */
  | { readonly state: 'was-on'; readonly why: string }
  /** It would, or might, bring the version back that was rolled back from. */
  | { readonly state: 'refused'; readonly why: string };

/**
 * Takes back what still stands as it was set, and leaves what others have set since; not while Git is not known to say
 * what the cluster runs, unless that is said.
 */
export async function resume(suspended: Suspended, api: KubernetesApi, evenIfReverted: boolean): Promise<Resumed> {
  const first = await getIfThere(suspended.path, api, ['not-found']);
  if (first === undefined) {
    const path = await servedPath(suspended.path, api);
    if (path !== suspended.path) return await resume({ ...suspended, path }, api, evenIfReverted);
    return { state: 'was-on', why: 'it is gone from the cluster' };
  }
  if (restoring(first, suspended) === undefined) return { state: 'was-on', why: 'it was on already' };
  const why = evenIfReverted ? undefined : await whyNotInGit(suspended.git, api);
  if (why !== undefined) return { state: 'refused', why };
  await change(suspended.path, api, (now) => restoring(now, suspended));
  return { state: 'resumed' };
}

const mostTries = 20;

type Patch = Readonly<Record<string, unknown>>;

/** Reads, works out what is to be changed in what is there, and changes that; again where somebody was faster. */
async function change(path: string, api: KubernetesApi, make: (now: unknown) => Patch | undefined): Promise<void> {
  for (let count = 1; ; count += 1) {
    const now = await getIfThere(path, api, ['not-found']);
    const patch = now === undefined ? undefined : make(now);
    if (patch === undefined) return;
    const { resourceVersion } = parseObject(objectSchema, now, path).metadata;
    try {
      await api.patch(path, nested(patch, ['metadata', 'resourceVersion'], resourceVersion));
      return;
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.code !== 'conflict' || count === mostTries) throw error;
    }
  }
}

function setting(now: unknown, { settings, additions }: Suspended): Patch | undefined {
  const values = settings.filter((one) => !isSet(now, one)).map(({ field, set }) => [field, set ?? null] as const);
  const lists = additions.filter((one) => !isAdded(now, one)).map((one) => [one.field, withAdded(now, one)] as const);
  return patchOf([...values, ...lists]);
}

function restoring(now: unknown, { settings, additions }: Suspended): Patch | undefined {
  const values = settings.filter((one) => isSet(now, one)).map(({ field, before }) => [field, before ?? null] as const);
  const lists = additions.filter((one) => isAdded(now, one)).map((one) => [one.field, withoutAdded(now, one)] as const);
  return patchOf([...values, ...lists]);
}

function isSet(now: unknown, { field, set }: Setting): boolean {
  return isSame(valueAt(now, field), set);
}

function isAsBefore(now: unknown, { field, before }: Setting): boolean {
  return isSame(valueAt(now, field), before);
}

function isAdded(now: unknown, { field, added }: Addition): boolean {
  return listAt(now, field).some((one) => isSame(one, added));
}

function withAdded(now: unknown, { field, added }: Addition): readonly unknown[] {
  return [...listAt(now, field), added];
}

/** A list that nothing is left in was not there before. */
function withoutAdded(now: unknown, { field, added }: Addition): readonly unknown[] | null {
  const rest = listAt(now, field).filter((one) => !isSame(one, added));
  return rest.length === 0 ? null : rest;
}

function listAt(now: unknown, field: readonly string[]): readonly unknown[] {
  const found = valueAt(now, field);
  return Array.isArray(found) ? found : [];
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}

/** A merge patch of some values; undefined where there is none. */
function patchOf(values: readonly (readonly [field: readonly string[], value: unknown])[]): Patch | undefined {
  if (values.length === 0) return undefined;
  return values.reduce<Patch>((patch, [field, value]) => nested(patch, field, value), {});
}

function nested(patch: Patch, [first = '', ...rest]: readonly string[], value: unknown): Patch {
  if (rest.length === 0) return { ...patch, [first]: value };
  return { ...patch, [first]: nested((patch[first] ?? {}) as Patch, rest, value) };
}
