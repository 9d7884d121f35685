import semver from 'semver';

/** `registry.example.com/shop:v1.1.0@sha256:…`, taken apart. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Undefined where a text is no reference, or where a variable may hold the tag: what stands there is known when it runs. */
export function readImage(text: string): ImageReference | undefined {
  if (mayHoldTag(text)) return undefined;
  const [, repository, tag, digest] =
    /^((?:[\w.-]+(?::\d+)?\/)?[a-z0-9._/-]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      text.replace(variable, 'x'),
    ) ?? [];
  return repository === undefined ? undefined : { repository, tag, digest };
}

const variable = /\$(?:\w+|\{\w+\})/g;

/** `$IMAGE`, `shop:$TAG` and `shop$SUFFIX` may; `$REGISTRY/shop` and `$IMAGE:latest` say which it is, whatever they hold. */
function mayHoldTag(text: string): boolean {
  const last = text.slice(text.lastIndexOf('/') + 1);
  const colon = last.lastIndexOf(':');
  return last.slice(Math.max(colon, 0)).includes('$');
}

/** Why a tag does not say which version it is; undefined where it does, or where a digest does. */
export function whyNoVersion({ tag, digest }: ImageReference): string | undefined {
  if (digest !== undefined) return undefined;
  if (tag === undefined) return 'Without a tag it is :latest, whatever was pushed last, not the version to go back to.';
  if (tag === 'latest') return ':latest is whatever was pushed last, not the version to go back to.';
  if (isVersion(tag)) return undefined;
  return `:${tag} does not say which version it is, and may be another image tomorrow.`;
}

/** `v1.2.3`, `1.2.3-rc.1`, `1.2.3-alpine`, and `16.4` of those who count in two; a commit says which one it is as well. */
function isVersion(tag: string): boolean {
  const isCommit = /^(?:[\w-]+-)?[0-9a-f]{7,40}$/.test(tag) && /\d/.test(tag);
  return isCommit || semver.valid(tag) !== null || /^v?\d+\.\d+(?:\.\d+)*(?:[-_.+][\w.-]+)?$/.test(tag);
}
