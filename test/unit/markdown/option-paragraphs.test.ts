import { describe, expect, it } from 'vitest';
import { bodyOf, codesOf, fence, oneStep, outlineOf, readModel } from './read-model.ts';

const a = fence('bash', 'a');
const b = fence('bash', 'b');
const c = fence('bash', 'c');
const ab = { choice: 'do-it.option', first: 'A', options: [{ 'A: x': ['a'] }, { 'B: y': ['b'] }] };

describe('options by paragraph', () => {
  it.each([
    ['Option A: x', 'Option B: y'],
    ['**Option A:** x', '**Option B:** y'],
    ['**Option A: x**', '**Option B: y**'],
    ['Option A - x', 'Option B – y'],
    ['option a: x', 'OPTION B: y'],
  ])('are a choice: %s', (first, second) => {
    expect(bodyOf(c, first, a, second, b)).toEqual(['c', ab]);
  });

  it('may say which is recommended, in front of the colon as well', () => {
    expect(bodyOf('**Option A:** x', a, '**Option B (recommended):** y', b)).toEqual([
      { choice: 'do-it.option', first: 'B', options: [{ 'A: x': ['a'] }, { 'B: y (recommended)': ['b'] }] },
    ]);
  });

  it('may be no more than a key, or a number', () => {
    expect(bodyOf('Option 1', a, 'Option 2', b)).toEqual([
      { choice: 'do-it.option', first: '1', options: [{ '1: Option 1': ['a'] }, { '2: Option 2': ['b'] }] },
    ]);
  });

  it.each([
    ['items', `- Option A: x\n\n  ${a.replaceAll('\n', '\n  ')}\n- Option B: y\n\n  ${b.replaceAll('\n', '\n  ')}`],
    ['items of lists that their fences divide', `- Option A: x\n\n${a}\n\n- Option B: y\n\n${b}`],
  ])('may be %s', (_, list) => {
    expect(bodyOf(c, list)).toEqual(['c', ab]);
  });

  it('hold several fences, output and conditions of their own up to a text behind them', () => {
    const body = bodyOf(
      'Option A: x',
      'It is fast.',
      a,
      'Expected output:',
      fence('', 'ok'),
      'Then:',
      b,
      'Option B: y',
      'If it is down:',
      b,
      'Watch it:',
      c,
    );
    expect(body).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [
          { 'A: x': ['a', { 'expected-output': 'ok' }, 'b'] },
          { 'B: y': [{ if: 'If it is down', body: ['b'] }] },
        ],
      },
      'c',
    ]);
  });

  it('may be done by hand where two others are not', () => {
    expect(bodyOf('Option A: x', a, 'Option B: y', b, 'Option C: z', 'Call Bob.')).toEqual([
      { ...ab, options: [...ab.options, { 'C: z': [{ byHand: 'Call Bob.' }] }] },
    ]);
  });

  it('stand below a condition and within an option by heading', () => {
    expect(bodyOf(c, 'If it is down:', 'Option A: x', a, 'Option B: y', b, 'In any case:', c)).toEqual([
      'c',
      { if: 'If it is down', body: [ab] },
      'c',
    ]);
    expect(bodyOf('#### Option A: p', 'Option 1: x', a, 'Option 2: y', b, '#### Option B: q', c)).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [
          {
            'A: p': [{ choice: 'do-it.option-2', first: '1', options: [{ '1: x': ['a'] }, { '2: y': ['b'] }] }],
          },
          { 'B: q': ['c'] },
        ],
      },
    ]);
  });

  it('end at a checklist behind them', () => {
    expect(bodyOf('Option A: x', a, 'Option B: y', b, '- [ ] Is it up?')).toEqual([
      ab,
      { checklist: '', items: ['Is it up?'] },
    ]);
  });

  it('with a fence between them are refused, since it would belong to none', () => {
    expect(codesOf(oneStep('Option A: x', a, 'Look:', c, 'Option B: y', b))).toEqual(['16:1 option-in-between']);
  });

  it('make one step of their fences in a document without steps', () => {
    const text = `# Title\n\n## Part\n\nOption A: x\n\n${a}\n\nOption B: y\n\n${b}\n\nWatch it:\n\n${c}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      part: [{ ...ab, choice: 'part.option' }],
      'part-2': ['c'],
    });
  });

  it.each([
    ['a lone one', ['Option A: x', a, b], ['a', 'b']],
    ['ones that are only listed', ['Option A: x', 'Option B: y', a, b], ['a', 'b']],
    ['sentences about options', ['Option A is fast.', a, 'Option B is slow.', b], ['a', 'b']],
  ])('are not %s', (_, blocks, body) => {
    expect(bodyOf(...blocks)).toEqual(body);
  });
});

describe('a comment that says Alternative', () => {
  it.each([
    ['# Alternative: y', 'y'],
    ['# Alternative (slow): y', 'y (slow)'],
    ['# Alternative 2: y', 'y'],
    ['# Alternatively, y', 'y'],
  ])('makes alternatives of the paragraphs of a fence: %s', (comment, title) => {
    expect(bodyOf(fence('bash', `# x\na\n\n${comment}\nb`))).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [
          { 'A: x': ['# x\na'] },
          { [`B: ${title.charAt(0).toUpperCase()}${title.slice(1)}`]: [`${comment}\nb`] },
        ],
      },
    ]);
  });

  it('is not one that only speaks of it', () => {
    expect(bodyOf(fence('bash', '# x\na\n\n# alternative names are kept\nb'))).toEqual([
      '# x\na\n\n# alternative names are kept\nb',
    ]);
  });

  it('joins the fences around it as a paragraph', () => {
    expect(bodyOf(a, 'Alternative:', b)).toEqual([
      { choice: 'do-it.option', first: 'A', options: [{ 'A: a': ['a'] }, { 'B: b': ['b'] }] },
    ]);
  });
});
