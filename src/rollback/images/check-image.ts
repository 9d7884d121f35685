import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type ImageReference, imageName } from './image-reference.ts';
import type { RegistryClient } from './registry-client.ts';
import { unexpectedAnswer } from './registry-error.ts';

/** Whether a node could pull an image now: nothing of it may be missing, down to its last layer. */
export type ImageCheck =
  | {
      readonly state: 'pullable';
      readonly digest: string;
      readonly platforms: readonly string[];
      readonly bytes: number;
    }
  | { readonly state: 'not-pullable'; readonly digest?: string | undefined; readonly problems: readonly string[] };

const descriptor = v.object({
  mediaType: v.optional(v.string()),
  digest: v.string(),
  size: v.optional(v.number()),
  platform: v.optional(v.object({ os: v.string(), architecture: v.string(), variant: v.optional(v.string()) })),
});
type Descriptor = v.InferOutput<typeof descriptor>;

const indexSchema = v.object({ manifests: v.array(descriptor) });
const manifestSchema = v.object({ config: descriptor, layers: v.array(descriptor) });

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
/** A registry answers 404 for what is there in a form that was not asked for. */
const accept = [...indexTypes, ...manifestTypes].join(', ');

/**
 * Looks an image up as a node would: the index, what it holds for each platform (for `platform` alone, such as
 * `linux/amd64`, where it is given), and of that the configuration and every layer.
 */
export async function checkImage(
  client: RegistryClient,
  reference: ImageReference,
  platform?: string,
): Promise<ImageCheck> {
  const top = await fetchManifest(client, reference.repository, reference.digest ?? reference.tag ?? 'latest');
  if (top === undefined)
    return { state: 'not-pullable', problems: [`${client.registry} has no ${imageName(reference)}`] };
  const { digest } = top;
  const found = await childrenOf(client, reference.repository, top, platform);
  const blobs = new Map(
    found.flatMap(({ blobs: own, platform: of }) => own.map((blob) => [blob.digest, { blob, of }])),
  );
  const missing = await Promise.all(
    [...blobs.values()].map(async ({ blob, of }) => {
      const isThere = await hasBlob(client, reference.repository, blob.digest);
      return isThere ? [] : [`${blob.what} ${blob.digest} is gone${of === '' ? '' : `, of ${of}`}`];
    }),
  );
  const problems = [...found.flatMap((child) => child.problems), ...missing.flat()];
  if (problems.length > 0) return { state: 'not-pullable', digest, problems };
  const bytes = [...blobs.values()].reduce((sum, { blob }) => sum + blob.size, 0);
  return {
    state: 'pullable',
    digest,
    platforms: found.map((child) => child.platform).filter((one) => one !== ''),
    bytes,
  };
}

interface Manifest {
  readonly digest: string;
  readonly type: string;
  readonly body: unknown;
}

/** Undefined where it is not there. */
async function fetchManifest(client: RegistryClient, repository: string, name: string): Promise<Manifest | undefined> {
  const answer = await client.ask(`${repository}/manifests/${name}`, { accept });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw unexpectedAnswer(client.registry, `answers ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const digest = answer.headers.get('docker-content-digest') ?? digestOf(bytes);
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const body: unknown = parsed(bytes.toString());
  return { digest, type: typeOf(body) ?? type.trim(), body };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeOf(body: unknown): string | undefined {
  const isNamed =
    typeof body === 'object' && body !== null && 'mediaType' in body && typeof body.mediaType === 'string';
  return isNamed ? String(body.mediaType) : undefined;
}

interface Blob {
  readonly what: 'configuration' | 'layer';
  readonly digest: string;
  readonly size: number;
}

interface Child {
  /** `linux/amd64`; empty for an image of one platform. */
  readonly platform: string;
  readonly blobs: readonly Blob[];
  readonly problems: readonly string[];
}

async function childrenOf(
  client: RegistryClient,
  repository: string,
  top: Manifest,
  platform: string | undefined,
): Promise<readonly Child[]> {
  const index = v.safeParse(indexSchema, top.body);
  if (!indexTypes.includes(top.type) && !index.success) return [childOf(client, top, '')];
  if (!index.success) throw unexpectedAnswer(client.registry, `gives an index that cannot be read, ${top.digest}`);
  const images = index.output.manifests.filter((one) => platformOf(one) !== 'unknown/unknown');
  const wanted = platform === undefined ? images : images.filter((one) => isFor(one, platform));
  if (wanted.length === 0) {
    const there = images.map(platformOf).join(', ');
    return [
      {
        platform: '',
        blobs: [],
        problems: [`it is not there for ${platform ?? 'any platform'}; there is ${there || 'nothing'}`],
      },
    ];
  }
  return await Promise.all(
    wanted.map(async (one) => {
      const of = platformOf(one);
      const found = await fetchManifest(client, repository, one.digest);
      if (found !== undefined) return childOf(client, found, of);
      return { platform: of, blobs: [], problems: [`its manifest ${one.digest} for ${of} is gone`] };
    }),
  );
}

/** What an index holds beside images, such as attestations, is for `unknown/unknown`. */
function platformOf({ platform }: Descriptor): string {
  if (platform === undefined) return 'linux/amd64';
  const { os, architecture, variant } = platform;
  return `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`;
}

function isFor(one: Descriptor, platform: string): boolean {
  const found = platformOf(one);
  return found === platform || found.startsWith(`${platform}/`);
}

function childOf(client: RegistryClient, { body, digest }: Manifest, platform: string): Child {
  const manifest = v.safeParse(manifestSchema, body);
  if (!manifest.success) throw unexpectedAnswer(client.registry, `gives a manifest that cannot be read, ${digest}`);
  const { config, layers } = manifest.output;
  const blobOf = (what: Blob['what'], { digest: of, size = 0 }: Descriptor): Blob => ({ what, digest: of, size });
  return {
    platform,
    blobs: [blobOf('configuration', config), ...layers.map((layer) => blobOf('layer', layer))],
    problems: [],
  };
}

async function hasBlob(client: RegistryClient, repository: string, digest: string): Promise<boolean> {
  const answer = await client.ask(`${repository}/blobs/${digest}`, { method: 'HEAD' });
  if (answer.status === 404) return false;
  if (!answer.ok) throw unexpectedAnswer(client.registry, `answers ${answer.status} for a layer`);
  return true;
}
