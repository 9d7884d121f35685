import { UsageError } from '../../project/usage-error.ts';
import { checkImage, type ImageCheck } from '../../rollback/images/check-image.ts';
import { type ImageReference, imageName, parseImageReference } from '../../rollback/images/image-reference.ts';
import { listTags } from '../../rollback/images/list-tags.ts';
import type { RegistryClient } from '../../rollback/images/registry-client.ts';
import { RegistryError } from '../../rollback/images/registry-error.ts';
import { auditImages } from '../../rollback/workload/audit-images.ts';
import { pullSecretsOf } from '../../rollback/workload/pull-secrets.ts';
import { readWorkload } from '../../rollback/workload/read-workload.ts';
import { auditText } from '../app-text.ts';
import { writeJson, writeResult } from '../output.ts';
import { registryClients } from '../registry-clients.ts';
import { type ClusterFlags, headOf, openCluster, workloadNamed } from '../workload-flags.ts';

/** `runbook images list REPO`: its tags, versions first, the newest at the top. */
export async function list(name: string, flags: { readonly json?: boolean }): Promise<number> {
  const reference = referenceOf(name);
  const repository = { registry: reference.registry, repository: reference.repository };
  const tags = await listTags(await registryClients()(reference.registry), reference.repository);
  if (tags === undefined) throw new UsageError(`there is no ${imageName(repository)}`, 'Look at the name again.');
  if (flags.json === true) writeJson({ v: 1, repository: imageName(repository), ...tags });
  else {
    const count = tags.versions.length + tags.others.length;
    const head = `${imageName(repository)}: ${count} ${count === 1 ? 'tag' : 'tags'}, ${tags.versions.length} of them versions`;
    const others = tags.others.length === 0 ? [] : ['no versions:', ...tags.others.map((tag) => `  ${tag}`)];
    writeResult([head, ...tags.versions.map((tag) => `  ${tag}`), ...others].join('\n'));
  }
  return 0;
}

/** `runbook images audit WORKLOAD`: whether its images let it be rolled back. */
export async function audit(text: string, flags: ClusterFlags): Promise<number> {
  const name = workloadNamed(text);
  const api = await openCluster(flags);
  const workload = await readWorkload(api, name);
  const clientOf = registryClients(() => pullSecretsOf(workload.object.spec.template, api));
  const audits = await auditImages(workload, clientOf);
  if (flags.json === true) writeJson({ ...headOf(name, api), containers: audits });
  else writeResult(audits.flatMap(auditText).join('\n'));
  return audits.every(({ findings, notLookedAt }) => findings.length + notLookedAt.length === 0) ? 0 : 1;
}

type Checked = { readonly image: string } & (
  | ImageCheck
  | { readonly state: 'unknown'; readonly problems: readonly string[] }
);

/** `runbook images check IMAGE...`: whether each could be pulled now. */
export async function check(
  names: readonly string[],
  flags: { readonly json?: boolean; readonly platform?: string },
): Promise<number> {
  const references = names.map(referenceOf);
  const clientOf = registryClients();
  const checked = await Promise.all(
    references.map(async (reference): Promise<Checked> => {
      const client = await clientOf(reference.registry);
      return { image: imageName(reference), ...(await checkOrTell(client, reference, flags.platform)) };
    }),
  );
  if (flags.json === true) writeJson({ v: 1, images: checked });
  else writeResult(checked.flatMap(linesOf).join('\n'));
  return checked.every(({ state }) => state === 'pullable') ? 0 : 1;
}

/** That a registry does not answer says nothing about an image. */
async function checkOrTell(client: RegistryClient, reference: ImageReference, platform: string | undefined) {
  try {
    return await checkImage(client, reference, platform);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { state: 'unknown', problems: [error.message, error.hint] } as const;
  }
}

function linesOf(checked: Checked): readonly string[] {
  if (checked.state === 'pullable') {
    const { image, digest, platforms, bytes } = checked;
    const facts = [digest, ...(platforms.length === 0 ? [] : [platforms.join(', ')]), megabytes(bytes)];
    const elsewhere = checked.notLookedAt.map((what) => `  not looked at: ${what}`);
    return [`${image}  pullable`, `  ${facts.join('  ')}`, ...elsewhere];
  }
  const word = checked.state === 'unknown' ? 'UNKNOWN' : 'NOT PULLABLE';
  return [`${checked.image}  ${word}`, ...checked.problems.map((problem) => `  ${problem}`)];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function referenceOf(name: string): ImageReference {
  const reference = parseImageReference(name);
  if (typeof reference !== 'string') return reference;
  throw new UsageError(
    `${name} names no image: ${reference}`,
    'Write it as registry/repository:tag or @sha256:digest.',
  );
}
