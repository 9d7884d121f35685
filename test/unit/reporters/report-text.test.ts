import { expect, test } from 'vitest';
import { asFence, shorten } from '../../../src/reporters/report-text.ts';

test('a fence is longer than any run of backticks inside, and indented', () => {
  expect([asFence('sh', 'a\n\nb\n\n'), asFence('', 'x ````` y')]).toEqual([
    ['  ```sh', '  a', '', '  b', '  ```'],
    ['  ``````', '  x ````` y', '  ``````'],
  ]);
});

test('a long output keeps its beginning and its end and says how much is left out', () => {
  const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
  expect(shorten(lines(1, 100).join('\n'))).toBe(
    [...lines(1, 10), '[... 70 lines left out ...]', ...lines(81, 100)].join('\n'),
  );
  expect([31, 32].map((count) => shorten(lines(1, count).join('\n')).includes('left out'))).toEqual([false, true]);
});
