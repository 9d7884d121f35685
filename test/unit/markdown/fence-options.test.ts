import { describe, expect, it } from 'vitest';
import { bodyOf, codesOf, fence, oneStep, problemsOf, stepOf } from './read-model.ts';

const inFence = (...lines: readonly string[]) => bodyOf(fence('bash', lines.join('\n')));
const choice = (...options: readonly object[]) => ({ choice: 'do-it.option', first: 'A', options });

describe('option comments in a fence', () => {
  it('begin an option, which is the comment and the lines after it', () => {
    expect(inFence('# Option A: x', 'a', 'a2', '', '# Option B: y', 'b')).toEqual([
      choice({ 'A: x': ['# Option A: x\na\na2'] }, { 'B: y': ['# Option B: y\nb'] }),
    ]);
  });

  it.each([
    'Option A: x',
    'Option A - x',
    'Option A. x',
    'OPTION A: x',
    'option a: x',
    '--- Option A: x ---',
    '# Option A: x',
  ])('are read as written: # %s', (label) => {
    expect(inFence(`# ${label}`, 'a', '', '# Option B: y', 'b')).toMatchObject([
      { options: [{ 'A: x': [`# ${label}\na`] }, { 'B: y': ['# Option B: y\nb'] }] },
    ]);
  });

  it('are numbered, too, and may do without a title', () => {
    expect(inFence('# Option 1: x', 'a', '', '# Option 2', 'b')).toEqual([
      {
        choice: 'do-it.option',
        first: '1',
        options: [{ '1: x': ['# Option 1: x\na'] }, { '2: Option 2': ['# Option 2\nb'] }],
      },
    ]);
  });

  it.each([
    '# Options are listed below',
    '# Option is not needed',
    '# Option to be safe',
    '# Optional: x',
    '# The option A: x',
  ])('are not %j', (comment) => {
    expect(inFence(comment, 'a')).toEqual([`${comment}\na`]);
  });

  it('begin an option also without a blank line between', () => {
    expect(inFence('# Option A: x', 'a', '# Option B: y', 'b')).toMatchObject([
      { options: [{ 'A: x': ['# Option A: x\na'] }, { 'B: y': ['# Option B: y\nb'] }] },
    ]);
  });

  it('keep a paragraph without a comment, which goes on with the one before', () => {
    expect(inFence('# Option A: x', '', 'a', '', 'a2', '', '# Option B: y', '', 'b')).toEqual([
      choice({ 'A: x': ['# Option A: x\n\na\n\na2'] }, { 'B: y': ['# Option B: y\n\nb'] }),
    ]);
  });

  it('leave commented paragraphs before the first and after the last to all', () => {
    expect(
      inFence(
        'set -x',
        '',
        '# Prepare',
        'p',
        '',
        '# Option A: x',
        'a',
        '',
        '# Option B: y',
        'b',
        '',
        '# Watch',
        'w',
        '',
        'w2',
      ),
    ).toEqual([
      'set -x',
      '# Prepare\np',
      choice({ 'A: x': ['# Option A: x\na'] }, { 'B: y': ['# Option B: y\nb'] }),
      '# Watch\nw\n\nw2',
    ]);
  });

  it('refuse a commented paragraph between two of them', () => {
    const text = oneStep(fence('bash', '# Option A: x\na\n\n# Wait\nsleep 1\n\n# Option B: y\nb'));
    expect(problemsOf(text)).toEqual([
      '11:1 option-in-between: this paragraph stands between two options and belongs to none (Put it before the first option, after the last, or remove the blank line or comment above it.)',
    ]);
  });

  it('take a comment between two of them along as prose', () => {
    expect(inFence('# Option A: x', 'a', '', '# This takes a while.', '', '# Option B: y', 'b')).toEqual([
      choice({ 'A: x': ['# Option A: x\na\n\n# This takes a while.'] }, { 'B: y': ['# Option B: y\nb'] }),
    ]);
  });

  it('show comments around them', () => {
    expect(inFence('# One of:', '', '# Option A: x', 'a', '', '# Option B: y', 'b')).toEqual([
      { documentation: '# One of:' },
      choice({ 'A: x': ['# Option A: x\na'] }, { 'B: y': ['# Option B: y\nb'] }),
    ]);
  });

  it('over comments alone are done by hand', () => {
    expect(inFence('# Option A: x', 'a', '', '# Option B: Call Bob', '# at 123')).toEqual([
      choice({ 'A: x': ['# Option A: x\na'] }, { 'B: Call Bob': [{ byHand: 'Option B: Call Bob\nat 123' }] }),
    ]);
  });

  it('stand in SQL behind two dashes', () => {
    const code = '-- Option A: x\nSELECT 1;\n\n-- Option B: y\nSELECT 2;\n\n-- Check\nSELECT 3;';
    expect(bodyOf(fence('sql', code))).toEqual([
      choice({ 'A: x': ['-- Option A: x\nSELECT 1;'] }, { 'B: y': ['-- Option B: y\nSELECT 2;'] }),
      '-- Check\nSELECT 3;',
    ]);
  });

  it('leave the attributes with every part, and names the fence once', () => {
    const text = oneStep(
      fence('bash {id=roll effect=write timeout=5s capture=out}', '# Option A: x\na\n\n# Option B: y\nb\n\n# Watch\nw'),
    );
    expect(codesOf(text)).toEqual([]);
    const [made, watch] = stepOf(
      fence('bash {effect=write timeout=5s}', '# Option A: x\na\n\n# Option B: y\nb\n\n# Watch\nw'),
    ).body;
    const parts = [...(made?.node === 'choice' ? made.options.flatMap((option) => option.body) : []), watch];
    expect(parts).toMatchObject(
      parts.map((_, index) => ({ address: `do-it.${index + 1}`, effect: 'write', timeoutMs: 5_000 })),
    );
    expect(parts).toHaveLength(3);
  });

  it('have places of their own', () => {
    const [made] = stepOf(fence('bash', '# Option A: x\na\n\n# Option B: y\nbee')).body;
    expect(made?.node === 'choice' ? made.options.map(({ body }) => body[0]?.place) : []).toEqual([
      { line: 8, column: 1, endLine: 9, endColumn: 2 },
      { line: 11, column: 1, endLine: 12, endColumn: 4 },
    ]);
  });
});

describe('# Or in a fence', () => {
  it('makes an alternative to the paragraph before it, and leaves what follows to all', () => {
    expect(
      inFence('# Prepare', 'p', '', '# ConfigMap', 'a', '', '# Or apply from Git', 'b', '', '# Restart', 'r'),
    ).toEqual([
      '# Prepare\np',
      choice({ 'A: ConfigMap': ['# ConfigMap\na'] }, { 'B: Apply from Git': ['# Or apply from Git\nb'] }),
      '# Restart\nr',
    ]);
  });

  it('needs no comment on the first way, and takes more than two', () => {
    expect(inFence('a', '', '# Or', 'b', '', '# or else', 'c')).toEqual([
      choice({ 'A: a': ['a'] }, { 'B: Or': ['# Or\nb'] }, { 'C: Else': ['# or else\nc'] }),
    ]);
  });

  it('is not a word that begins like it, nor the second line of a comment', () => {
    expect(inFence('a', '', '# Order matters', 'b', '', '# This', '# or that', 'c')).toEqual([
      'a\n\n# Order matters\nb\n\n# This\n# or that\nc',
    ]);
  });
});
