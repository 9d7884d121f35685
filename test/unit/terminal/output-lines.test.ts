import { expect, test } from 'vitest';
import { createOutputLines } from '../../../src/terminal/output-lines.ts';

function shownOf(chunks: readonly (readonly [atMs: number, text: string])[]): readonly string[] {
  const shown: string[] = [];
  let nowMs = 0;
  const lines = createOutputLines({ show: (line) => shown.push(line), makeSafe: (text) => text, monoMs: () => nowMs });
  for (const [atMs, text] of chunks) {
    nowMs = atMs;
    lines.push(Buffer.from(text));
  }
  lines.flush();
  return shown;
}

const flood = 'x'.repeat(99).concat('\n').repeat(1_000);

test('lines are shown as they come, the last one without its end', () => {
  expect(
    shownOf([
      [0, 'one\ntw'],
      [1, 'o\nthree'],
    ]),
  ).toEqual(['one', 'two', 'three']);
});

test('a flood is counted, and its end is shown, because that says why a command failed', () => {
  const shown = shownOf([
    [0, flood],
    [1, 'tar: no space left\n'],
  ]);
  expect([shown[0], shown.length, shown.at(-1)]).toEqual([
    '... 99,100 bytes of output are not shown here; all of it is in the log',
    11,
    'tar: no space left',
  ]);
});

test('what comes after a flood is shown behind it, in order', () => {
  const shown = shownOf([
    [0, flood],
    [300, 'quiet again\n'],
    [301, 'the end'],
  ]);
  expect(shown.slice(-3)).toEqual(['x'.repeat(99), 'quiet again', 'the end']);
});
