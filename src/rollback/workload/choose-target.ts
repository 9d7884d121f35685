import { clean } from 'semver';
import { becameAvailable, currentOf, type Revision, revisionText } from './revision.ts';

/** Which revision to go back to, and why that one. */
export type Choice =
  | { readonly state: 'chosen'; readonly revision: Revision; readonly why: string }
  /** It runs already, or was brought back already: nothing is to be done. */
  | { readonly state: 'there'; readonly revision: Revision; readonly why: string }
  | { readonly state: 'none'; readonly why: string; readonly hint: string };

/**
 * By what runs, never by "the one before": `last-good`, a digest, a version, or, as it is shown now, the number of a
 * revision. `revisions` are the newest first.
 */
export function chooseTarget(revisions: readonly Revision[], wanted: string): Choice {
  if (revisions.length === 0)
    return none('the cluster holds no revision of it', 'With revisionHistoryLimit: 0 it keeps none.');
  if (wanted === 'last-good') return lastGood(revisions);
  const digest = /^(?:sha(?:256|512):)?([0-9a-f]{12,128})$/.exec(wanted)?.[1];
  if (digest !== undefined) {
    const found = revisions.filter(({ images }) => images.some((one) => one.digest?.split(':')[1]?.startsWith(digest)));
    return among(found, `runs the image ${wanted}`, revisions);
  }
  if (/^\d+$/.test(wanted)) {
    const found = revisions.filter(({ number }) => number === Number(wanted));
    return among(found, `has the number ${wanted} now`, revisions);
  }
  const found = revisions.filter(({ version }) => version !== undefined && isSameVersion(version, wanted));
  return among(found, `runs ${wanted}`, revisions);
}

/** With or without the `v`. */
function isSameVersion(a: string, b: string): boolean {
  if (a === b) return true;
  const [first, second] = [clean(a), clean(b)];
  return first !== null && first === second;
}

function among(found: readonly Revision[], why: string, all: readonly Revision[]): Choice {
  const current = currentOf(found);
  if (current !== undefined) return { state: 'there', revision: current, why: `it ${why} already` };
  const [revision, ...others] = found;
  if (revision === undefined) {
    const there = all.map(revisionText).join('; ');
    return none(`no revision ${why}`, `There are: ${there}.`);
  }
  const more = others.length === 0 ? '' : `; so do ${others.length} older ones`;
  return { state: 'chosen', revision, why: `it ${why}${more}` };
}

/** The newest of which is known that all of its pods were available and which nobody has rolled back from. */
function lastGood(revisions: readonly Revision[]): Choice {
  const current = currentOf(revisions);
  const newestOther = revisions.find(({ isCurrent }) => !isCurrent);
  const { restored } = current?.marks ?? {};
  if (current !== undefined && restored !== undefined && newestOther?.name === restored.from) {
    return {
      state: 'there',
      revision: current,
      why: `it was rolled back to at ${restored.at}, and nothing was deployed since`,
    };
  }
  const older = revisions.filter(({ isCurrent, marks }) => !isCurrent && marks.left === undefined);
  const good = older.find((revision) => becameAvailable(revision) === true);
  if (good !== undefined)
    return { state: 'chosen', revision: good, why: `it is the newest that is known to have worked: ${proofOf(good)}` };
  const known = revisions.filter(({ isCurrent }) => !isCurrent).map(revisionText);
  return none(
    'of no earlier revision it is known that it worked: none has available pods, and none was seen to get ready by runbook app wait',
    known.length === 0 ? 'There is no earlier revision.' : `Name one by --to: ${known.join('; ')}.`,
  );
}

function proofOf({ available, marks }: Revision): string {
  if (available > 0) return `${available} ${available === 1 ? 'pod' : 'pods'} of it are available now`;
  return `all of its pods were available at ${marks.available?.at ?? ''}`;
}

function none(why: string, hint: string): Choice {
  return { state: 'none', why, hint };
}
