import { describe, expect, it } from 'vitest';
import { codesOf, fence, oneStep, problemsOf } from './read-model.ts';

const given = (input: string, ...blocks: readonly string[]) =>
  `---\nrunbook: { inputs: { x: ${input} } }\n---\n${oneStep(...blocks)}`;
const hint = 'Give it type: boolean, or let an action answer: when=ID takes its exit status, 0 or 1.';

describe('when=', () => {
  it.each([
    ['{ type: string }', 'a string'],
    ['{ type: secret }', 'a secret'],
    ['{ type: semver }', 'a semver'],
    ['{ type: integer }', 'an integer'],
    ['{ type: duration }', 'a duration'],
    ['{ choices: [yes, no, maybe] }', 'a choice'],
  ])('of an input that is neither yes nor no is refused: %s', (input, what) => {
    expect(problemsOf(given(input, fence('bash {effect=read when=!x}', 'a')))).toEqual([
      `10:22 attribute-value: when= needs a yes/no input, and "x" is ${what} (${hint})`,
    ]);
  });

  it.each(['{ type: boolean }', '{ choices: [yes, no] }', '{ type: choice, choicesFrom: list }'])(
    'takes an input that may be yes or no: %s',
    (input) => {
      expect(codesOf(given(input, fence('bash {id=list}', 'a'), fence('bash {when=x}', 'b')))).toEqual([]);
    },
  );

  it('is checked within options and within conditions of conditions as well', () => {
    const inner = ['If it is down:', 'If nobody is there:', fence('bash {when=nobody}', 'a')];
    expect(codesOf(oneStep(fence('bash', ':'), ...inner))).toEqual(['15:10 unknown-name']);
    expect(codesOf(oneStep('#### Option A', fence('bash', ':'), ...inner, '#### Option B'))).toEqual([
      '17:10 unknown-name',
    ]);
  });
});
