import { describe, expect, it } from 'vitest';
import { codesOf, fence, oneStep, problemsOf, readModel } from './read-model.ts';

const body = oneStep(fence('bash', 'true'));
const settings = (yaml: string) => `---\n${yaml}\n---\n${body}`;
const nested = (...lines: readonly string[]) => settings(['runbook:', ...lines.map((line) => `  ${line}`)].join('\n'));

describe('front matter', () => {
  it('is optional, and other keys stay those of their owners', () => {
    expect(codesOf(body)).toEqual([]);
    expect(codesOf(settings('title: A\ndescription: B\ntags: [c]\nsidebar_position: 1\nrunbook:'))).toEqual([]);
    expect(codesOf(settings(''))).toEqual([]);
    expect(codesOf(`---\n---\n${body}`)).toEqual([]);
    expect(readModel(`---\n---\n${body}\n---\n`).steps).toHaveLength(1);
  });

  it('is said to be wrong where it is, and the rest of it is known all the same', () => {
    const text = nested(
      'budget: 5m',
      'servcie: shop',
      'owners: [a, 7: b]',
      'inputs:',
      '  reason: { type: string, required: false }',
      '  drain: { type: boolean }',
      'environments:',
      '  staging: { vars: { A: 1, "B C": 2 } }',
      '  production: { confirm: often }',
    ).replace(fence('bash', 'true'), fence('bash {when=drain}', 'go "$REASON" "$A"'));
    expect(codesOf(text)).toEqual([
      '4:3 unknown-key',
      '5:3 front-matter-schema',
      '7:29 unknown-key',
      '10:30 front-matter-schema',
      '11:19 front-matter-schema',
    ]);
    expect(readModel(text)).toMatchObject({
      budget: { upperMs: 300_000 },
      service: undefined,
      owners: [],
      inputs: [{ name: 'reason' }, { name: 'drain' }],
      environments: [
        { name: 'staging', vars: { A: '1' } },
        { name: 'production', confirm: undefined },
      ],
    });
  });

  it('says everything that the language defines', () => {
    const text = nested(
      'language: 1',
      'budget: 5m',
      'inputs:',
      '  version: { type: semver, prompt: Version to restore, choicesFrom: list-versions }',
      '  migration_ran: { type: boolean, prompt: Did a migration run? }',
      '  db_password: { type: secret, fromEnv: PGPASSWORD }',
      '  kind: { choices: [1, two] }',
      '  note: { pattern: "^[a-z]+$", default: x }',
      '  plain:',
      'environments:',
      '  staging: { kubernetes: { context: s, server: "https://s", namespace: n }, vars: { A: 1 } }',
      '  production: { database: { host: db, systemIdentifier: 7 }, confirm: typed }',
      'requires: { tools: [kubectl, psql], env: [DATABASE_URL] }',
      'drill: { every: 90d, environment: staging, answers: { x: yes } }',
      'owners: [payments]',
      'service: payment-processor',
      'contacts: [Alice]',
    );
    const given = text.replace(fence('bash', 'true'), fence('bash {id=list-versions}', 'true'));
    expect(codesOf(given)).toEqual([]);
    const runbook = readModel(given);
    expect(runbook.inputs.map(({ place, ...input }) => [place.line, JSON.parse(JSON.stringify(input))])).toEqual([
      [6, { name: 'version', type: 'semver', prompt: 'Version to restore', choicesFrom: 'list-versions' }],
      [7, { name: 'migration_ran', type: 'boolean', prompt: 'Did a migration run?' }],
      [8, { name: 'db_password', type: 'secret', fromEnv: 'PGPASSWORD' }],
      [9, { name: 'kind', type: 'choice', choices: ['1', 'two'] }],
      [10, { name: 'note', type: 'string', pattern: '^[a-z]+$', default: 'x' }],
      [11, { name: 'plain', type: 'string' }],
    ]);
    expect(runbook).toMatchObject({
      budget: { lowerMs: 300_000, upperMs: 300_000, place: { line: 4, column: 3, endColumn: 9 } },
      environments: [
        {
          name: 'staging',
          kubernetes: { context: 's', server: 'https://s', namespace: 'n' },
          vars: { A: '1' },
          place: { line: 13, column: 5, endColumn: 12 },
        },
        { name: 'production', database: { host: 'db', systemIdentifier: '7' }, vars: {}, confirm: 'typed' },
      ],
      prerequisites: { tools: ['kubectl', 'psql'], variables: ['DATABASE_URL'] },
      drill: { everyMs: 7_776_000_000, environment: 'staging', answers: { x: 'yes' } },
      owners: ['payments'],
      service: 'payment-processor',
      contacts: [{ text: 'Alice' }],
    });
  });

  it('promises a budget before the estimate of the text does', () => {
    const text = nested('budget: 5m').replace('# Title', '# Title\n# Estimated time: 10 minutes');
    expect(readModel(text).budget?.upperMs).toBe(300_000);
  });
});

