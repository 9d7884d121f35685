import { describe, expect, it } from 'vitest';
import { bodyOf, codesOf, fence, oneStep, problemsOf, readModel, stepOf } from './read-model.ts';

const a = fence('bash', 'a');
const b = fence('bash', 'b');

describe('the kind of a fence', () => {
  it.each(['bash', 'sh', 'shell', 'console', 'shell-session', 'BASH', ''])('%j is the shell', (language) => {
    expect(stepOf(fence(language, 'true')).body).toMatchObject([{ node: 'action', kind: 'shell' }]);
  });

  it.each([
    ['sql', 'sql'],
    ['postgresql', 'sql'],
    ['http', 'http'],
    ['python', 'program'],
    ['ruby', 'program'],
    ['powershell', 'program'],
    ['anything {interpreter=anything}', 'program'],
  ])('%s is an action of the kind %s', (info, kind) => {
    expect(stepOf(fence(info, 'x')).body).toMatchObject([{ node: 'action', kind, effect: undefined }]);
  });

  it.each(['zsh', 'ksh', 'csh', 'tcsh', 'dash', 'fish'])(
    '%s is a program of its own, not the shell session',
    (language) => {
      expect(stepOf(fence(language, 'true')).body).toMatchObject([
        { node: 'action', kind: 'program', interpreter: [language], effect: undefined },
      ]);
      expect(codesOf(`# Title\n\n## Part\n\n${fence(language, 'true')}\n`)).toEqual(['1:1 no-steps']);
    },
  );

  it.each(['terminal', 'yaml', 'json', 'text', 'promql', 'mermaid', 'diff', 'klingon'])(
    '%s is documentation',
    (language) => {
      expect(bodyOf(a, fence(language, 'x: 1'))).toEqual(['a', { documentation: 'x: 1' }]);
    },
  );

  it('of indented code is never an action, and a fence behind a tab is named', () => {
    expect(bodyOf(a, 'So:', '    rm -rf /')).toEqual(['a', { 'indented-code': 'rm -rf /' }]);
    expect(problemsOf(oneStep(a, '\t```bash\n\ttrue\n\t```'))).toEqual([
      '11:1 over-indented-fence: this fence is indented by a tab or four blanks, so it is text and no fence (Take the indentation away, or put it under a list item.)',
    ]);
  });
});

