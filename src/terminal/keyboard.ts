import { createKeyFilter } from './key-filter.ts';

/** What is read from: a terminal, or what stands for one in a test. */
export interface KeySource {
  setRawMode?(mode: boolean): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'error', listener: () => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** The person's keys while a run is under way: one listener at a time, and nothing is echoed. */
export interface Keyboard extends Disposable {
  /** Names of keys: a character in lower case, `escape`, `ctrl-c`, `enter`, `backspace`; undefined: keys are thrown away. */
  listener: ((key: string) => void) | undefined;
  /** As typed, for whoever reads a text: capitals stay. */
  typed: ((character: string) => void) | undefined;
  /** Gives the terminal to somebody else until it is disposed. */
  rest(): Disposable;
}

const pasteOn = '\u001B[?2004h';
const pasteOff = '\u001B[?2004l';

/** Opens the keyboard; `write` reaches the terminal that is typed at. */
export function openKeyboard(source: KeySource, write: (text: string) => void): Keyboard {
  const keyboard: { listener: Keyboard['listener']; typed: Keyboard['typed'] } = {
    listener: undefined,
    typed: undefined,
  };
  const filter = createKeyFilter({
    key: (character) => {
      keyboard.typed?.(character);
      keyboard.listener?.(nameOf(character));
    },
    escaped: () => keyboard.listener?.('escape'),
  });
  const take = (chunk: Buffer) => filter.push(chunk.toString('latin1'));
  const listen = () => {
    source.setRawMode?.(true);
    source.on('data', take);
    source.resume();
    write(pasteOn);
  };
  const leave = () => {
    source.off('data', take);
    source.pause();
    source.setRawMode?.(false);
    write(pasteOff);
  };
  // A terminal that is gone says so by SIGHUP.
  source.on('error', () => undefined);
  listen();
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    filter.close();
    leave();
  };
  return Object.assign(keyboard, {
    rest: () => {
      if (isOpen) leave();
      return { [Symbol.dispose]: () => (isOpen ? listen() : undefined) };
    },
    [Symbol.dispose]: close,
  });
}

/** Capitals are the same keys: Caps Lock must not lock anybody out. */
function nameOf(character: string): string {
  switch (character) {
    case '\u0003':
      return 'ctrl-c';
    case '\r':
    case '\n':
      return 'enter';
    case '\u007F':
    case '\b':
      return 'backspace';
    default:
      return character.toLowerCase();
  }
}
