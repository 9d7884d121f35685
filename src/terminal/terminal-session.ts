import { type KeySource, openKeyboard } from './keyboard.ts';
import { createPerson, type Person } from './person.ts';
import { type Display, openStage, type Stage } from './stage.ts';
import type { Style } from './style.ts';

export interface TerminalOptions {
  readonly display: Display;
  readonly keys: KeySource;
  readonly style: Style;
  readonly monoMs: () => number;
  /** Calls back once a second until it is disposed. */
  readonly everySecond: (tick: () => void) => Disposable;
}

/** The terminal while it is ours: the record and the card, and the person who presses keys. */
export interface TerminalSession extends Disposable {
  readonly stage: Stage;
  readonly person: Person;
  readonly style: Style;
  readonly monoMs: () => number;
  /** A card that is repainted, or one line after the other. */
  readonly form: 'screen' | 'lines';
}

/** Takes the terminal over; disposing it leaves the terminal as it was. */
export function openTerminal({ display, keys, style, monoMs, everySecond }: TerminalOptions): TerminalSession {
  const stage = openStage(display);
  const keyboard = openKeyboard(keys, (text) => void display.write(text));
  const person = createPerson({ stage, keyboard, display, style, monoMs });
  const ticking = everySecond(() => stage.refresh());
  return {
    stage,
    person,
    style,
    monoMs,
    form: 'screen',
    [Symbol.dispose]: () => {
      ticking[Symbol.dispose]();
      stage[Symbol.dispose]();
      keyboard[Symbol.dispose]();
    },
  };
}
