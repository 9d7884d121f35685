import type { Template } from '../../../src/rollback/objects/objects.ts';
import type { Revision } from '../../../src/rollback/workload/revision.ts';

export function templateOf(image: string, spec: object = {}): Template {
  return { metadata: { labels: {} }, spec: { containers: [{ name: 'app', image }], initContainers: [], ...spec } };
}

export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A revision that nothing is known of but what is given. */
export function revision(number: number, version: string, more: Partial<Revision> = {}): Revision {
  const image = `registry.example.com/app:${version}`;
  const main = { container: 'app', image, digest: undefined };
  return {
    ...{ number, version, name: `app-${number}`, path: `/${number}`, template: templateOf(image) },
    images: [main],
    main,
    ...{ createdAt: '2026-11-23T03:00:00Z', changeCause: undefined, isCurrent: false, available: 0, marks: {} },
    ...more,
  };
}
