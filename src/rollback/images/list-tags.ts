import { compare, parse } from 'semver';
import type { RegistryClient } from './registry-client.ts';
import { unexpectedAnswer } from './registry-error.ts';

/** The tags of a repository: versions from the newest on, then the others by name. */
export interface TagList {
  readonly versions: readonly string[];
  readonly others: readonly string[];
}

/** Every page; undefined where there is no such repository. */
export async function listTags(client: RegistryClient, repository: string): Promise<TagList | undefined> {
  const tags = new Set<string>();
  const seen = new Set<string>();
  let next: string | undefined = `${repository}/tags/list?n=1000`;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const answer = await client.ask(next);
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw unexpectedAnswer(client.registry, `answers ${answer.status}`);
    const body: unknown = await answer.json().catch(() => undefined);
    for (const tag of tagsOf(body)) tags.add(tag);
    next = nextPage(answer, repository);
  }
  return sortTags([...tags]);
}

function tagsOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('tags' in body) || !Array.isArray(body.tags)) return [];
  return body.tags.filter((tag): tag is string => typeof tag === 'string');
}

/** `Link: </v2/name/tags/list?last=x&n=y>; rel="next"` (RFC 8288); a page of another host is not followed. */
function nextPage(answer: Response, repository: string): string | undefined {
  const [, target] = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(answer.headers.get('link') ?? '') ?? [];
  if (target === undefined) return undefined;
  const { search } = new URL(target, answer.url);
  return `${repository}/tags/list${search}`;
}

/** `v1.10.0` is newer than `v1.9.0`, and a release newer than what led up to it. */
function sortTags(tags: readonly string[]): TagList {
  const parsed = tags.map((tag) => ({ tag, version: parse(tag) }));
  const versions = parsed.flatMap(({ tag, version }) => (version === null ? [] : [{ tag, version }]));
  const newestFirst = versions.toSorted((a, b) => compare(b.version, a.version) || (a.tag < b.tag ? -1 : 1));
  const others = parsed.flatMap(({ tag, version }) => (version === null ? [tag] : []));
  return { versions: newestFirst.map(({ tag }) => tag), others: others.toSorted() };
}
