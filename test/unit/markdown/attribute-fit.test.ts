import { describe, expect, it } from 'vitest';
import { codesOf, fence, oneStep, problemsOf } from './read-model.ts';

const problems = (info: string) => problemsOf(oneStep(fence(info, 'x')));
const http = 'Write the request as an http fence, or say with expect="..." what must be printed.';
const sql = 'Write the statements as an sql fence, or remove it.';

describe('an attribute that does not fit the kind of its fence', () => {
  it.each([
    ['bash {expect-status=200}', `7:10 attribute-place: expect-status= belongs to an http fence (${http})`],
    ['sql {expect-body="ok"}', `7:9 attribute-place: expect-body= belongs to an http fence (${http})`],
    ['python {expect-status=200}', `7:12 attribute-place: expect-status= belongs to an http fence (${http})`],
    ['bash {effect=read db=orders}', `7:22 attribute-place: db= belongs to an sql fence (${sql})`],
    ['http {transaction=none}', `7:10 attribute-place: transaction= belongs to an sql fence (${sql})`],
    [
      'bash {every=2s}',
      '7:10 attribute-place: every= does nothing without until= (Say for how long to repeat: until=60s every=2s.)',
    ],
    ...['interactive', 'background', 'cwd', 'interpreter'].flatMap((key) =>
      ['sql', 'http'].map((kind) => [
        `${kind} {${key}${key === 'cwd' || key === 'interpreter' ? '=a' : ''}}`,
        `7:${kind.length + 6} attribute-place: ${key} does not fit an ${kind} fence, which is no program (Remove it, or call the program in a bash fence.)`,
      ]),
    ),
    [
      'yaml {timeout=2m}',
      '7:10 attribute-place: timeout does nothing: a fence of the language "yaml" is shown, not run (Remove it, or say how to run the fence: interpreter=PROGRAM.)',
    ],
    ['awk {interpreter="awk -f" db=x}', `7:30 attribute-place: db= belongs to an sql fence (${sql})`],
    ['klingon {interpreter=k effect=read db=x}', `7:39 attribute-place: db= belongs to an sql fence (${sql})`],
  ])('is named at its place: %s', (info, problem) => {
    expect(problems(info)).toEqual([problem]);
  });

  it.each([
    'sql {interactive=false background=false}',
    'yaml {id=x interactive=false}',
    'bash {cwd=a interactive background interpreter=bash}',
    'bash {until=5s every=1s}',
    'sql {db=orders_url transaction=none}',
    'http {expect-status=204 expect-body=""}',
  ])('is not one that fits or is switched off: %s', (info) => {
    expect(codesOf(oneStep(fence(info, 'x'))).filter((code) => code.includes('attribute-place'))).toEqual([]);
  });
});
