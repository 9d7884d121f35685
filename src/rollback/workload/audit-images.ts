import { valid } from 'semver';
import { checkImage } from '../images/check-image.ts';
import { type ImageReference, imageName, parseImageReference } from '../images/image-reference.ts';
import { listTags } from '../images/list-tags.ts';
import type { RegistryClient } from '../images/registry-client.ts';
import { RegistryError } from '../images/registry-error.ts';
import { movedTo } from './moved-tag.ts';
import type { Workload } from './read-workload.ts';
import type { Revision } from './revision.ts';

/** Whether the images of one container let it be rolled back. */
export interface ImageAudit {
  readonly container: string;
  readonly image: string;
  /** Versions that the registry keeps of it, and how many of the newest ones were looked at and could be pulled. */
  readonly versions: { readonly kept: number; readonly lookedAt: number; readonly pullable: number } | undefined;
  /** What is in the way of a rollback, one sentence each. */
  readonly findings: readonly string[];
  readonly notLookedAt: readonly string[];
}

/** So many versions behind the newest one should be there to go back to. */
const fewestKept = 5;
const mostLookedAt = 10;

/** Of each container that runs now: its tag, what its registry keeps, and whether tags lead to what they led to. */
export async function auditImages(
  { revisions, object }: Workload,
  clientOf: (registry: string) => Promise<RegistryClient>,
): Promise<readonly ImageAudit[]> {
  const { containers } = object.spec.template.spec;
  return await Promise.all(containers.map(({ name, image }) => auditOne(name, image, revisions, clientOf)));
}

async function auditOne(
  container: string,
  image: string,
  revisions: readonly Revision[],
  clientOf: (registry: string) => Promise<RegistryClient>,
): Promise<ImageAudit> {
  const reference = parseImageReference(image);
  if (typeof reference === 'string')
    return { container, image, versions: undefined, findings: [`it names no image: ${reference}`], notLookedAt: [] };
  const tagged = tagFindings(reference);
  try {
    const client = await clientOf(reference.registry);
    const kept = (await listTags(client, reference.repository))?.versions ?? [];
    const newest = kept.slice(0, mostLookedAt);
    const checks = await Promise.all(newest.map(async (tag) => [tag, await checkTag(client, reference, tag)] as const));
    const broken = checks.flatMap(([tag, found]) =>
      found.state === 'pullable' ? [] : [`${tag}: ${found.problems.join('; ')}`],
    );
    const few =
      kept.length < fewestKept ? [`its registry keeps ${kept.length} versions, fewer than ${fewestKept}`] : [];
    const moved = await movedTags(container, revisions, client);
    const versions = { kept: kept.length, lookedAt: newest.length, pullable: newest.length - broken.length };
    const unpullable = broken.map(
      (text) => `${imageName({ ...reference, tag: undefined, digest: undefined })}:${text}`,
    );
    return { container, image, versions, findings: [...tagged, ...few, ...unpullable, ...moved], notLookedAt: [] };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { container, image, versions: undefined, findings: tagged, notLookedAt: [error.message] };
  }
}

function tagFindings({ tag, digest }: ImageReference): readonly string[] {
  if (tag === undefined) return digest === undefined ? ['it has no tag: it is whatever was pushed last'] : [];
  if (tag === 'latest') return ['latest is no version: nobody knows what it was yesterday'];
  return valid(tag) === null ? [`${tag} is no semantic version: nothing says which one is older`] : [];
}

function checkTag(client: RegistryClient, { registry, repository }: ImageReference, tag: string) {
  return checkImage(client, { registry, repository, tag });
}

/** Whoever goes back to such a tag gets something else than what ran. */
async function movedTags(
  container: string,
  revisions: readonly Revision[],
  client: RegistryClient,
): Promise<readonly string[]> {
  const ran = revisions.flatMap(({ images }) =>
    images.filter((one) => one.container === container && one.digest !== undefined),
  );
  const found = await Promise.all(
    ran.map(async (one) => {
      const reference = parseImageReference(one.image);
      if (typeof reference === 'string' || reference.registry !== client.registry) return [];
      const moved = movedTo(one, await checkImage(client, reference));
      return moved === undefined ? [] : [`${one.image} was moved: it ran as ${one.digest}, and leads to ${moved} now`];
    }),
  );
  return [...new Set(found.flat())];
}
