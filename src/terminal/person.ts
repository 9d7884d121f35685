import type { PromptView } from '../runner/prompter.ts';
import { type Below, coloured, type Framing, framing } from './frame.ts';
import type { Keyboard } from './keyboard.ts';
import { type Reading, readingCard } from './overlays.ts';
import { openAlternateScreen, pagerRows } from './pager.ts';
import type { Display, Stage } from './stage.ts';
import type { Style } from './style.ts';

/** Something that stands there and waits for a key. */
export interface Moment {
  readonly frame: Framing;
  /** What each key gives; nothing else does anything, Enter least of all. */
  readonly answers: ReadonlyMap<string, string>;
  /** Keys pressed before so much time has passed are thrown away: they were meant for something else. */
  readonly deafMs: number;
}

/** A person at a terminal: what is shown to them, and the keys that they press. */
export interface Person {
  /** Shows it and waits for one key of its answers. Rejects with the signal's reason. */
  press(moment: Moment, signal: AbortSignal): Promise<string>;
  /** A text, of which the frame is made anew with each key; Esc gives nothing. */
  type(frame: (typed: string) => Framing, signal: AbortSignal): Promise<string | undefined>;
  /** Something to read, as a card where it fits, else page by page. Resolves when it was put away. */
  read(reading: Reading, view: PromptView, signal: AbortSignal): Promise<void>;
  /** All of what does not fit, page by page; `confirmed` when the key was pressed at its end. */
  readToTheEnd(reading: Reading, key: string, word: string, signal: AbortSignal): Promise<'confirmed' | 'back'>;
  /** Whether what stands there had to leave out a part of a command. */
  readonly isCut: () => boolean;
  /** Gives terminal and keyboard to somebody else. */
  lend<T>(work: () => Promise<T>): Promise<T>;
}

export interface PersonOptions {
  readonly stage: Stage;
  readonly keyboard: Keyboard;
  readonly display: Display;
  readonly style: Style;
  readonly monoMs: () => number;
}

export function createPerson({ stage, keyboard, display, style, monoMs }: PersonOptions): Person {
  let isCut = false;
  const show = (frame: Framing) => {
    stage.show((size) => {
      const fitted = frame(size);
      isCut = fitted.isCut;
      return coloured(fitted.rows, style);
    });
  };
  const nextKey = (signal: AbortSignal) => awaitKey(keyboard, signal);
  const press: Person['press'] = async ({ frame, answers, deafMs }, signal) => {
    show(frame);
    const deafUntilMs = monoMs() + deafMs;
    for (;;) {
      const key = await nextKey(signal);
      if (key !== 'ctrl-c' && monoMs() < deafUntilMs) continue;
      const answer = answers.get(key);
      if (answer !== undefined) return answer;
    }
  };
  const page = async (reading: Reading, end: { key: string; word: string } | undefined, signal: AbortSignal) => {
    using _lent = stage.lend('aside');
    using screen = openAlternateScreen(display);
    let top = 0;
    for (;;) {
      const shown = pagerRows(reading, top, stage.size(), end?.word);
      screen.paint(coloured(shown.rows, style));
      const key = await nextKey(signal);
      if (key === 'q' || key === 'escape' || key === 'ctrl-c') return 'back' as const;
      if (end !== undefined && shown.isAtEnd && key === end.key) return 'confirmed' as const;
      top = shown.moved(key);
    }
  };
  return {
    press,
    async type(frame, signal) {
      let text = '';
      for (;;) {
        show(frame(shownText(text)));
        const key = await awaitTyped(keyboard, signal);
        if (key === 'escape' || key === '\u0003') return undefined;
        if (key === '\r' || key === '\n') return shownText(text).trim();
        if (key === '\u007F' || key === '\b') text = text.replace(/[\u0080-\u00BF]*.$/s, '');
        else if (key === '\u0015') text = '';
        else if (key >= ' ') text += key;
      }
    },
    async read(reading, view, signal) {
      if (reading.rows.length + 6 > stage.size().rows) {
        await page(reading, undefined, signal);
        return;
      }
      show(framing((cardView) => readingCard(reading, cardView), anyKey, view));
      await nextKey(signal);
    },
    readToTheEnd: (reading, key, word, signal) => page(reading, { key, word }, signal),
    isCut: () => isCut,
    async lend(work) {
      using _lent = stage.lend('below');
      using _resting = keyboard.rest();
      return await work();
    },
  };
}

const anyKey: Below = { turn: 'YOUR TURN', keys: () => [' any key: back'], constant: false };

/** Bytes arrive one by one as Latin-1 characters; together they are UTF-8. */
function shownText(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function awaitKey(keyboard: Keyboard, signal: AbortSignal): Promise<string> {
  return once(signal, (take) => {
    keyboard.listener = take;
    return () => (keyboard.listener = undefined);
  });
}

function awaitTyped(keyboard: Keyboard, signal: AbortSignal): Promise<string> {
  return once(signal, (take) => {
    keyboard.typed = take;
    keyboard.listener = (key) => {
      if (key === 'escape') take(key);
    };
    return () => {
      keyboard.typed = undefined;
      keyboard.listener = undefined;
    };
  });
}

/** One value from a listener that is taken away again, or the signal's reason. */
function once(signal: AbortSignal, listen: (take: (value: string) => void) => () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const aborted = () => {
      stop();
      reject(signal.reason);
    };
    const stop = listen((value) => {
      signal.removeEventListener('abort', aborted);
      stop();
      resolve(value);
    });
    signal.addEventListener('abort', aborted, { once: true });
  });
}
