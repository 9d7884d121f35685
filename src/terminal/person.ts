import { escapeControls } from '../diagnostics/escape-controls.ts';
import { actionsInFlight } from '../events/run-state.ts';
import type { PromptView } from '../runner/prompter.ts';
import { fitRow } from './fit-row.ts';
import { coloured, type Framing, framing } from './frame.ts';
import type { Keyboard } from './keyboard.ts';
import { type Reading, readingCard } from './overlays.ts';
import { openAlternateScreen, type Page, pagerRows } from './pager.ts';
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
  /** Something to read, as a card where it fits, else page by page. Resolves when it was put away, and says if by Ctrl-C. */
  read(reading: Reading, view: PromptView, signal: AbortSignal): Promise<'back' | 'interrupted'>;
  /** All of what does not fit, page by page; `confirmed` when the key was pressed at its end. */
  readToTheEnd(reading: Reading, key: string, word: string, signal: AbortSignal): Promise<'confirmed' | 'back'>;
  /** How wide a card is now. */
  readonly columns: () => number;
  /** Whether what stands there had to leave out a part of a command. */
  readonly isCut: () => boolean;
  /** Gives terminal and keyboard to somebody else until it is disposed; what is framed then stands above. */
  lend(frame: Framing | undefined): Disposable;
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
  const press: Person['press'] = ({ frame, answers, deafMs }, signal) => {
    // From before it is shown: whoever sees it and waits as long is heard.
    const deafUntilMs = monoMs() + deafMs;
    show(frame);
    return firstKey(keyboard, signal, (key) => {
      // Ctrl-C is meant whenever it comes.
      return key !== 'ctrl-c' && monoMs() < deafUntilMs ? undefined : answers.get(key);
    });
  };
  const page = async (reading: Reading, end: { key: string; word: string } | undefined, signal: AbortSignal) => {
    using _lent = stage.lend('aside');
    let top = 0;
    let shown: Page | undefined;
    using screen = openAlternateScreen(display, () => {
      shown = pagerRows(reading, top, stage.size(), end?.word);
      return coloured(shown.rows, style);
    });
    let atEndSinceMs = monoMs();
    return await firstKey(keyboard, signal, (key) => {
      if (key === 'ctrl-c') return 'interrupted' as const;
      if (key === 'q' || key === 'escape') return 'back' as const;
      const isAtEnd = shown?.isAtEnd === true;
      // The key that opened this, pressed twice, must not confirm what nobody has read.
      if (key === end?.key) return isAtEnd && monoMs() - atEndSinceMs >= endDeafMs ? 'confirmed' : undefined;
      if (!isAtEnd) atEndSinceMs = monoMs();
      top = shown?.moved(key) ?? top;
      screen.refresh();
      return undefined;
    });
  };
  return {
    press,
    type: (frame, signal) =>
      once(signal, (take) => {
        let text = '';
        const showTyped = () => show(frame(shownText(text)));
        const typed = (key: string) => {
          if (key === '\r' || key === '\n') take(shownText(text).trim());
          else if (key === '\u0003') take(undefined);
          else text = edited(text, key);
          showTyped();
        };
        keyboard.typed = typed;
        keyboard.listener = (key) => (key === 'escape' ? take(undefined) : undefined);
        showTyped();
        return () => {
          keyboard.typed = undefined;
          keyboard.listener = undefined;
        };
      }),
    async read(reading, view, signal) {
      const { columns, rows } = stage.size();
      if (reading.rows.flatMap((row) => fitRow(row, columns)).length + 6 > rows) {
        return (await page(reading, undefined, signal)) === 'interrupted' ? 'interrupted' : 'back';
      }
      const turn = actionsInFlight(view.state).length === 0 ? 'YOUR TURN' : 'RUNNING';
      show(framing((cardView) => readingCard(reading, cardView), { ...anyKey, turn }, view));
      return await firstKey(keyboard, signal, (key) => (key === 'ctrl-c' ? 'interrupted' : 'back'));
    },
    readToTheEnd: async (reading, key, word, signal) =>
      (await page(reading, { key, word }, signal)) === 'confirmed' ? 'confirmed' : 'back',
    columns: () => stage.size().columns,
    isCut: () => isCut,
    lend(frame) {
      if (frame !== undefined) show(frame);
      const lent = stage.lend('below');
      const resting = keyboard.rest();
      return {
        [Symbol.dispose]: () => {
          resting[Symbol.dispose]();
          lent[Symbol.dispose]();
        },
      };
    },
  };
}

/** What confirms at the end of a text is deaf for a moment, as the key that runs a write is on its card. */
const endDeafMs = 300;

const anyKey = { keys: () => [' any key: back'], constant: false };

/** Bytes arrive one by one as Latin-1 characters; together they are UTF-8. */
function shownText(text: string): string {
  return escapeControls(Buffer.from(text, 'latin1').toString('utf8'));
}

/** What the first key gives that gives something; the others are thrown away. */
function firstKey<T>(keyboard: Keyboard, signal: AbortSignal, give: (key: string) => T | undefined): Promise<T> {
  return once(signal, (take) => {
    let isTaken = false;
    keyboard.listener = (key) => {
      if (isTaken) return;
      const given = give(key);
      if (given === undefined) return;
      isTaken = true;
      take(given);
    };
    return () => (keyboard.listener = undefined);
  });
}

/** A text after one more key; Latin-1 characters that are bytes of one UTF-8 character go together. */
function edited(text: string, key: string): string {
  if (key === '\u007F' || key === '\b') return text.replace(/.[\u0080-\u00BF]*$/s, '');
  if (key === '\u0015') return '';
  return key >= ' ' ? text + key : text;
}

/** One value from a listener that is taken away again, or the signal's reason. */
function once<T>(signal: AbortSignal, listen: (take: (value: T) => void) => () => void): Promise<T> {
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
