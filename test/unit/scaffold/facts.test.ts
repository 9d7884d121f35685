import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleOf, type FactName, isFact, repositoryOf } from '../../../src/scaffold/check-facts.ts';
import { yamlWord } from '../../../src/scaffold/yaml-word.ts';

const right: readonly (readonly [FactName, readonly string[]])[] = [
  ['workload', ['deployment/shop', 'rollout/a.b']],
  ['container', ['server', '1a']],
  ['image', ['shop', 'library/shop', 'localhost:5000/a/b_c', 'registry.example.com/a--b', '10.0.0.1:5000/x']],
  ['namespace', ['payments', '123']],
  ['service-url', ['https://shop.example.com', 'http://[::1]:80/a/b~c', 'http://shop']],
  ['prometheus', ['http://prometheus.monitoring:9090/prom']],
  ['migrations', ['db/migrations', 'src/a-b', '.db/x']],
  ['owner', ['payments', 'Team Zürich', 'on-call@example.com', 'a/b']],
  ['health-path', ['/', '/healthz', '/a/b.c']],
];

const wrong: readonly (readonly [FactName, readonly string[]])[] = [
  ['workload', ['shop', 'configmap/shop', 'deployment/', 'deployment/a b', 'deployment/-a']],
  ['container', ['', 'A', 'a b', '$(x)', 'a"', 'a'.repeat(64)]],
  ['image', ['', 'a b', 'a:v1', 'a@sha256:1', 'a/', '/a', 'a//b', '$(x)', 'a\nb', '-a']],
  ['namespace', ['', 'a.b', 'a }', 'A']],
  ['service-url', ['', 'shop', 'ftp://a', 'https://', 'https://u:p@a', 'https://a/$(x)', 'https://a b', 'https://a#b']],
  ['migrations', ['', '..', '../a', 'a/../b', './a', '/a', "a'b", 'a b']],
  ['owner', ['', '1', 'true', 'Null', 'a: b', 'a]', 'a, b', '@a', 'a\nb', 'a # b']],
  ['health-path', ['', 'a', '/a b', '/a\nGET http://b', '/$x']],
];

describe('a fact', () => {
  it.each(right)('of %s is taken', (name, texts) => {
    expect([...texts, exampleOf(name)].filter((text) => !isFact(name, text))).toEqual([]);
  });

  it.each(wrong)('of %s is refused where it would be more', (name, texts) => {
    expect(texts.filter((text) => isFact(name, text))).toEqual([]);
  });
});

it.each([
  ['shop', 'shop'],
  ['shop:v1', 'shop'],
  ['localhost:5000/shop', 'localhost:5000/shop'],
  ['localhost:5000/shop:v1', 'localhost:5000/shop'],
  ['a/b:v1@sha256:0f', 'a/b'],
  ['a/b@sha256:0f', 'a/b'],
])('the repository of %s is %s', (image, repository) => {
  expect(repositoryOf(image)).toBe(repository);
});

it.each(['a', 'a-b.c/d@e', '123', '1e3', 'null', 'Yes', 'a: b', 'a, b }', 'a:', '"', '\\', '# a', '', 'a.', 'a\nb'])(
  'YAML reads the text %j as it is, in a flow as well',
  (text) => {
    expect(parse(`{ a: ${yamlWord(text)}, b: 1 }`)).toEqual({ a: text, b: 1 });
    expect(parse(`a: ${yamlWord(text)}\n`)).toEqual({ a: text });
  },
);
