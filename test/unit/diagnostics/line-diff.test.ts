import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, diffRows, type Hunk } from '../../../src/diagnostics/line-diff.ts';

function applied(before: string, hunks: readonly Hunk[]): string {
  const lines = before.split('\n');
  for (const { line, removed, added } of hunks.toReversed()) {
    expect(lines.slice(line - 1, line - 1 + removed.length)).toEqual(removed);
    lines.splice(line - 1, removed.length, ...added);
  }
  return lines.join('\n');
}

test('what differs, put in and taken out, makes the old text the new one, and nothing differs where nothing does', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const hunks = diffLines(before, after);
      expect(applied(before, hunks)).toBe(after);
      expect(hunks.length === 0).toBe(before === after);
    }),
  );
});

test('no more lines are named than have to be', () => {
  expect(diffLines('a\nb\nc\nd\ne', 'a\nB\nc\nd\nnew\ne')).toEqual([
    { line: 2, removed: ['b'], added: ['B'] },
    { line: 5, removed: [], added: ['new'] },
  ]);
});

test('rows show each difference with two lines around it', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven';
  expect(diffRows(before, diffLines(before, before.replace('four', 'vier')))).toEqual([
    '    2   two',
    '    3   three',
    '    4 - four',
    '      + vier',
    '    5   five',
    '    6   six',
  ]);
});
