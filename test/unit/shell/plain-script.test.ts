import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import { createPlainParser, readPlainScript } from '../../../src/shell/plain-script.ts';

const parse = await loadShellParser();

const plain = [
  'echo one',
  'kubectl get pods -n payments -o wide',
  'kubectl rollout undo deployment/payment-processor --to-revision=3',
  'curl -fsS "http://127.0.0.1:8080/health?deep=1&x=2"',
  "  echo 'not $expanded; not | run'   3 ",
  '# a comment, with "quotes" and $names\n\n/usr/bin/env\n./script.sh a.b,c:d@e%f+g\n',
  'find . -name "*.log" -newer a.txt',
  'psql -c "SELECT count(*) FROM orders WHERE id > 5;"',
  '',
  'git log --oneline -5\ngit status',
];

it.each(plain)('is read without the grammar: %j', (script) => {
  expect(readPlainScript(script)).toEqual(parse(script));
});

const notPlain = [
  ...['echo $HOME', 'echo "$HOME"', 'echo `date`', 'echo a; echo b', 'a | b', 'a && b', 'a &', 'a > b', 'a < b', '(a)'],
  ...[
    'echo \\',
    'echo a\\ b',
    'A=1 b',
    'A=1',
    'export A',
    'read x',
    'if true',
    'fi',
    '{ a; }',
    'echo {a,b}',
    'ls *.log',
  ],
  ...[
    'echo "a',
    "echo 'a",
    'echo "a\nb"',
    'echo a"b"',
    '! a',
    '[ a ]',
    'echo ~',
    'time ls',
    'cat <<EOF',
    'a #b',
    'a\tb',
    'ä',
  ],
  ...[
    'echo done',
    '-v',
    '$ ls',
    '"a b" c',
    'a\r',
    'test -f a',
    'echo "é"',
    'printf -v a b',
    'a=b',
    'echo "\\n"',
    'a\0',
  ],
];

it.each(notPlain)('is left to the grammar: %j', (script) => {
  expect(readPlainScript(script)).toBeUndefined();
});

const words = [
  ...[
    'echo',
    'ls',
    '-la',
    '--format=json',
    'a=b',
    '==',
    '=~',
    '5',
    '0x1f',
    '1.5',
    '-5',
    '+5',
    ':',
    '.',
    '..',
    '/',
    '//',
    '%',
  ],
  ...[
    'a/b.c',
    'user@host:/path',
    'http://127.0.0.1:80/x',
    'in',
    'select',
    'trap',
    'unset',
    'exit',
    'source',
    'eval',
    'x,y',
  ],
  ...[
    '-',
    '--',
    '-=',
    '=',
    '@',
    ',',
    '"',
    "'",
    '""',
    "''",
    '"a b"',
    "'a b'",
    '"a\'b"',
    "'a\"b'",
    '"<pod-name>"',
    '"a;b|c&d"',
  ],
  ...[
    '# c',
    '#',
    '$X',
    '*',
    '\\',
    '~',
    '{}',
    '[[',
    ']]',
    '(',
    ')',
    '!',
    '&',
    ';',
    '|',
    '>',
    '<',
    '\t',
    '_',
    'A',
    'é',
    '…',
  ],
];
const gap = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\n\n', '');
const script = fc
  .array(fc.tuple(fc.constantFrom(...words), gap), { maxLength: 12 })
  .map((parts) => parts.map(([word, blank]) => word + blank).join(''));
const dense = fc.string({ unit: fc.constantFrom(...'ab1 \n"\'-=/.:@%+,_#~*?&|;<>()'.split('')), maxLength: 24 });

it('whatever it reads, the grammar reads as exactly the same', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(script, dense), (source) => {
      const found = readPlainScript(source);
      if (found === undefined) return;
      read += 1;
      expect(found).toEqual(parse(source));
    }),
    { numRuns: 3_000 },
  );
  expect(read).toBeGreaterThan(100);
});

it('a parser of plain scripts says when it was asked for more than it can read', () => {
  const plainly = createPlainParser();
  expect(plainly.parse('echo one')).toEqual(parse('echo one'));
  expect(plainly.hasMetOthers()).toBe(false);
  expect(plainly.parse('echo "$HOME"')).toMatchObject({ syntax: { state: 'not-understood', line: 1 }, commands: [] });
  expect(plainly.hasMetOthers()).toBe(true);
});
