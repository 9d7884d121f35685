import { expect, test } from 'vitest';
import { createTerminalModes } from '../../../src/adapters/terminal-modes.ts';
import { createTerminalStream } from '../../../src/adapters/terminal-stream.ts';

const esc = '\u001B';

/** What is sent to the terminal after a program has sent this and ended. */
function restored(sent: string): string {
  const modes = createTerminalModes();
  const read = createTerminalStream(modes.take);
  for (const byte of Buffer.from(sent)) read(Uint8Array.of(byte));
  return modes.restore().replaceAll(esc, '^');
}

test.each([
  ['nothing but text', 'hello\r\n', ''],
  ['text without a line feed', 'hello', '\r\n'],
  ['a colour', `${esc}[31mred\r\n`, '^[0m'],
  ['a colour that it took back', `${esc}[31mred${esc}[0m\r\n`, ''],
  ['a screen of its own and a hidden cursor', `${esc}[?1049h${esc}[?25l`, '^[?1049l^[?25h'],
  ['a screen of its own that it left', `${esc}[?1049htext${esc}[?1049l`, ''],
  ['the mouse and bracketed paste', `${esc}[?1000;1006h${esc}[?2004h`, '^[?1000l^[?1006l^[?2004l'],
  ['a part of the screen to scroll in', `${esc}[2;10r`, '^7^[r^8'],
  ['other keys and line drawing', `${esc}=${esc}(0${esc}[>1u`, '^>^(B^[<1u'],
  ['keys that it gave back', `${esc}=${esc}>${esc}[>1u${esc}[<u`, ''],
])('a program that left behind %s', (_what, sent, text) => {
  expect(restored(sent)).toBe(text);
});
