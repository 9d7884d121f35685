import { describe, expect, it } from 'vitest';
import { bodyOf, fence, outlineOf, readModel, stepOf, tell, tellCondition } from './read-model.ts';

const a = fence('bash', 'a');
const b = fence('bash', 'b');
const c = fence('bash', 'c');

describe('a paragraph before the first fence of a step', () => {
  it.each([
    ['Only if a migration ran', { if: 'Only if a migration ran' }],
    ['Only if a migration ran.', { if: 'Only if a migration ran' }],
    ['only if a migration ran:', { if: 'only if a migration ran' }],
    ['**Only if** a migration ran', { if: 'Only if a migration ran' }],
    ['*Only if a migration ran*', { if: 'Only if a migration ran' }],
    ['**CRITICAL**: Only if a migration ran', { if: 'Only if a migration ran' }],
    ['**CRITICAL:** Only if a migration ran', { if: 'Only if a migration ran' }],
    ['⚠️ **Important** - only if a migration ran', { if: 'only if a migration ran' }],
    ['> [!IMPORTANT]\n> Only if a migration ran', { if: 'Only if a migration ran' }],
    ['If a migration ran:', { if: 'If a migration ran' }],
    ['**If a migration ran:**', { if: 'If a migration ran' }],
    ['If a migration ran\nin this deployment:', { if: 'If a migration ran\nin this deployment' }],
    ['When a migration ran:', { if: 'When a migration ran' }],
    ['Skip if no migration ran', { unless: 'Skip if no migration ran' }],
    ['**Skip if** no migration ran.', { unless: 'Skip if no migration ran' }],
    ['Skip this step if no migration ran.', { unless: 'Skip this step if no migration ran' }],
    ['Unless a migration ran:', { unless: 'Unless a migration ran' }],
    ['Only run this if a migration ran:', { if: 'Only run this if a migration ran' }],
    ['**Only do this if a migration ran.**', { if: 'Only do this if a migration ran' }],
    ['Only run these commands when a migration ran:', { if: 'Only run these commands when a migration ran' }],
    ['Run this only if a migration ran:', { if: 'Run this only if a migration ran' }],
    ['Only when a migration ran', { if: 'Only when a migration ran' }],
  ])('guards the step: %j', (paragraph, condition) => {
    const step = stepOf(paragraph, a);
    expect([step.condition && tellCondition(step.condition), tell(step.body)]).toEqual([condition, ['a']]);
  });

  it.each([
    'If a migration ran, take care.',
    'When in doubt, ask.',
    'This runs only if a migration ran.',
    'Iffy things happen:',
    'Unless a migration ran, go on.',
    'Only run this on the primary.',
    'Otherwise nothing happens.',
    'Whenever you like:',
  ])('is prose: %j', (paragraph) => {
    const step = stepOf(paragraph, a);
    expect([step.condition, step.prose]).toEqual([undefined, [paragraph]]);
  });

  it('is the step’s: its id, its place, and every fence of the step', () => {
    const step = stepOf('Some prose.', 'Only if it is down.', a, 'More prose.', b);
    expect(step.condition).toEqual({
      id: 'do-it',
      text: 'Only if it is down',
      runsIf: 'yes',
      when: undefined,
      place: { line: 9, column: 1, endLine: 9, endColumn: 20 },
    });
    expect([tell(step.body), step.prose]).toEqual([['a', 'b'], ['Some prose.']]);
  });

  it('guards a step that is done by hand', () => {
    const step = stepOf('Only if it is down.', 'Call Bob.');
    expect([step.condition?.text, tell(step.body)]).toEqual(['Only if it is down', [{ byHand: 'Call Bob.' }]]);
  });
});

describe('a guard inside a step', () => {
  it('covers the fences up to the next paragraph that is not its continuation', () => {
    expect(bodyOf(a, 'If it is down:', b, c, 'In any case:', a)).toEqual([
      'a',
      { if: 'If it is down', body: ['b', 'c'] },
      'a',
    ]);
  });

  it.each(['Then this:', 'And this:', 'also this:', 'Next:', 'After that:', 'which takes a while:'])(
    'goes on over a continuation: %j',
    (paragraph) => {
      expect(bodyOf(a, 'If it is down:', b, paragraph, c)).toEqual(['a', { if: 'If it is down', body: ['b', 'c'] }]);
    },
  );

  it('goes on over prose before its first fence', () => {
    expect(bodyOf(a, 'If it is down:', 'The disk may be full.', b, 'In any case:', c)).toEqual([
      'a',
      { if: 'If it is down', body: ['b'] },
      'c',
    ]);
  });

  it('ends at a heading', () => {
    expect(bodyOf(a, 'If it is down:', b, '#### All', c)).toEqual(['a', { if: 'If it is down', body: ['b'] }, 'c']);
  });

  it('covers expected output and examples, which do not end it', () => {
    expect(bodyOf(a, 'If it is down:', b, 'Expected output:', fence('', 'ok'), c)).toEqual([
      'a',
      { if: 'If it is down', body: ['b', { 'expected-output': 'ok' }, 'c'] },
    ]);
  });

  it('with nothing below it is prose', () => {
    expect(bodyOf(a, 'If all else fails:')).toEqual(['a']);
  });

  it('over nothing but documentation is not asked', () => {
    expect(bodyOf(a, 'If you use Helm:', fence('yaml', 'x: 1'))).toEqual(['a', { documentation: 'x: 1' }]);
  });

  it('has an id of its own below the step', () => {
    const [, guard] = stepOf(a, 'If it is down:', b).body;
    expect(guard).toMatchObject({ condition: { id: 'do-it.if-it-is-down' }, place: { line: 11, column: 1 } });
  });
});