describe('the marks of a fence', () => {
  it.each([
    ['tildes', '~~~bash\na\n~~~', 'a'],
    ['a longer closing line', '```bash\na\n``````', 'a'],
    ['a closing line with blanks around it', '```bash\na\n   ```  ', 'a'],
    ['more than three marks around three', '````bash\na\n```\nb\n````', 'a\n```\nb'],
    ['tildes around backticks', '~~~bash\na\n```\nb\n~~~', 'a\n```\nb'],
    ['an indented opening line', '  ```bash\n  a\n    b\n  ```', 'a\n  b'],
    ['blank lines in the code', '```bash\na\n\n  \nb\n```', 'a\n\n  \nb'],
  ])('may be %s', (_, block, source) => {
    expect(bodyOf(block)).toEqual([source]);
    expect(codesOf(oneStep(block))).toEqual([]);
  });

  it.each([
    ['at the end of the file', '```bash\na', '7:1'],
    ['without any code', '```bash', '7:1'],
    ['by a line with too few marks', '````bash\na\n```', '7:1'],
    ['by other marks', '```bash\na\n~~~', '7:1'],
    ['by a line that is indented too far', '```bash\na\n    ```', '7:1'],
    ['by a line that says more', '```bash\na\n``` end', '7:1'],
    ['in a list', '- x\n\n  ```bash\n  a\n\ntext', '9:3'],
    ['in a quote', '> ```bash\n> a\n\ntext', '7:3'],
  ])('that are not closed are named: %s', (_, block, place) => {
    const text = oneStep(block).trimEnd();
    expect(problemsOf(text).map((problem) => problem.replace(/\(Write `+ on/, '(Write them on'))).toEqual([
      `${place} fence-not-closed: this fence is never closed, so all that follows is code (Write them on a line of its own below the code.)`,
    ]);
  });

  it('that are closed outside of their list open another fence, so both are named', () => {
    expect(codesOf(oneStep('1. x\n   ```bash\n   a\n```'))).toEqual(['8:4 fence-not-closed', '10:1 fence-not-closed']);
  });
});

describe('the place of code', () => {
  const placesOf = (text: string) =>
    readModel(text).steps.flatMap((step) =>
      step.body.map((node) => (node.node === 'action' ? [node.source, node.place] : [])),
    );

  it.each([
    ['at the margin', '```bash\none\n two\n```', 'one\n two', { line: 8, column: 1, endLine: 9, endColumn: 5 }],
    [
      'in a list',
      '1. x\n\n   ```bash\n   one\n     two\n   ```',
      'one\n  two',
      { line: 10, column: 4, endLine: 11, endColumn: 9 },
    ],
    [
      'in a list with tabs',
      '-\t```bash\n\tone\n\t\ttwo\n\t```',
      'one\n\ttwo',
      { line: 8, column: 2, endLine: 9, endColumn: 6 },
    ],
    ['in a quote', '> ```bash\n> one\n>two\n> ```', 'one\ntwo', { line: 8, column: 3, endLine: 9, endColumn: 5 }],
    [
      'in a list in a quote',
      '> - ```bash\n>   one\n>   two\n>   ```',
      'one\ntwo',
      { line: 8, column: 5, endLine: 9, endColumn: 8 },
    ],
    [
      'with less indentation than its fence',
      '   ```bash\n one\n   two\n   ```',
      'one\ntwo',
      { line: 8, column: 2, endLine: 9, endColumn: 7 },
    ],
    [
      'behind characters of two units',
      '- 🚀\n\n  ```bash\n  🚀 one\n  ```',
      '🚀 one',
      { line: 10, column: 3, endLine: 10, endColumn: 9 },
    ],
  ])('is exact %s', (_, block, source, place) => {
    expect(placesOf(oneStep(block))).toEqual([[source, place]]);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is exact with %s, and the code holds LF only', (_, ending) => {
    expect(placesOf(oneStep('```python\none\n\n  two\n```').replaceAll('\n', ending))).toEqual([
      ['one\n\n  two', { line: 8, column: 1, endLine: 10, endColumn: 6 }],
    ]);
  });

  it('of a tab that a list cuts in two begins at what is left', () => {
    expect(placesOf(oneStep('- ```bash\n\tone\n  ```'))).toEqual([
      ['  one', { line: 8, column: 2, endLine: 8, endColumn: 5 }],
    ]);
  });
});

describe('a fence right after the words Expected output', () => {
  const output = fence('', 'deployment ready\n\n  ok  ');

  it.each([
    'Expected output:',
    'Expected output',
    '**Expected output:**',
    'expected output:',
    'Expected result:',
    'Expected output (after a minute):',
    'Run it. Expected output:',
    '- Expected output:',
  ])('is what the command above must print: %j', (words) => {
    const step = stepOf(a, words, output, b);
    expect(step.body.map((node) => (node.node === 'action' ? (node.expect?.lines ?? node.source) : node.node))).toEqual(
      [['deployment ready', '  ok'], 'shown', 'b'],
    );
  });

  it('below a heading of these words as well', () => {
    expect(stepOf(a, '#### Expected output', output).body[0]).toMatchObject({
      expect: { lines: ['deployment ready', '  ok'] },
    });
  });

  it('has the place of its lines, and shows them', () => {
    const [action, shown] = stepOf(a, 'Expected output:', output).body;
    const place = { line: 14, column: 1, endLine: 16, endColumn: 7 };
    expect([action, shown]).toMatchObject([{ expect: { place } }, { node: 'shown', why: 'expected-output', place }]);
  });

  it('may be of any language, as long as it has no attributes', () => {
    expect(bodyOf(a, 'Expected output:', fence('bash', 'ok'))).toEqual(['a', { 'expected-output': 'ok' }]);
    expect(bodyOf(a, 'Expected output:', fence('bash {effect=read}', 'b'))).toEqual(['a', 'b']);
  });

  it('keeps lines that span others as they are', () => {
    expect(stepOf(a, 'Expected output:', fence('text', 'first\n...\nlast')).body[0]).toMatchObject({
      expect: { lines: ['first', '...', 'last'] },
    });
  });

  it('asserts for every way of a choice, and for what is common behind one', () => {
    const [choice] = stepOf(fence('bash', '# Option A: x\na\n\n# Option B: y\nb'), 'Expected output:', output).body;
    const actions = choice?.node === 'choice' ? choice.options.flatMap((option) => option.body) : [];
    expect(actions).toMatchObject([
      { expect: { lines: ['deployment ready', '  ok'] } },
      { expect: { lines: ['deployment ready', '  ok'] } },
    ]);
  });

  it.each([
    ['words that say more', 'Expected output is shown in Grafana.'],
    ['words in the middle', 'The expected output: see the wiki.'],
  ])('is not what follows %s', (_, words) => {
    expect(bodyOf(a, words, b)).toEqual(['a', 'b']);
  });

  it('is not one that stands further away', () => {
    expect(bodyOf(a, 'Expected output:', 'See the wiki.', b)).toEqual(['a', 'b']);
    expect(bodyOf(a, 'Expected output:', '- [ ] ok?', b)).toEqual(['a', { checklist: '', items: ['ok?'] }, 'b']);
  });

  it('asserts nothing where no command stands above it', () => {
    expect(bodyOf('Expected output:', fence('', 'ok'))).toEqual([{ 'expected-output': 'ok' }, { byHand: 'Do it' }]);
    expect(stepOf('1. Call Bob', a, '1. Call Eve', 'Expected output:', output).body[0]).toMatchObject({
      expect: undefined,
    });
  });
});

describe('output that is an example', () => {
  it.each([
    'Example output:',
    'Sample output:',
    'Output:',
    'Response:',
    'You should see:',
    'The output will look like this:',
    'It should return something similar to:',
    'This looks something like:',
    'If all is well, you should see:',
  ])('is shown and asserts nothing: %j', (words) => {
    const step = stepOf(a, words, fence('', 'ok'), b);
    expect([
      step.condition,
      step.body.map((node) =>
        node.node === 'shown' ? node.why : (node.node === 'action' && node.expect) || node.node,
      ),
    ]).toEqual([undefined, ['action', 'example-output', 'action']]);
  });

  it('of a data language stays documentation, of a shell with a label an action', () => {
    expect(bodyOf(a, 'Output:', fence('json', '{}'))).toEqual(['a', { documentation: '{}' }]);
    expect(bodyOf(a, 'You should see:', fence('bash', 'b'))).toEqual(['a', 'b']);
  });

  it('after a condition leaves the condition to the commands below it', () => {
    expect(bodyOf(a, 'If you see something like:', fence('', 'ERROR'), 'Run this:', b)).toEqual([
      'a',
      { if: 'If you see something like', body: [{ 'example-output': 'ERROR' }, 'b'] },
    ]);
  });
});
