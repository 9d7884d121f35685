import { PassThrough } from 'node:stream';
import { deadKeys } from './key-filter.ts';

/** Lends the keyboard to a prompt that takes a text. */
export async function withTextInput<T>(ask: (input: PassThrough) => Promise<T>): Promise<T> {
  // Passes for a terminal, so that a prompt treats it as one.
  const setRawMode = (mode: boolean) => process.stdin.setRawMode(mode);
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  // Bytes are passed on one by one as Latin-1 characters: a character of several bytes may arrive in parts.
  const listen = (chunk: Buffer) => void input.write(chunk.toString('latin1').replace(deadKeys, ''), 'latin1');
  process.stdin.on('data', listen);
  process.stdin.resume();
  try {
    return await ask(input);
  } finally {
    process.stdin.off('data', listen);
    process.stdin.pause();
    input.destroy();
  }
}
