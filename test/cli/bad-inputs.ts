import { readFileSync } from 'node:fs';
import { fence, runbookText } from './runbook-text.ts';

const good = runbookText({ One: fence('bash {effect=write}', 'touch ran') });
const step = (info: string) => fence(info, 'touch ran');

/** What is wrong with a file, the file, and the first lines of what is said of it. */
export const badInputs: readonly (readonly [what: string, content: string | Uint8Array, said: readonly string[]])[] = [
  [
    'an empty file',
    '',
    [
      '1:1  error  empty-file',
      ' why  the file is empty',
      '    1 |',
      '      | ^',
      ' do   Write a title, a "## Steps" section and a first step.',
    ],
  ],
  ['only blanks', ' \n\t\n', ['1:1  error  empty-file']],
  [
    'a binary file',
    readFileSync(process.execPath).subarray(0, 4096),
    [
      '1:1  error  not-utf8',
      ' why  the file holds bytes that are not UTF-8',
      '    1 |',
      '      | ^',
      ' do   Save it as UTF-8 text.',
    ],
  ],
  [
    'bytes that are not UTF-8 further down',
    Buffer.concat([Buffer.from(`${good}\n\n`), Buffer.from([0xc3, 0x28])]),
    ['15:1  error  not-utf8', ' why  the file holds bytes that are not UTF-8'],
  ],
  [
    'UTF-16 with a mark, little end first',
    Buffer.from(`\uFEFF${good}`, 'utf16le'),
    ['1:1  error  not-utf8', ' why  the file is UTF-16'],
  ],
  [
    'UTF-16 with a mark, big end first',
    Buffer.from(`\uFEFF${good}`, 'utf16le').swap16(),
    ['1:1  error  not-utf8', ' why  the file is UTF-16'],
  ],
  [
    'UTF-16 without a mark',
    Buffer.from(good, 'utf16le'),
    ['1:2  error  binary-file', ' why  the file holds NUL bytes'],
  ],
  ['a NUL byte', good.replace('Deploy', 'Dep\0loy'), ['1:6  error  binary-file', ' why  the file holds NUL bytes']],
  [
    'a line of 10 MB',
    `${good}\n${'x'.repeat(10_000_000)}\n`,
    ['14:100001  error  line-too-long', ' why  the line is 10,000,000 characters long'],
  ],
  [
    'a fence that is never closed',
    `${good}\n\`\`\`bash {effect=write}\ntouch ran\n`,
    [
      '14:1  error  fence-not-closed',
      ' why  this fence is never closed, so all that follows is code',
      '   14 | ```bash {effect=write}',
      '      | ^^^^^^^^^^^^^^^^^^^^^^',
      ' do   Write ``` on a line of its own below the code.',
    ],
  ],
  [
    'a fence indented by tabs',
    `${good}\n\t\`\`\`bash {effect=write}\n\ttouch ran\n\t\`\`\`\n`,
    [
      '14:1  error  over-indented-fence',
      ' why  this fence is indented by a tab or four blanks, so it is text and no fence',
    ],
  ],
  ['broken YAML', `---\nrunbook: { inputs: [ }\n---\n${good}`, ['2:22  error  front-matter-syntax']],
  ['YAML of the wrong shape', `---\nrunbook:\n  budget: soon\n---\n${good}`, ['3:3  error  front-matter-schema']],
  [
    'an unknown key',
    `---\nrunbook:\n  bugdet: 5m\n---\n${good}`,
    [
      '3:3  error  unknown-key',
      ' why  unknown key "bugdet" under runbook:',
      '    3 |   bugdet: 5m',
      '      |   ^^^^^^',
      ' do   Did you mean "budget"?',
    ],
  ],
  ['a newer language', `---\nrunbook:\n  language: 2\n---\n${good}`, ['3:3  error  language-version']],
  [
    'a name that shadows the shell',
    `---\nrunbook:\n  inputs: { path: { type: string } }\n---\n${good}`,
    ['3:13  error  input-name'],
  ],
  [
    'an unknown attribute',
    runbookText({ One: step('bash {efect=write}') }),
    [
      '8:10  error  unknown-attribute',
      ' why  unknown attribute "efect"',
      '    8 | ```bash {efect=write}',
      '      |          ^^^^^^^^^^^',
    ],
  ],
  [
    'a wrong value',
    runbookText({ One: step('bash {effect=wirte}') }),
    ['8:10  error  attribute-value', ' why  effect= does not take "wirte"'],
  ],
  [
    'attributes without a blank before them',
    runbookText({ One: step('bash{effect=write}') }),
    ['8:8  error  info-string-syntax'],
  ],
  [
    'the same id twice',
    runbookText({ One: step('bash {id=a effect=write}'), Two: step('bash {id=a effect=write}') }),
    ['15:10  error  duplicate-id'],
  ],
  [
    'steps that need each other',
    runbookText({ One: step('bash {needs=two effect=write}'), Two: step('bash {needs=one effect=write}') }),
    ['8:10  error  cycle', ' why  step "one" needs "two", which needs "one"'],
  ],
  [
    'a step that is needed and not there',
    runbookText({ One: step('bash {needs=zero effect=write}') }),
    ['8:10  error  unknown-step'],
  ],
  [
    'a condition on a name that is not there',
    runbookText({ One: step('bash {when=rain effect=write}') }),
    ['8:10  error  unknown-name'],
  ],
  [
    'no step',
    '# Deploy\n\nJust prose.\n',
    [
      '1:1  error  no-steps',
      ' why  nothing in this file is a step',
      '    1 | # Deploy',
      '      | ^^^^^^^^',
      ' do   Add a "## Steps" section with a heading for each step, or code fences.',
    ],
  ],
];
