import type { Manifests } from './manifest.ts';

/** A file of YAML, or a fence: its code and where that begins in the file. */
export interface ManifestText {
  readonly source: string;
  readonly firstLine: number;
  readonly firstColumn: number;
}

/** Texts of YAML → the objects in them. Never throws: what is no YAML is said in `errors`; what is no object of Kubernetes is left out. */
export function readManifests(_texts: readonly ManifestText[]): Manifests {
  return { all: [], errors: [] };
}
