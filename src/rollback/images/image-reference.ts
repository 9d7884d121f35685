/** What names an image, taken apart: `registry/repository:tag@digest`. */
export interface ImageReference {
  /** As written, or `docker.io` where no registry is named. */
  readonly registry: string;
  /** Without registry, tag and digest; with `library/` for an official image of Docker Hub. */
  readonly repository: string;
  readonly tag?: string | undefined;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest?: string | undefined;
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const registryPattern = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestPattern = /^sha256:[0-9a-f]{64}$/;

/**
 * Takes a name apart as Docker and Kubernetes do (distribution/reference): a first part with a dot, a colon, or
 * `localhost` names the registry. A sentence says what is wrong with what is no such name.
 */
export function parseImageReference(text: string): ImageReference | string {
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0) return 'it has more than one @';
  if (digest !== undefined && !digestPattern.test(digest)) return `${digest} is no sha256 digest`;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagPattern.test(tag)) return `"${tag}" is no tag`;
  const path = hasTag ? named.slice(0, colon) : named;
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(0, slash));
  const isRegistry = /[.:]|^localhost$/.test(first);
  const registry = isRegistry ? first : 'docker.io';
  if (!registryPattern.test(registry)) return `"${registry}" is no address of a registry`;
  const rest = isRegistry ? path.slice(slash + 1) : path;
  const repository = registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  if (!repositoryPattern.test(repository)) return `"${rest}" is no name of a repository`;
  return { registry, repository, tag, digest };
}

/** `registry/repository:tag@digest`, as it can be pasted. */
export function imageName({ registry, repository, tag, digest }: ImageReference): string {
  const tagged = tag === undefined ? '' : `:${tag}`;
  return `${registry}/${repository}${tagged}${digest === undefined ? '' : `@${digest}`}`;
}
