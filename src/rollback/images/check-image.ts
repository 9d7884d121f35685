import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type ImageReference, imageName } from './image-reference.ts';
import { isOk, jsonOf } from './registry-answer.ts';
import type { RegistryClient } from './registry-client.ts';
import { unexpectedAnswer } from './registry-error.ts';

/** Whether a node could pull an image now: nothing of it may be missing, down to its last layer. */
export type ImageCheck =
  | {
      readonly state: 'pullable';
      readonly digest: string;
      readonly platforms: readonly string[];
      readonly bytes: number;
      /** Layers that are kept outside of the registry, where nobody has looked. */
      readonly notLookedAt: readonly string[];
    }
  | { readonly state: 'not-pullable'; readonly digest?: string | undefined; readonly problems: readonly string[] };

const platformSchema = v.object({ os: v.string(), architecture: v.string(), variant: v.optional(v.string()) });
type Platform = v.InferOutput<typeof platformSchema>;

const descriptor = v.object({
  mediaType: v.optional(v.string()),
  // It becomes part of an address: whoever pushed the image does not choose which.
  digest: v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/)),
  size: v.optional(v.number()),
  urls: v.optional(v.array(v.string())),
  platform: v.optional(platformSchema),
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
  const name = reference.digest ?? reference.tag ?? 'latest';
  const top = await fetchManifest(client, reference.repository, name);
  if (top === undefined)
    return { state: 'not-pullable', problems: [`${client.registry} has no ${imageName(reference)}`] };
  const { digest } = top;
  const children = isOther(top, name)
    ? [childWith('', [otherContent(name, top)])]
    : await childrenOf(client, reference.repository, top, platform);
  const blobs = new Map(
    children.flatMap(({ blobs: own, platform: of }) => own.map((blob) => [blob.digest, { blob, of }])),
  );
  const looked = await Promise.all(
    [...blobs.values()].map(async ({ blob, of }) => {
      return { blob, of, isThere: await hasBlob(client, reference.repository, blob.digest) };
    }),
  );
  const absent = looked.filter(({ isThere }) => !isThere);
  const gone = absent
    .filter(({ blob }) => blob.urls.length === 0)
    .map(({ blob, of }) => `${blob.what} ${blob.digest} is gone${of === '' ? '' : `, of ${of}`}`);
  const problems = [...children.flatMap((child) => child.problems), ...gone];
  if (problems.length > 0) return { state: 'not-pullable', digest, problems };
  return {
    state: 'pullable',
    digest,
    platforms: children.map((child) => child.platform).filter((one) => one !== ''),
    bytes: looked.reduce((sum, { blob }) => sum + blob.size, 0),
    notLookedAt: absent.map(({ blob }) => `${blob.what} ${blob.digest} at ${blob.urls[0]}`),
  };
}

interface Manifest {
  /** Of what was given, not of what was asked for. */
  readonly digest: string;
  readonly type: string;
  readonly body: unknown;
}

/** Undefined where it is not there. */
async function fetchManifest(client: RegistryClient, repository: string, name: string): Promise<Manifest | undefined> {
  const answer = await client.ask(`${repository}/manifests/${name}`, { accept });
  if (answer.status === 404) return undefined;
  if (!isOk(answer)) throw unexpectedAnswer(client.registry, `answers ${answer.status}`);
  const [algorithm] = name.includes(':') ? name.split(':') : ['sha256'];
  const digest = digestOf(answer.body, algorithm === 'sha512' ? 'sha512' : 'sha256');
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const body = jsonOf(answer);
  return { digest, type: typeOf(body) ?? type.trim(), body };
}

