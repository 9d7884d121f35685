import { compare, parse } from 'semver';
import * as v from 'valibot';
import { isOk, jsonOf, type RegistryAnswer } from './registry-answer.ts';
import type { RegistryClient } from './registry-client.ts';
import { unexpectedAnswer } from './registry-error.ts';

/** The tags of a repository: versions from the newest on, then the others by name. */
export interface TagList {
  readonly versions: readonly string[];
  readonly others: readonly string[];
}

/** An empty repository has `null` for a list. */
const pageSchema = v.object({ tags: v.nullable(v.array(v.string())) });

/** Every page; undefined where there is no such repository. */
export async function listTags(client: RegistryClient, repository: string): Promise<TagList | undefined> {
  const tags = new Set<string>();
  const seen = new Set<string>();
  let next: string | undefined = `${repository}/tags/list?n=1000`;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const answer = await client.ask(next);
    if (answer.status === 404) return undefined;
    if (!isOk(answer)) throw unexpectedAnswer(client.registry, `answers ${answer.status}`);
    const page = v.safeParse(pageSchema, jsonOf(answer));
    if (!page.success) throw unexpectedAnswer(client.registry, 'gives a list of tags that cannot be read');
    for (const tag of page.output.tags ?? []) tags.add(tag);
    next = nextPage(answer, { repository, registry: client.registry });
  }
  return sortTags([...tags]);
}

/** `Link: </v2/name/tags/list?last=x&n=y>; rel="next"` (RFC 8288); a page of another host is not followed. */
function nextPage(answer: RegistryAnswer, { repository, registry }: { repository: string; registry: string }) {
  const [, target] = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(answer.headers.get('link') ?? '') ?? [];
  if (target === undefined) return undefined;
  const url = URL.parse(target, answer.url);
  if (url === null) throw unexpectedAnswer(registry, 'gives a next page that is no address');
  return `${repository}/tags/list${url.search}`;
}

/** `v1.10.0` is newer than `v1.9.0`, and a release newer than what led up to it. */
function sortTags(tags: readonly string[]): TagList {
  const parsed = tags.map((tag) => ({ tag, version: parse(tag) }));
  const versions = parsed.flatMap(({ tag, version }) => (version === null ? [] : [{ tag, version }]));
  const newestFirst = versions.toSorted((a, b) => compare(b.version, a.version) || (a.tag < b.tag ? -1 : 1));
  const others = parsed.flatMap(({ tag, version }) => (version === null ? [tag] : []));
  return { versions: newestFirst.map(({ tag }) => tag), others: others.toSorted() };
}
