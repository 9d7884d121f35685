import { isRecord } from './is-record.ts';
import type { ObjectMetadata } from './objects.ts';

type Writer = ObjectMetadata['managedFields'][number];

/** Whoever the server has noted to have set a field, or something in it. */
export function writersOf({ managedFields }: ObjectMetadata, path: readonly string[]): readonly Writer[] {
  return managedFields.filter(({ fieldsV1 }) => hasField(fieldsV1, path));
}

/** The one of them that wrote last; to the second, and where two did, one of them. */
export function lastWriterOf(metadata: ObjectMetadata, path: readonly string[]): Writer | undefined {
  return writersOf(metadata, path).toSorted((a, b) => b.time.localeCompare(a.time))[0];
}

function hasField(fields: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  const key = `f:${first}`;
  return isRecord(fields) && key in fields && hasField(fields[key], rest);
}
