import { describe, expect, it } from 'vitest';
import { bodyOf, codesOf, fence, oneStep, problemsOf, readModel, stepOf, tell, tellCondition } from './read-model.ts';

const a = fence('bash', 'a');
const b = fence('bash', 'b');
const c = fence('bash', 'c');

/** A text with inputs that a condition can name. */
const given = (...blocks: readonly string[]) =>
  `---\nrunbook: { inputs: { x: { type: boolean }, y: { type: boolean } } }\n---\n${oneStep(...blocks)}`;

describe('a guard in a list', () => {
  const item = (mark: string, text: string, ...blocks: readonly string[]) =>
    [`${mark} ${text}`, ...blocks].join('\n\n').replaceAll('\n', `\n${' '.repeat(mark.length + 1)}`);

  it('covers its own item', () => {
    const list = [item('1.', 'If it is down:', a), item('2.', 'Look:', b)].join('\n');
    expect(bodyOf(c, list)).toEqual(['c', { if: 'If it is down', body: ['a'] }, 'b']);
  });

  it('covers the list right below it as a whole, and what follows up to the next paragraph', () => {
    const list = [item('1.', 'Stop it', a), item('2.', 'Call Bob'), item('3.', 'Start it', b)].join('\n');
    expect(bodyOf(c, 'If it is down:', list, c, 'In any case:', a)).toEqual([
      'c',
      { if: 'If it is down', body: ['a', { byHand: 'Call Bob' }, 'b', 'c'] },
      'a',
    ]);
  });

  it('does not cover a list below its own fence', () => {
    expect(bodyOf(c, 'If it is down:', a, item('1.', 'Look:', b))).toEqual([
      'c',
      { if: 'If it is down', body: ['a'] },
      'b',
    ]);
  });

  it('covers a fence that somebody forgot to indent', () => {
    expect(bodyOf(c, '1. Look\n2. If it is down:', a, '3. Go on:', b)).toEqual([
      'c',
      { byHand: 'Look' },
      { if: 'If it is down', body: ['a'] },
      'b',
    ]);
  });

  it('ends with its item for a fence outside of the list', () => {
    expect(bodyOf(c, item('1.', 'If it is down:', a), b)).toEqual(['c', { if: 'If it is down', body: ['a'] }, 'b']);
  });

  it('may stand inside another', () => {
    const list = [item('-', 'If the disk is full:', a), item('-', 'Restart:', b)].join('\n');
    expect(bodyOf(c, 'If it is down:', list, 'In any case:', c)).toEqual([
      'c',
      { if: 'If it is down', body: [{ if: 'If the disk is full', body: ['a'] }, 'b'] },
      'c',
    ]);
  });

  it('over nothing but its own words is an instruction', () => {
    expect(bodyOf('1. Look\n2. Only if it is down, call Bob\n3. Go on')).toEqual([
      { byHand: 'Look' },
      { byHand: 'Only if it is down, call Bob' },
      { byHand: 'Go on' },
    ]);
  });

  it('in a quote covers what follows the quote', () => {
    expect(bodyOf(c, '> **If it is down:**', a, 'In any case:', b)).toEqual([
      'c',
      { if: 'If it is down', body: ['a'] },
      'b',
    ]);
  });
});

describe('when=', () => {
  it('on the first fence decides the condition of the step', () => {
    const [step] = readModel(given('Only if a migration ran.', fence('bash {when=x}', 'a'))).steps;
    expect([step?.condition && tellCondition(step.condition), step?.when, step?.body[0]]).toMatchObject([
      { if: 'Only if a migration ran', when: 'x' },
      undefined,
      { when: undefined },
    ]);
  });

  it('without a guard is the step’s', () => {
    const [step] = readModel(given(fence('bash {when=!x}', 'a'), b)).steps;
    expect([step?.condition, step?.when]).toMatchObject([
      undefined,
      { name: 'x', negated: true, place: { line: 10, column: 10 } },
    ]);
  });

  it('on the first fence below a guard decides that guard, on any other its action', () => {
    const text = given(
      'If it is down:',
      fence('bash {when=x}', 'a'),
      fence('bash {when=!y}', 'b'),
      'If it is slow:',
      fence('bash {when=!y}', 'c'),
    );
    const [step] = readModel(text).steps;
    expect(step?.when).toBeUndefined();
    expect(tell(step?.body ?? [])).toEqual([
      { if: 'If it is down', when: 'x', body: ['a', 'b'] },
      { if: 'If it is slow', when: '!y', body: ['c'] },
    ]);
    const [first] = step?.body ?? [];
    expect(first?.node === 'guard' ? first.body : []).toMatchObject([
      { when: undefined },
      { when: { name: 'y', negated: true } },
    ]);
    expect(codesOf(text)).toEqual([]);
  });

  it('names an input, an output or an action', () => {
    const blocks = [
      fence('bash {id=probe capture=found}', 'a'),
      fence('bash {when=probe}', 'b'),
      fence('bash {when=found}', 'c'),
    ];
    expect(codesOf(oneStep(...blocks))).toEqual([]);
    expect(
      codesOf(oneStep(fence('bash', 'echo later=yes >> "$RUNBOOK_OUTPUT"'), fence('bash {when=later}', 'b'))),
    ).toEqual([]);
    expect(problemsOf(oneStep(...blocks, fence('bash {when=!fuond}', 'd')))).toEqual([
      '19:10 unknown-name: when= "fuond" is not defined (Did you mean "found"?)',
    ]);
  });
});

describe('what to do over budget', () => {
  it('is shown at that moment and is neither prose nor a guard', () => {
    const step = stepOf('**If over budget:** Scale to zero first.', 'Prose.', a);
    expect([step.overBudget, step.condition, step.prose]).toEqual(['Scale to zero first.', undefined, ['Prose.']]);
  });

  it('holds the list and the fences that it introduces, which do not run', () => {
    const step = stepOf(
      a,
      '**If over budget:**',
      '1. Scale to zero\n2. Call Bob',
      fence('bash', 'scale 0'),
      'In any case:',
      b,
    );
    expect([step.overBudget, tell(step.body)]).toEqual(['Scale to zero\nCall Bob\nscale 0', ['a', 'b']]);
  });

  it('leaves the fences alone that follow a sentence', () => {
    const step = stepOf('If over budget: call Bob.', a);
    expect([step.overBudget, tell(step.body)]).toEqual(['call Bob.', ['a']]);
  });
});
