import { valueAt } from '../objects/value-at.ts';
import type { KeeperObject } from './keeper-object.ts';
import type { GitRevision } from './suspension.ts';

/** The commit that a keeper says it has applied; undefined where it does not say. */
export function gitRevision({ path, object }: KeeperObject, field: readonly string[]): GitRevision | undefined {
  const revision = valueAt(object, field);
  return typeof revision === 'string' ? { path, field, revision } : undefined;
}
