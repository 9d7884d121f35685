import { describe, expect, it } from 'vitest';
import { bodyOf, codesOf, fence, oneStep, problemsOf, stepOf } from './read-model.ts';

const a = fence('bash', 'a');
const b = fence('bash', 'b');
const c = fence('bash', 'c');
const ab = { choice: 'do-it.option', first: 'A', options: [{ 'A: x': ['a'] }, { 'B: y': ['b'] }] };

describe('options by heading', () => {
  it('hold what stands below them; another heading is common to all', () => {
    expect(bodyOf(c, '#### Option A: x', a, '#### Option B: y', b, '#### All', c)).toEqual(['c', ab, 'c']);
  });

  it('hold several fences, checklists, conditions and choices each', () => {
    const body = bodyOf(
      '#### Option A: x',
      'If it is down:',
      a,
      'In any case:',
      b,
      '- [ ] Is it up?',
      '#### Option B: y',
      fence('bash', '# Option A: p\na\n\n# Option B: q\nb'),
    );
    expect(body).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [
          { 'A: x': [{ if: 'If it is down', body: ['a'] }, 'b', { checklist: '', items: ['Is it up?'] }] },
          {
            'B: y': [
              {
                choice: 'do-it.option-2',
                first: 'A',
                options: [{ 'A: p': ['# Option A: p\na'] }, { 'B: q': ['# Option B: q\nb'] }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('without anything that runs are done by hand', () => {
    expect(
      bodyOf('#### Option A: x', a, '#### Option B: Call the vendor', 'Ask for Eve.', '#### Option C: Wait'),
    ).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [
          { 'A: x': ['a'] },
          { 'B: Call the vendor': [{ byHand: 'Ask for Eve.' }] },
          { 'C: Wait': [{ byHand: 'Wait' }] },
        ],
      },
    ]);
  });
});

describe('options by attribute', () => {
  const x = fence('bash {option="A: x"}', 'a');
  const y = fence('bash {option="B: y"}', 'b');

  it('are fences that follow each other', () => {
    expect(bodyOf(c, x, y, c)).toEqual(['c', ab, 'c']);
  });

  it('take prose and output between them, which are of the way above', () => {
    expect(bodyOf(x, 'Expected output:', fence('', 'ok'), 'Slower, but safe.', y)).toEqual([
      { ...ab, options: [{ 'A: x': ['a', { 'expected-output': 'ok' }] }, { 'B: y': ['b'] }] },
    ]);
  });

  it('can take several fences each', () => {
    expect(bodyOf(x, fence('bash {option="A: x"}', 'a2'), y)).toEqual([
      { ...ab, options: [{ 'A: x': ['a', 'a2'] }, { 'B: y': ['b'] }] },
    ]);
  });

  it.each([
    ['"A: Roll back"', 'A', 'Roll back'],
    ['"B - Roll back"', 'B', 'Roll back'],
    ['"1. Roll back"', '1', 'Roll back'],
    ['"Option C: Roll back"', 'C', 'Roll back'],
    ['b', 'B', 'Option B'],
    ['"Roll back"', 'A', 'Roll back'],
    ['"Re-apply it"', 'A', 'Re-apply it'],
  ])('option=%s has the key %s and the title %j', (value, key, title) => {
    const [choice] = stepOf(fence(`bash {option=${value}}`, 'a')).body;
    expect(choice?.node === 'choice' ? choice.options.map((option) => [option.key, option.title]) : undefined).toEqual([
      [key, title],
    ]);
  });

  it('get the next free letter where a key is missing or taken', () => {
    const choice = stepOf(
      fence('bash {option="Roll back"}', 'a'),
      fence('bash {option="A: Restart"}', 'b'),
      fence('bash {option="A: Wait"}', 'c'),
    ).body[0];
    expect(choice?.node === 'choice' ? choice.options.map(({ key, title }) => `${key} ${title}`) : []).toEqual([
      'A Roll back',
      'B Restart',
      'C Wait',
    ]);
  });

  it('are checked even where they stand under a condition', () => {
    expect(bodyOf(c, 'If it is down:', x, y)).toEqual(['c', { if: 'If it is down', body: [ab] }]);
  });

  it('become one choice, then another where the letters begin again', () => {
    const body = bodyOf(x, y, c, x, y);
    expect(body).toEqual([ab, 'c', { ...ab, choice: 'do-it.option-2' }]);
  });
});

describe('a way that comes too late', () => {
  it('is refused, since what stands between would belong to none', () => {
    const text = oneStep(fence('bash {option="A: x"}', 'a'), c, fence('bash {option="B: y"}', 'b'));
    expect(problemsOf(text)).toEqual([
      '12:1 option-in-between: this stands between two options and belongs to none (Put it before the first option or after the last.)',
    ]);
  });

  it('is refused behind a common heading and behind a condition', () => {
    expect(codesOf(oneStep('#### Option A', a, '#### All', c, '#### Option B', b))).toEqual(['16:1 option-in-between']);
    const split = oneStep(fence('bash {option="A: x"}', 'a'), 'If it is down:', fence('bash {option="B: y"}', 'b'));
    expect(codesOf(split)).toEqual(['14:1 option-in-between']);
  });
});

describe('a paragraph that says Or', () => {
  it.each([
    'Or',
    'Or:',
    '**Or**',
    '*- or -*',
    '-OR-',
    'Or, if Git is down:',
    'Or roll back to v1.1.0:',
    'Alternatively:',
  ])('makes alternatives of the fences around it: %j', (paragraph) => {
    expect(bodyOf(c, 'First this.', a, paragraph, b)).toEqual([
      'c',
      { choice: 'do-it.option', first: 'A', options: [{ 'A: a': ['a'] }, { 'B: b': ['b'] }] },
    ]);
  });

  it.each(['Or so they say.', 'Order matters:', 'For the record:'])('is not %j', (paragraph) => {
    expect(bodyOf(a, paragraph, b)).toEqual(['a', 'b']);
  });

  it('takes more than two, and the output of each', () => {
    expect(bodyOf(a, 'Expected output:', fence('', 'ok'), 'Or:', b, 'Or:', c)).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [{ 'A: a': ['a', { 'expected-output': 'ok' }] }, { 'B: b': ['b'] }, { 'C: c': ['c'] }],
      },
    ]);
  });

  it('adds a way to the choice above it', () => {
    expect(bodyOf(fence('bash', '# Option A: x\na\n\n# Option B: y\nb'), 'Or:', c)).toEqual([
      {
        choice: 'do-it.option',
        first: 'A',
        options: [{ 'A: x': ['# Option A: x\na'] }, { 'B: y': ['# Option B: y\nb'] }, { 'C: c': ['c'] }],
      },
    ]);
  });

  it('joins conditions and instructions as well', () => {
    expect(bodyOf(c, 'If it is down:', a, 'In short.', 'Or:', b)).toEqual([
      'c',
      {
        choice: 'do-it.option',
        first: 'A',
        options: [{ 'A: If it is down': [{ if: 'If it is down', body: ['a'] }] }, { 'B: b': ['b'] }],
      },
    ]);
  });

  it('is refused where nothing in the step stands before it', () => {
    expect(problemsOf(oneStep('Or, by hand:', a))).toEqual([
      '10:1 unclear-structure: this is an alternative, but nothing stands before it in its step (Put both ways into one step and below the same condition.)',
    ]);
  });
});

describe('the way that is offered first', () => {
  const first = (...titles: readonly string[]) => {
    const [choice] = stepOf(...titles.flatMap((title) => [`#### Option ${title}`, a])).body;
    return choice?.node === 'choice' ? choice.preselected : undefined;
  };

  it('is the first', () => {
    expect(first('A: x', 'B: y')).toBe('A');
  });

  it.each([
    'y (FASTEST)',
    'y (recommended)',
    'y [default]',
    'y - recommended',
    'RECOMMENDED y',
    'Recommended: y',
    'y, the usual way (fastest, but needs Git)',
  ])('is the one marked as such: %j', (title) => {
    expect(first('A: x', `B: ${title}`)).toBe('B');
  });

  it.each(['restore the default configuration', 'the fastest disk'])(
    'is not one that only speaks of it: %j',
    (title) => {
      expect(first('A: x', `B: ${title}`)).toBe('A');
    },
  );
});
