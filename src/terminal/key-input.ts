import { PassThrough } from 'node:stream';
import { createKeyFilter, deadKeys } from './key-filter.ts';

/** The keyboard as a prompt may have it, for as long as it is asked. */
export type KeyInput = PassThrough & Disposable;

const escapeKey = { name: 'escape', sequence: '\u001B', ctrl: false, meta: false, shift: false };

/** For a prompt that takes one key: pasted text is marked as such by the terminal, and ignored. */
export function openKeyInput(): KeyInput {
  const { input, feed } = keyboard();
  const filter = createKeyFilter({
    key: (character) => void feed(character),
    escaped: () => void input.emit('keypress', '\u001B', escapeKey),
  });
  process.stdout.write('\u001B[?2004h');
  const close = () => {
    filter.close();
    process.stdout.write('\u001B[?2004l');
  };
  return listening(input, filter.push, close);
}

/** Lends the keyboard to a prompt that takes a text. */
export async function withTextInput<T>(ask: (input: PassThrough) => Promise<T>): Promise<T> {
  const { input, feed } = keyboard();
  using lent = listening(
    input,
    (text) => feed(text.replace(deadKeys, '')),
    () => undefined,
  );
  return await ask(lent);
}

/** Passes for a terminal, so that a prompt treats it as one. */
function keyboard() {
  const setRawMode = (mode: boolean) => process.stdin.setRawMode(mode);
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  return { input, feed: (text: string) => void input.write(text, 'latin1') };
}

/** Bytes are passed on one by one as Latin-1 characters: a character of several bytes may arrive in parts. */
function listening(input: PassThrough, take: (text: string) => void, close: () => void): KeyInput {
  const listen = (chunk: Buffer) => take(chunk.toString('latin1'));
  process.stdin.on('data', listen);
  // A terminal that is gone says so by SIGHUP.
  if (!process.stdin.listeners('error').includes(ignore)) process.stdin.on('error', ignore);
  process.stdin.resume();
  return Object.assign(input, {
    [Symbol.dispose]: () => {
      process.stdin.off('data', listen);
      process.stdin.pause();
      close();
      input.destroy();
    },
  });
}

function ignore(): void {}
