import type { Place } from '../diagnostics/place.ts';
import type { SchemaProblem } from './check-strictly.ts';

/** A step on the way to a value: the key of a map or the index of a list. */
export type Path = readonly (string | number)[];

/** One object for the API server, as YAML gives it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** What the API server would refuse; empty where the kind is not known. */
  readonly problems: readonly SchemaProblem[];
  /** The place of the key that a path ends at; of what is not there, its nearest parent's. */
  readonly placeOf: (...path: Path) => Place;
  /** The place of the value behind it. */
  readonly placeOfValue: (...path: Path) => Place;
}

/** The objects of one file, or of all YAML fences of a runbook. */
export interface Manifests {
  readonly all: readonly Manifest[];
  /** What is no YAML. */
  readonly errors: readonly { readonly message: string; readonly place: Place }[];
}
