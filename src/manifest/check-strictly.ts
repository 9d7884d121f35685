import type { Path } from './manifest.ts';

/** What the API server would refuse: a key that it does not know, one that is missing, a value of another type. */
export interface SchemaProblem {
  readonly kind: 'unknown' | 'missing' | 'wrong';
  readonly path: Path;
  /** Of an unknown key the known ones beside it; else what is expected. */
  readonly expected: readonly string[];
}

/** An object of one kind → its problems. */
export type CheckObject = (value: object) => readonly SchemaProblem[];

/** A model as the packages of Kubernetes models have them: its validator throws the errors, and is lax about unknown keys. */
export interface Model {
  readonly prototype: { readonly validate: () => void };
}

/**
 * Makes a lax validator strict. It asks for every key that its schema knows and for no other, so that the keys that it
 * never asks for are the unknown ones; where it goes through the keys themselves, as it does for labels, any is right.
 */
export function strictly({ prototype }: Model): CheckObject {
  return (value) => {
    const watched = new Map<string, Watched>();
    const errors = errorsThrown(() => Reflect.apply(prototype.validate, watch(value, [], watched), []));
    return [...errorsOf(errors), ...[...watched.values()].flatMap(unknownKeys)];
  };
}

function errorsThrown(validate: () => void): unknown {
  try {
    validate();
    return [];
  } catch (error) {
    if (error instanceof Error && 'errors' in error) return error.errors;
    throw error;
  }
}

interface Watched {
  readonly path: Path;
  readonly value: object;
  readonly asked: Set<string>;
  isOpen: boolean;
}

function watch(value: object, path: Path, watched: Map<string, Watched>): object {
  const key = path.join('\0');
  const own: Watched = watched.get(key) ?? { path, value, asked: new Set(), isOpen: false };
  watched.set(key, own);
  return new Proxy(value, {
    get(target, property, receiver) {
      const inner: unknown = Reflect.get(target, property, receiver);
      if (typeof property !== 'string') return inner;
      if (!Array.isArray(target)) own.asked.add(property);
      const step = Array.isArray(target) ? Number(property) : property;
      return typeof inner === 'object' && inner !== null ? watch(inner, [...path, step], watched) : inner;
    },
    has(target, property) {
      if (typeof property === 'string') own.asked.add(property);
      return Reflect.has(target, property);
    },
    ownKeys(target) {
      own.isOpen = true;
      return Reflect.ownKeys(target);
    },
  });
}

/** An object that nothing was asked of may hold anything. */
function unknownKeys({ path, value, asked, isOpen }: Watched): readonly SchemaProblem[] {
  if (isOpen || asked.size === 0 || Array.isArray(value)) return [];
  return Object.keys(value)
    .filter((key) => !asked.has(key))
    .map((key) => ({ kind: 'unknown', path: [...path, key], expected: [...asked] }));
}

function errorsOf(errors: unknown): readonly SchemaProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error): readonly SchemaProblem[] => {
    const { instancePath, keyword, params } = readError(error);
    const path = pathOf(instancePath);
    if (keyword === 'required')
      return [{ kind: 'missing', path: [...path, params['missingProperty'] ?? ''], expected: [] }];
    if (keyword === 'type') return [{ kind: 'wrong', path, expected: [params['type'] ?? ''] }];
    if (keyword === 'enum' || keyword === 'pattern' || keyword === 'format')
      return [{ kind: 'wrong', path, expected: [String(Object.values(params)[0] ?? '')] }];
    return [];
  });
}

function readError(error: unknown) {
  const record: Readonly<Record<string, unknown>> = typeof error === 'object' && error !== null ? { ...error } : {};
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(record['params'] ?? {})) params[name] = String(value);
  return { instancePath: String(record['instancePath'] ?? ''), keyword: String(record['keyword'] ?? ''), params };
}

/** `/spec/strategy/0` */
function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}
