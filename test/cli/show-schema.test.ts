import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject, type Project } from './unattended-project.ts';

const root = resolve(import.meta.dirname, '../..');
const files = globSync(['test/fixtures/**/*.md', 'runbooks/**/*.md'], { cwd: root }).toSorted();
const schemaFile = createRequire(import.meta.url).resolve('runbook-as-code/schema/model.json');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

let project: Project;
const documents = new Map<string, unknown>();

async function shownAsJson(file: string): Promise<unknown> {
  const { stdout } = await project.run(['show', '--json', join(root, file)]);
  return JSON.parse(stdout);
}

/** What the schema says against a document, by the place in it. */
function errorsOf(document: unknown): readonly string[] {
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

beforeAll(async () => {
  project = createProject();
  const open = [...files];
  const work = async () => {
    for (let file = open.pop(); file !== undefined; file = open.pop()) documents.set(file, await shownAsJson(file));
  };
  await Promise.all([work(), work()]);
});

afterAll(() => project[Symbol.dispose]());

describe('the published schema', () => {
  test.each(files)('is true of show --json of %s', (file) => {
    expect(errorsOf(documents.get(file))).toEqual([]);
  });

  test('has seen files of every kind: with and without a model, and each thing that may be done with an action', () => {
    const all = [...documents.values()].map((document) => JSON.stringify(document));
    const parts = ['"runbook":null', '"runbook":{', ...['run', 'be-shown', 'be-handed-off', 'be-refused'].map(mayBe)];
    expect(parts.filter((part) => !all.some((text) => text.includes(part)))).toEqual([]);
  });

  test.each([
    [
      'a document without its dispositions',
      '"dispositions":',
      '"others":',
      "must have required property 'dispositions'",
    ],
    ['a key that is not known', '"title":', '"titel":', "must have required property 'title'"],
    ['a place that counts from 0', '"line":1,', '"line":0,', 'must be >= 1'],
    ['an effect that there is not', '"effect":"read"', '"effect":"reed"', 'must be equal to one of the allowed values'],
    [
      'a code that there is not',
      '"code":"empty-file"',
      '"code":"hollow"',
      'must be equal to one of the allowed values',
    ],
    ['a thing that cannot be done with an action', mayBe('run'), mayBe('fly'), 'must be equal to constant'],
    ['one key too many', '"language":1,', '"language":1,"more":1,', 'must NOT have additional properties'],
  ])('refuses %s', (_, right, wrong, said) => {
    const texts = [...documents.values()].map((document) => JSON.stringify(document));
    const text = texts.find((candidate) => candidate.includes(right));
    const errors = errorsOf(JSON.parse(text?.replace(right, wrong) ?? ''));
    expect(errors.map((error) => error.replace(/^\S* /, ''))).toContain(said);
  });
});

function mayBe(what: string): string {
  return `"may":"${what}"`;
}