function digestOf(bytes: Buffer, algorithm: 'sha256' | 'sha512'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** A node refuses what is not what its digest says. */
function isOther({ digest }: Manifest, asked: string): boolean {
  return asked.includes(':') && digest !== asked;
}

function otherContent(asked: string, { digest }: Manifest): string {
  return `what the registry gives for ${asked} is not that, but ${digest}`;
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
  /** Where a node gets it from, when that is not the registry. */
  readonly urls: readonly string[];
}

interface Child {
  /** `linux/amd64`; empty where nothing says it. */
  readonly platform: string;
  readonly blobs: readonly Blob[];
  readonly problems: readonly string[];
}

function childWith(platform: string, problems: readonly string[]): Child {
  return { platform, blobs: [], problems };
}

async function childrenOf(
  client: RegistryClient,
  repository: string,
  top: Manifest,
  platform: string | undefined,
): Promise<readonly Child[]> {
  const index = v.safeParse(indexSchema, top.body);
  if (!indexTypes.includes(top.type) && !index.success) return [await onlyChild(client, repository, top, platform)];
  if (!index.success) throw unexpectedAnswer(client.registry, `gives an index that cannot be read, ${top.digest}`);
  const images = index.output.manifests.filter((one) => platformOf(one) !== 'unknown/unknown');
  const wanted = platform === undefined ? images : images.filter((one) => isFor(platformOf(one), platform));
  if (wanted.length === 0) {
    const there = images.map(platformOf).join(', ');
    return [childWith('', [`it is not there for ${platform ?? 'any platform'}; there is ${there || 'nothing'}`])];
  }
  return await Promise.all(
    wanted.map(async (one) => {
      const of = platformOf(one);
      const found = await fetchManifest(client, repository, one.digest);
      if (found === undefined) return childWith(of, [`its manifest ${one.digest} for ${of} is gone`]);
      return isOther(found, one.digest)
        ? childWith(of, [otherContent(one.digest, found)])
        : childOf(client, found, of).child;
    }),
  );
}

/** Without an index, only the configuration says for which platform it is. */
async function onlyChild(
  client: RegistryClient,
  repository: string,
  top: Manifest,
  platform: string | undefined,
): Promise<Child> {
  const { child, config } = childOf(client, top, '');
  if (platform === undefined) return child;
  const answer = await client.ask(`${repository}/blobs/${config.digest}`);
  if (answer.status === 404) return child;
  if (!isOk(answer)) throw unexpectedAnswer(client.registry, `answers ${answer.status} for a configuration`);
  const found = v.safeParse(platformSchema, jsonOf(answer));
  const of = found.success ? nameOf(found.output) : '';
  if (isFor(of, platform)) return { ...child, platform: of };
  return childWith(of, [
    `it is not there for ${platform}; ${of === '' ? 'it does not say for which' : `there is ${of}`}`,
  ]);
}

/** What an index holds beside images, such as attestations, is for `unknown/unknown`. */
function platformOf({ platform }: Descriptor): string {
  return platform === undefined ? 'linux/amd64' : nameOf(platform);
}

function nameOf({ os, architecture, variant }: Platform): string {
  return `${os}/${architecture}${variant === undefined || variant === '' ? '' : `/${variant}`}`;
}

function isFor(found: string, platform: string): boolean {
  return found === platform || found.startsWith(`${platform}/`);
}

function childOf(client: RegistryClient, { body, digest }: Manifest, platform: string) {
  const manifest = v.safeParse(manifestSchema, body);
  if (!manifest.success) throw unexpectedAnswer(client.registry, `gives a manifest that cannot be read, ${digest}`);
  const { config, layers } = manifest.output;
  const blobOf = (what: Blob['what'], { digest: of, size = 0, urls = [] }: Descriptor): Blob => {
    return { what, digest: of, size, urls };
  };
  const blobs = [blobOf('configuration', config), ...layers.map((layer) => blobOf('layer', layer))];
  return { child: { platform, blobs, problems: [] } satisfies Child, config };
}

async function hasBlob(client: RegistryClient, repository: string, digest: string): Promise<boolean> {
  const answer = await client.ask(`${repository}/blobs/${digest}`, { method: 'HEAD' });
  if (answer.status === 404) return false;
  if (!isOk(answer)) throw unexpectedAnswer(client.registry, `answers ${answer.status} for a layer`);
  return true;
}
