import { isRecord } from './is-record.ts';

/** What turns one JSON value into another by a merge patch (RFC 7386): lists as a whole, and null for what goes. */
export function mergePatch(from: unknown, to: unknown): unknown {
  if (!isRecord(from) || !isRecord(to)) return to;
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (!(key in to)) patch[key] = null;
    else if (JSON.stringify(from[key]) !== JSON.stringify(to[key])) patch[key] = mergePatch(from[key], to[key]);
  }
  return patch;
}
