import { checkImage } from '../images/check-image.ts';
import { parseImageReference } from '../images/image-reference.ts';
import type { RegistryClient } from '../images/registry-client.ts';
import { RegistryError } from '../images/registry-error.ts';
import { movedTo } from './moved-tag.ts';
import type { Revision, RevisionImage } from './revision.ts';
import { type StartCheck, together } from './start-check.ts';

/** Whether a node could pull what a revision names, and whether its tags still lead to what it ran. */
export async function checkImages(
  { images }: Pick<Revision, 'images'>,
  clientOf: (registry: string) => Promise<RegistryClient>,
): Promise<StartCheck> {
  return together(...(await Promise.all(images.map((image) => checkOne(image, clientOf)))));
}

async function checkOne(
  ran: RevisionImage,
  clientOf: (registry: string) => Promise<RegistryClient>,
): Promise<StartCheck> {
  const { image } = ran;
  const reference = parseImageReference(image);
  if (typeof reference === 'string') return { gone: [`${image} names no image: ${reference}`], notLookedAt: [] };
  try {
    const found = await checkImage(await clientOf(reference.registry), reference);
    if (found.state === 'not-pullable')
      return { gone: found.problems.map((problem) => `${image} cannot be pulled: ${problem}`), notLookedAt: [] };
    const moved = movedTo(ran, found);
    return {
      gone: [],
      notLookedAt: moved === undefined ? [] : [`${image} leads to ${moved} now, and ran as ${ran.digest}`],
    };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { gone: [], notLookedAt: [`images: ${error.message}`] };
  }
}
