import { expect, test } from 'vitest';
import { imageName, parseImageReference } from '../../../src/rollback/images/image-reference.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
  ['team/app:v1.2.3', 'docker.io', 'team/app', 'v1.2.3', undefined],
  ['registry.example.com/a/b/c', 'registry.example.com', 'a/b/c', undefined, undefined],
  ['localhost/app:1', 'localhost', 'app', '1', undefined],
  ['localhost:5000/app', 'localhost:5000', 'app', undefined, undefined],
  [`127.0.0.1:5000/app:v1@${digest}`, '127.0.0.1:5000', 'app', 'v1', digest],
  [`[::1]:5000/app@${digest}`, '[::1]:5000', 'app', undefined, digest],
])('%s is taken apart', (text, registry, repository, tag, found) => {
  expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest: found });
});

test.each([
  ['', 'repository'],
  ['UPPER/app', 'repository'],
  ['app:', 'tag'],
  ['app:has space', 'tag'],
  ['app@sha256:short', 'digest'],
  [`app@${digest}@${digest}`, 'more than one @'],
  ['https://registry.example.com/app', 'registry'],
  ['registry.example.com/', 'repository'],
])('%s is no image, and the sentence says why', (text, why) => {
  expect(parseImageReference(text)).toContain(why);
});

test('what is taken apart can be put together again', () => {
  const texts = [`registry.example.com/app:v1@${digest}`, 'docker.io/library/nginx:1', `localhost:5000/app@${digest}`];
  const again = texts.map((text) => {
    const reference = parseImageReference(text);
    return typeof reference === 'string' ? reference : imageName(reference);
  });
  expect(again).toEqual(texts);
});
