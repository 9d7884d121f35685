import { isRecord } from './is-record.ts';

/** What stands in a JSON value at a path of keys; undefined where it does not go so far. */
export function valueAt(value: unknown, field: readonly string[]): unknown {
  return field.reduce((part, key) => (isRecord(part) ? part[key] : undefined), value);
}