describe('a mistake in the front matter', () => {
  it.each([
    [nested('budgt: 5m'), '3:3 unknown-key: unknown key "budgt" under runbook: (Did you mean "budget"?)'],
    [
      nested('inputs: { v: { promt: x } }'),
      '3:18 unknown-key: unknown key "inputs.v.promt" under runbook: (Did you mean "prompt"?)',
    ],
    [
      nested('environments:', '  staging:', '    kubernetes: { contxt: a }'),
      '5:21 unknown-key: unknown key "environments.staging.kubernetes.contxt" under runbook: (Did you mean "context"?)',
    ],
    [
      nested('drill: { zzzzzzzz: 1 }'),
      '3:12 unknown-key: unknown key "drill.zzzzzzzz" under runbook: (Known here: every, environment, answers.)',
    ],
    [settings('runbok:\n  budget: 5m'), '2:1 unknown-key: unknown key "runbok" (Did you mean "runbook"?)'],
    [
      nested('budget: soon'),
      '3:3 front-matter-schema: runbook.budget: "soon" stands where a duration such as 90s, 5m or 90d belongs (Write a duration such as 90s, 5m or 90d, or remove the key.)',
    ],
    [
      nested('owners: { a: b }'),
      '3:3 front-matter-schema: runbook.owners: a map of keys stands where text or a list belongs (Write text or a list, or remove the key.)',
    ],
    [
      nested('inputs: { v: { type: text } }'),
      '3:18 front-matter-schema: runbook.inputs.v.type: "text" stands where "string" or "semver" or "boolean" or "integer" or "duration" or "choice" or "secret" belongs (Write "string" or "semver" or "boolean" or "integer" or "duration" or "choice" or "secret", or remove the key.)',
    ],
    [
      settings('runbook: 5'),
      '2:1 front-matter-schema: runbook: 5 stands where a map of keys belongs (Write a map of keys, or remove the key.)',
    ],
    [
      nested('language: 2'),
      '3:3 language-version: this runbook is written in language 2; this program reads language 1 (Update runbook, or write language: 1.)',
    ],
    [
      nested('inputs: { path: }'),
      '3:13 input-name: "path" would replace $PATH, which programs rely on (Take another name, such as "target_path".)',
    ],
    [
      nested('inputs: { Version: }'),
      '3:13 input-name: "Version" cannot be the name of a value (Use lower-case letters, digits and "_", beginning with a letter; actions read it in capitals.)',
    ],
    [nested('inputs: { constructor: }'), '3:13 input-name: "constructor" cannot be a name (Take another name.)'],
    [
      nested('inputs: { kind: { type: choice } }'),
      '3:13 front-matter-schema: the input "kind" is a choice without choices (Write choices: [a, b] or choicesFrom: ACTION-ID.)',
    ],
    [
      nested('inputs: { token: { type: secret, default: x } }'),
      '3:13 front-matter-schema: the secret "token" has a default in the file (Remove it; use fromEnv: NAME.)',
    ],
    ...['true', 'yes', '"On"', '1'].map((value) => [
      nested(`inputs: { sure: { type: boolean, default: ${value} } }`),
      '3:36 front-matter-schema: the yes/no input "sure" is yes by default, and nothing may default to yes (Remove the default; who wants it says --set sure=yes.)',
    ]),
    [
      nested('inputs: { note: { pattern: "(" } }'),
      '3:13 front-matter-schema: the pattern of "note" is not a regular expression (Check brackets and backslashes.)',
    ],
    [
      nested('inputs: { v: { choicesFrom: nowhere } }'),
      '3:13 unknown-name: choicesFrom: "nowhere" is not defined (Name an input, an output (capture=) or the id of an action.)',
    ],
    [
      nested('budget: 5m', 'budget: 6m'),
      '4:3 front-matter-syntax: the key "budget" stands in line 3 already (Keep one of the two.)',
    ],
    [
      settings('title: a\ntags: []\ntitle: b'),
      '4:1 front-matter-syntax: the key "title" stands in line 2 already (Keep one of the two.)',
    ],
    [settings('just words'), '2:1 front-matter-syntax: the front matter holds no keys (Write key: value.)'],
    [settings('- a\n- b'), '2:1 front-matter-syntax: the front matter holds no keys (Write key: value.)'],
  ])('is named at its place: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('is not a default that says no, nor one of another type', () => {
    const inputs = 'inputs: { sure: { type: boolean, default: false }, word: { default: yes } }';
    expect(problemsOf(nested(inputs))).toEqual([]);
  });

  it.each([
    ['a: [1, 2', '3:1'],
    ['title: "a\nb: c', '4:1'],
    ['a: b: c', '2:4'],
    ['a:\n\t- b', '3:1'],
    ['a: *nowhere', '2:4'],
    ['a: {b: c', '3:1'],
  ])('that breaks YAML is named where it breaks: %j', (yaml, place) => {
    const [problem = '', ...others] = problemsOf(settings(yaml));
    expect(others.every((other) => other.includes('front-matter-syntax'))).toBe(true);
    expect(problem).toMatch(new RegExp(`^${place} front-matter-syntax: the front matter is not YAML: .+ \\(.+\\)$`));
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('has the same place with %s', (_, ending) => {
    expect(codesOf(nested('language: 1', 'budgt: 5m').replaceAll('\n', ending))).toEqual(['4:3 unknown-key']);
  });

  it('that is never closed is named, and the rest is read', () => {
    expect(problemsOf(`---\ntitle: a\n\n${body}`)).toEqual([
      '1:1 front-matter-syntax: the front matter is never closed (Write --- on a line of its own below it.)',
    ]);
  });

  it('does not hide those of the text', () => {
    expect(codesOf(nested('budgt: 5m').replace('```bash', '```bash {timout=5s}'))).toEqual([
      '3:3 unknown-key',
      '11:10 unknown-attribute',
    ]);
  });

  it('of aliases that multiply is named at the first', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((key, index) => {
        const before = 'abcdefg'.charAt(index);
        return `${key}: &${key} [${Array(9).fill(`*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(problemsOf(settings(bomb))).toEqual([
      '3:8 too-complex: the front matter refers to itself too often (Write the values out instead of *aliases.)',
    ]);
  });

  it.each([
    ['brackets', `a: ${'['.repeat(1_000)}${']'.repeat(1_000)}`],
    ['braces', `a: ${'{b: '.repeat(1_000)}${'}'.repeat(1_000)}`],
    ['lists', `a:\n  ${'- '.repeat(1_000)}x`],
    ['keys', `${'? '.repeat(1_000)}x`],
    ['keys in lines', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}?`).join('\n')],
  ])('of depth is named before it takes time: %s', (_, yaml) => {
    expect(problemsOf(settings(yaml))).toEqual([
      '1:1 too-complex: the front matter is nested too deep to be read (Nest it less.)',
    ]);
  });

  it('of length is named', () => {
    expect(problemsOf(settings(`a: |\n${'  x\n'.repeat(30_000)}`))).toEqual([
      '1:1 front-matter-syntax: the front matter is 120,006 characters long (Up to 100,000 are read: keep data in files of their own.)',
    ]);
  });
});
