import type { Manifest, Path } from './manifest.ts';

/** What stands at the end of a path; undefined where it is not there. */
export function valueAt({ value }: Pick<Manifest, 'value'>, ...path: Path): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === 'number') found = found[step];
    else found = isMap(found) ? found[String(step)] : undefined;
  }
  return found;
}

export function textAt(manifest: Pick<Manifest, 'value'>, ...path: Path): string {
  const found = valueAt(manifest, ...path);
  return typeof found === 'string' ? found : '';
}

export function numberAt(manifest: Pick<Manifest, 'value'>, ...path: Path): number | undefined {
  const found = valueAt(manifest, ...path);
  return typeof found === 'number' ? found : undefined;
}

export function listAt(manifest: Pick<Manifest, 'value'>, ...path: Path): readonly unknown[] {
  const found = valueAt(manifest, ...path);
  return Array.isArray(found) ? found : [];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
