import { expect, test } from 'vitest';
import { createTerminalStream } from '../../../src/adapters/terminal-stream.ts';
import { createTranscript } from '../../../src/adapters/transcript.ts';

/** What is kept of what a program sent to a terminal of so many columns. */
function kept(sent: string, columns = 80): string {
  let text = '';
  const transcript = createTranscript(columns, (line) => {
    text += line;
  });
  const read = createTerminalStream(transcript.take);
  for (const byte of Buffer.from(sent)) read(Uint8Array.of(byte));
  transcript.flush();
  return text;
}

test.each([
  ['plain lines', 'one\r\ntwo\r\n', 'one\ntwo\n'],
  ['a line without an end', 'name? Ada', 'name? Ada\n'],
  ['characters of several bytes', 'z\u00fcrich \u{1f600}\r\n', 'z\u00fcrich \u{1f600}\n'],
  ['colours', '\u001B[1;31mred\u001B[0m text\r\n', 'red text\n'],
  ['a title and a link', '\u001B]0;title\u0007a \u001B]8;;http://x\u001B\\b\r\n', 'a b\n'],
  ['a character that was rubbed out', 'lx\b \bs\r\n', 'ls\n'],
  ['a line that was overwritten', '10%\r20%\r100%\r\n', '100%\n'],
  ['a shorter line over a longer one', 'loading\r\u001B[Kok\r\n', 'ok\n'],
  ['a word put in before another', 'ls /tmp\r\u001B[5@sudo \r\n', 'sudo ls /tmp\n'],
  ['a word taken out', 'sudo ls\r\u001B[5P\r\n', 'ls\n'],
  [
    'a screen of its own',
    'before\r\n\u001B[?1049h\u001B[1;1Htop\u001B[2;1Hnext\u001B[?1049lafter',
    'before\ntop\nnext\nafter\n',
  ],
  ['empty lines', 'a\r\n\r\nb\r\n', 'a\n\nb\n'],
])('keeps %s as they were read', (_what, sent, text) => {
  expect(kept(sent)).toBe(text);
});

test('a line that an editor of lines wrapped by itself is one line', () => {
  // Readline writes a blank and goes back over it, so that the cursor stands at the beginning of the next row.
  expect(kept('0123456789 \rabc\r\n', 10)).toBe('0123456789abc\n');
});

test('a wrapped line that is gone back over is corrected where it stands', () => {
  expect(kept('0123456789 \rabc\u001B[A\rX\r\n', 10)).toBe('X123456789abc\n');
});

test('a program that never ends a line takes no more memory for it', () => {
  const lines = kept('x'.repeat(40_000)).split('\n');
  expect(lines.map(({ length }) => length)).toEqual([16_384, 16_384, 7_232, 0]);
});
