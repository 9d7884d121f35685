import type { Template } from '../objects/objects.ts';

/** One template that a workload has had, as the cluster still holds it. */
export interface Revision {
  /** Changes with every rollback: for people, never to choose by. */
  readonly number: number;
  /** Of the ReplicaSet or ControllerRevision that holds it. */
  readonly name: string;
  readonly path: string;
  readonly template: Template;
  /** The tag of its main image, or the label `app.kubernetes.io/version`. */
  readonly version: string | undefined;
  readonly images: readonly RevisionImage[];
  /** That of the container which is named like its workload, else the first. */
  readonly main: RevisionImage | undefined;
  /** UTC, RFC 3339. */
  readonly createdAt: string;
  readonly changeCause: string | undefined;
  readonly isCurrent: boolean;
  /** Pods of it that are available now. */
  readonly available: number;
  readonly marks: RevisionMarks;
}

export interface RevisionImage {
  readonly container: string;
  /** As the template says it. */
  readonly image: string;
  /** What its pods run or have run, where that is known: a tag may lead somewhere else by now. */
  readonly digest: string | undefined;
}

/** What is written down on a revision, so that the next rollback knows it. */
export interface RevisionMarks {
  /** When all of its pods were seen to be available, and what each container ran. */
  readonly available?: { readonly at: string; readonly digests: Readonly<Record<string, string>> } | undefined;
  /** When it was rolled back from. */
  readonly left?: { readonly at: string } | undefined;
  /** When it was brought back, and from which. */
  readonly restored?: { readonly at: string; readonly from: string } | undefined;
}

/** The one that is in force; none where its template has not been rolled out yet. */
export function currentOf(revisions: readonly Revision[]): Revision | undefined {
  return revisions.find(({ isCurrent }) => isCurrent);
}

export function mainImage(images: readonly RevisionImage[], workload: string): RevisionImage | undefined {
  return images.find(({ container }) => container === workload) ?? images[0];
}

/** Whether all of its pods were available at some time. Undefined: nobody has seen it either way. */
export function becameAvailable({ marks, available, isCurrent }: Revision): boolean | undefined {
  if (marks.available !== undefined || available > 0) return true;
  return isCurrent ? false : undefined;
}

/** `v1.1.0, revision 7` */
export function revisionText({ version, number, main }: Revision): string {
  return `${version ?? main?.image ?? 'unknown'}, revision ${number}`;
}

/** As `--json` gives it. */
export function shownRevision({ template: _template, path: _path, main: _main, ...shown }: Revision) {
  return shown;
}