describe('several guards in a step', () => {
  it('that end in a colon cover their own fences each, also the first', () => {
    const step = stepOf('If it is down:', a, 'If it is slow:', b, 'In any case:', c);
    expect(step.condition).toBeUndefined();
    expect(tell(step.body)).toEqual([{ if: 'If it is down', body: ['a'] }, { if: 'If it is slow', body: ['b'] }, 'c']);
  });

  it('of which the first is a sentence guard the step and its parts', () => {
    const step = stepOf('Only if a migration ran.', a, 'If it failed:', b, 'In any case:', c);
    expect(step.condition?.text).toBe('Only if a migration ran');
    expect(tell(step.body)).toEqual(['a', { if: 'If it failed', body: ['b'] }, 'c']);
  });

  it('right below each other must both hold', () => {
    expect(bodyOf(a, 'If it is down:', 'If nobody is there:', b, 'In any case:', c)).toEqual([
      'a',
      { if: 'If it is down', body: [{ if: 'If nobody is there', body: ['b'] }] },
      'c',
    ]);
    const step = stepOf('Only if a migration ran.', 'If it failed:', b);
    expect([step.condition?.text, tell(step.body)]).toEqual([
      'Only if a migration ran',
      [{ if: 'If it failed', body: ['b'] }],
    ]);
  });
});

describe('Otherwise', () => {
  const whenX = fence('bash {when=x}', 'a');

  it('guards what follows with a question of its own, which names the condition before', () => {
    const step = stepOf('If it is down:', a, 'Otherwise:', b, 'In any case:', c);
    expect(step.condition).toBeUndefined();
    expect(tell(step.body)).toEqual([
      { if: 'If it is down', body: ['a'] },
      { if: 'Otherwise (not: If it is down)', body: ['b'] },
      'c',
    ]);
    expect(step.body[1]).toMatchObject({ condition: { id: 'do-it.otherwise-not-if-it-is-down' } });
  });

  it.each(['Only if it is down.', 'Skip if it is up.', 'Unless it is up:'])(
    'keeps %j from guarding the step as a whole, since nothing would run then',
    (condition) => {
      const step = stepOf(condition, a, 'Otherwise, restart it:', b);
      const text = condition.slice(0, -1);
      expect(step.condition).toBeUndefined();
      expect(tell(step.body)).toEqual([
        { [text.startsWith('Only') ? 'if' : 'unless']: text, body: ['a'] },
        { if: `Otherwise, restart it (not: ${text})`, body: ['b'] },
      ]);
    },
  );

  it('is decided the other way around where when= decides the condition before', () => {
    expect(bodyOf(c, 'If it is down:', whenX, 'Otherwise:', b)).toEqual([
      'c',
      { if: 'If it is down', when: 'x', body: ['a'] },
      { if: 'Otherwise (not: If it is down)', when: '!x', body: ['b'] },
    ]);
  });

  it('stays within the conditions that the one before stands in', () => {
    expect(bodyOf(c, 'If it is down:', 'If nobody is there:', a, 'Otherwise:', b)).toEqual([
      'c',
      {
        if: 'If it is down',
        body: [
          { if: 'If nobody is there', body: ['a'] },
          { if: 'Otherwise (not: If nobody is there)', body: ['b'] },
        ],
      },
    ]);
  });

  it('has no opposite of its own', () => {
    expect(bodyOf(c, 'If it is down:', a, 'Otherwise:', b, 'Otherwise:', c)).toEqual([
      'c',
      { if: 'If it is down', body: ['a'] },
      { if: 'Otherwise (not: If it is down)', body: ['b'] },
      { if: 'Otherwise', body: ['c'] },
    ]);
  });

  it('without a condition before it is a question as well, rather than run', () => {
    expect(bodyOf(c, 'Otherwise:', a)).toEqual(['c', { if: 'Otherwise', body: ['a'] }]);
  });

  it('belongs to the step of its condition in a document without steps', () => {
    const text = `# Title\n\n## Part\n\nIf it is down:\n\n${a}\n\nOtherwise:\n\n${b}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      part: [
        { if: 'If it is down', body: ['a'] },
        { if: 'Otherwise (not: If it is down)', body: ['b'] },
      ],
    });
  });
});
