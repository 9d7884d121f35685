import { describe, expect, it } from 'vitest';
import { parseInfoString } from '../../../src/markdown/info-string.ts';
import { actionWith, bodyOf, codesOf, fence, oneStep, problemsOf, stepOf } from './read-model.ts';

const read = (text: string) => {
  const { language, attributes } = parseInfoString(text, 1, 1);
  return [language, attributes.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`))];
};
const problems = (info: string) =>
  problemsOf(oneStep(fence(info, 'true'))).map((problem) => problem.replace(/^7:/, ''));

describe('an info string', () => {
  it.each([
    ['bash', 'bash', []],
    ['BASH', 'bash', []],
    ['', '', []],
    ['bash {}', 'bash', []],
    ['bash {id=a effect=read confirm}', 'bash', ['id=a', 'effect=read', 'confirm']],
    ['bash { id=a  effect=read }', 'bash', ['id=a', 'effect=read']],
    ['bash {id=a, effect=read}', 'bash', ['id=a', 'effect=read']],
    ['bash {id=a,effect=read}', 'bash', ['id=a', 'effect=read']],
    ['bash {needs=a,b effect=read}', 'bash', ['needs=a,b', 'effect=read']],
    ['bash {needs=a,b,effect=read}', 'bash', ['needs=a,b', 'effect=read']],
    ['bash {#a}', 'bash', ['id=a']],
    ['bash {#a confirm}', 'bash', ['id=a', 'confirm']],
    ['bash {expect="two words"}', 'bash', ['expect=two words']],
    ['bash {expect=\'say "hi"\'}', 'bash', ['expect=say "hi"']],
    ['bash {expect="say \\"hi\\""}', 'bash', ['expect=say "hi"']],
    ['bash {expect="a\\\\b"}', 'bash', ['expect=a\\b']],
    ['bash {expect="a} {b"}', 'bash', ['expect=a} {b']],
    ['bash {expect="a\\*b &amp; c"}', 'bash', ['expect=a\\*b &amp; c']],
    ['bash {cwd=../a/b.c}', 'bash', ['cwd=../a/b.c']],
    ['bash {expect=}', 'bash', ['expect=']],
    ['bash {x=a=b}', 'bash', ['x=a=b']],
  ])('%j is the language %j and the attributes %j', (text, language, attributes) => {
    expect(read(text)).toEqual([language, attributes]);
  });

  it.each([
    ['bash {"name":"x","interactive":"false"}', ['name=x', 'interactive=false']],
    ['bash { "name": "x", "interactive": false, "retry": 3 }', ['name=x', 'interactive=false', 'retry=3']],
    ['bash {"name":"a } b"} title="c}"', ['name=a } b']],
    ['bash {"tag":{"a":1}}', ['tag={...}']],
  ])('can hold JSON: %s', (text, attributes) => {
    expect(read(text)).toEqual(['bash', attributes]);
  });

  it.each([
    'bash {1,3-5}',
    'bash title="roll.sh"',
    'bash showLineNumbers',
    'bash title="{id=x}" showLineNumbers',
    "bash title='{id=x}' {1}",
    'bash{1,3}',
    'bash {1} {2, 4-5}',
  ])('leaves alone what is Docusaurus’s: %s', (text) => {
    expect(read(text)).toEqual(['bash', []]);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    'bash {1,3-5} {id=a}',
    'bash {id=a} {1,3-5}',
    'bash title="roll.sh" {id=a} showLineNumbers',
    'bash{1} {id=a}',
    "bash title=Don't {id=a}",
    'bash title="unclosed {id=a}',
    'bash title="Don\'t" {id=a}',
  ])('reads our group beside it: %s', (text) => {
    expect(read(text)).toEqual(['bash', ['id=a']]);
    expect(problems(text)).toEqual([]);
  });

  it('is read from the source, not from what Markdown has unescaped', () => {
    expect(actionWith('bash {expect="a\\\\*b &amp; c"}')).toMatchObject({ expect: { lines: ['a\\*b &amp; c'] } });
  });

  it('may hold backticks behind tildes', () => {
    expect(bodyOf('~~~bash {expect="`a`"}\ntrue\n~~~')).toEqual(['true']);
    const [action] = stepOf('~~~bash {expect="`a`"}\ntrue\n~~~').body;
    expect(action).toMatchObject({ expect: { lines: ['`a`'] } });
  });
});

describe('an attribute', () => {
  it('is found at its place, in UTF-16 units', () => {
    const { attributes } = parseInfoString('bash title="🚀" {id=a  expect="🚀 b" confirm #c}', 3, 4);
    expect(attributes.map(({ key, place }) => [key, place])).toEqual([
      ['id', { line: 3, column: 21, endLine: 3, endColumn: 25 }],
      ['expect', { line: 3, column: 27, endLine: 3, endColumn: 40 }],
      ['confirm', { line: 3, column: 41, endLine: 3, endColumn: 48 }],
      ['id', { line: 3, column: 49, endLine: 3, endColumn: 51 }],
    ]);
  });

  it('of JSON is found at its key', () => {
    const { attributes } = parseInfoString('bash {"cwd":"name","name":"x"}', 1, 4);
    expect(attributes.map(({ key, place }) => [key, place.column, place.endColumn])).toEqual([
      ['cwd', 10, 15],
      ['name', 23, 29],
    ]);
  });

  it.each([
    ['- a\n\n  ```bash {colour=red}\n  true\n  ```', '9:12'],
    ['> ```bash {colour=red}\n> true\n> ```', '7:12'],
    ['1.\t~~~~  bash {colour=red}\n\ttrue\n\t~~~~', '7:16'],
    ['   ```bash {colour=red}\n   true\n   ```', '7:13'],
  ])('is found behind indentation and quotes: %j', (block, place) => {
    expect(codesOf(oneStep(block))).toEqual([`${place} unknown-attribute`]);
  });
});

describe('a mistake in an info string', () => {
  it.each([
    [
      'bash{id=a}',
      '8 info-string-syntax: the attributes touch the language "bash" (Did you mean "bash {id=a}"? Write a space between them.)',
    ],
    [
      '{id=a}',
      '4 info-string-syntax: the attributes stand where the language belongs (Write the language first: ```bash {...}.)',
    ],
    [
      '{.bash}',
      '4 info-string-syntax: the attributes stand where the language belongs (Write the language first: ```bash {...}.)',
    ],
    ['bash {timout=5s}', '10 unknown-attribute: unknown attribute "timout" (Did you mean "timeout"?)'],
    ['bash {Effect=read}', '10 unknown-attribute: unknown attribute "Effect" (Did you mean "effect"?)'],
    [
      'bash {id=a',
      '9 info-string-syntax: the {...} group is not closed (Close it with } and quote values that hold spaces: key="a b".)',
    ],
    [
      'bash {expect="a}',
      '9 info-string-syntax: the {...} group is not closed (Close it with } and quote values that hold spaces: key="a b".)',
    ],
    [
      'bash {id=a} {effect=read}',
      '16 info-string-syntax: a second group of attributes (Put all attributes into one {...} group.)',
    ],
    ['bash {id=a id=b}', '15 info-string-syntax: the attribute "id" is given twice (Keep one of the two.)'],
    ['bash {#a id=b}', '13 info-string-syntax: the attribute "id" is given twice (Keep one of the two.)'],
    [
      'bash {"name":x}',
      '9 info-string-syntax: the JSON attributes cannot be read (Write {"name":"value"} or {name=value}.)',
    ],
    [
      'bash {"name":"x"',
      '9 info-string-syntax: the JSON attributes cannot be read (Write {"name":"value"} or {name=value}.)',
    ],
    [
      'bash {effect=reed}',
      '10 attribute-value: effect= does not take "reed" (Write one of: read, write, destructive.)',
    ],
    ['bash {effect}', '10 attribute-value: effect= does not take no value (Write effect=VALUE.)'],
    [
      'bash {timeout=soon}',
      '10 attribute-value: timeout= does not take "soon" (Write a duration such as 30s, 2m or 1h30m.)',
    ],
    ['bash {retry=0}', '10 attribute-value: retry= does not take "0" (Write a whole number from 1.)'],
    [
      'bash {confirm=maybe}',
      '10 attribute-value: confirm= does not take "maybe" (Write confirm, or confirm=typed or confirm=key.)',
    ],
    ['bash {undo=perhaps}', '10 attribute-value: undo= does not take "perhaps" (Write undo alone, or undo=false.)'],
    ['bash {run=always}', '10 attribute-value: run= does not take "always" (Write one of: never.)'],
    ['bash {run=once}', '10 attribute-value: run= does not take "once" (Write one of: never.)'],
    ...['postgres://me:secret@db.example/orders', 'host=db.example', '${ORDERS_URL', 'a-b'].map((value) => [
      `sql {db="${value}"}`,
      '9 attribute-value: db= takes the name of a variable (Export the connection string in a variable and name that: db=ORDERS_URL.)',
    ]),
    ['bash {id="a b"}', '10 attribute-value: id= does not take "a b" (Use letters, digits, "-" and "_".)'],
    [
      'bash {capture=Version}',
      '10 input-name: "Version" cannot be the name of a value (Use lower-case letters, digits and "_", beginning with a letter; actions read it in capitals.)',
    ],
    [
      'bash {capture=path}',
      '10 input-name: "path" would replace $PATH, which programs rely on (Take another name, such as "target_path".)',
    ],
    [
      'bash {secret=ld_preload}',
      '10 input-name: "ld_preload" would replace $LD_PRELOAD, which programs rely on (Take another name, such as "target_ld_preload".)',
    ],
    ['bash {env=staging}', '10 unknown-name: no environment "staging" is defined (There are: none.)'],
    [
      'klingon {effect=read}',
      '1 attribute-value: no way to run the language "klingon" is known (Say how: interpreter=PROGRAM.)',
    ],
    [
      'pyhton {effect=read}',
      '1 attribute-value: no way to run the language "pyhton" is known (Did you mean "python"? Else say how: interpreter=PROGRAM.)',
    ],
  ])('%s is named at its place, with what to do', (info, problem) => {
    expect(problems(info)).toEqual([problem]);
  });
});

describe('an attribute outside of braces', () => {
  it.each([
    ['bash effect=read', '9', 'effect=read'],
    ['bash title="x" effect="read"', '19', 'effect="read"'],
    ['bash {id=x} effect=read', '16', 'effect=read'],
    ['bash effect=read {id=x}', '9', 'effect=read'],
    ['bash {1,3} check=up', '15', 'check=up'],
  ])('means nothing and is named: %s', (info, column, written) => {
    expect(problems(info)).toEqual([
      `${column} attribute-place: ${written} stands outside of braces, where it means nothing (Write it in braces behind the language: {${written}}.)`,
    ]);
  });

  it('is named where the language is missing as well', () => {
    expect(codesOf(oneStep(fence('effect=read', 'true')))).toEqual(['7:4 attribute-place']);
  });

  it.each(['bash title="effect=read"', 'js showLineNumbers {1,3} foo=bar', 'bash {expect="effect=read"}'])(
    'is not one of another program: %s',
    (info) => {
      expect(problems(info)).toEqual([]);
    },
  );
});
