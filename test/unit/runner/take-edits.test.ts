import { describe, expect, test } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { dispositionOf } from '../../../src/runner/run-plan.ts';
import { type Judge, takeEdits } from '../../../src/runner/take-edits.ts';
import { createPlainParser } from '../../../src/shell/plain-script.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf } from './machine.ts';

const judge: Judge = async (runbook) => classify(runbook, createPlainParser().parse);

const plan = () =>
  planOf(
    runbookText({
      One: fence('bash {effect=read}', 'cat a'),
      Two: fence('bash {effect=destructive}', 'rm -r data'),
      Three: `**Option A**: one way\n\n${fence('bash {effect=write}', 'touch a')}\n**Option B**: another\n\n${fence('bash {effect=write}', 'touch b')}`,
    }),
  );

const effectOf = (from: ReturnType<typeof plan>, address: string) => {
  const may = dispositionOf(from, address);
  return may.may === 'run' ? `${may.effect}${may.assumed ? ' assumed' : ''}: ${may.script}` : may.may;
};

describe('the effect of an edited command', () => {
  test.each([
    ['one.1', 'touch a', 'write assumed: touch a'],
    ['one.1', 'cat b', 'read assumed: cat b'],
    ['two.1', 'rm -r other', 'destructive assumed: rm -r other'],
    ['two.1', 'touch a', 'destructive assumed: touch a'],
    ['two.1', 'ls data', 'read assumed: ls data'],
    ['three.2', 'touch c', 'write assumed: touch c'],
  ])('of %s, edited to %s, is %s', async (address, source, expected) => {
    const edited = plan();
    expect(await takeEdits(edited, new Map([[address, source]]), judge, address)).toBeUndefined();
    expect(effectOf(edited, address)).toBe(expected);
  });

  test('is that which its author stated when it is edited back', async () => {
    const edited = plan();
    await takeEdits(edited, new Map([['two.1', 'ls']]), judge);
    await takeEdits(edited, new Map([['two.1', 'rm -r data']]), judge);
    expect(effectOf(edited, 'two.1')).toBe('destructive: rm -r data');
  });
});

test('what cannot be run changes nothing in the plan', async () => {
  const edited = plan();
  const before = structuredClone(edited);
  expect(await takeEdits(edited, new Map([['one.1', '# nothing']]), judge, 'one.1')).toEqual(expect.any(String));
  expect(await takeEdits(edited, new Map([['one.1', 'cat b']]), async () => ({ refused: 'no' }))).toBe('no');
  expect(edited).toEqual(before);
});

test('the file is still there as its author wrote it, and one edit leaves another in its place', async () => {
  const edited = plan();
  const { runbook } = edited;
  await takeEdits(edited, new Map([['one.1', 'cat b']]), judge);
  const both = new Map([
    ['one.1', 'cat b'],
    ['two.1', 'ls'],
  ]);
  await takeEdits(edited, both, judge);
  expect(edited.asWritten?.runbook).toBe(runbook);
  expect([effectOf(edited, 'one.1'), effectOf(edited, 'two.1')]).toEqual(['read assumed: cat b', 'read assumed: ls']);
});
