import type { ImageCheck } from '../images/check-image.ts';
import { digestIn } from './image-digest.ts';
import type { RevisionImage } from './revision.ts';

/** The digest that a tag leads to now, where that is another one than what ran; a name with a digest cannot be moved. */
export function movedTo({ image, digest }: RevisionImage, now: ImageCheck): string | undefined {
  if (now.state !== 'pullable' || digest === undefined || digestIn(image) !== undefined) return undefined;
  // Some runtimes say the digest of the index, some that of its part for the node.
  return now.digest === digest || now.platforms.length > 1 ? undefined : now.digest;
}
