import { createInterface, type Interface } from 'node:readline';
import type { Framing } from './frame.ts';
import type { Person } from './person.ts';
import { plainScreen } from './plain-rows.ts';
import type { Display, Size, Stage } from './stage.ts';
import type { Style } from './style.ts';
import type { TerminalSession } from './terminal-session.ts';

interface PlainOptions {
  readonly display: Display;
  readonly input: NodeJS.ReadableStream;
  readonly style: Style;
  readonly monoMs: () => number;
  /** The input has ended: nobody is there any more. */
  readonly onEnd: () => void;
}

/** No screen is ever too small for it: what does not fit is read line by line anyway. */
const size: Size = { columns: 100, terminalColumns: 100, rows: 100_000 };

/**
 * The terminal as lines: for a screen reader, a terminal that cannot move its cursor, or one that is too small. Keys end
 * with Enter; Enter alone does nothing.
 */
export function openPlainTerminal({ display, input, style, monoMs, onEnd }: PlainOptions): TerminalSession {
  const say = (rows: readonly string[]) => {
    if (rows.length > 0) display.write(rows.map((row) => `${row}\n`).join(''));
  };
  const reader = createInterface({ input, terminal: false });
  reader.on('close', onEnd);
  return {
    stage: plainStage(say),
    person: plainPerson(reader, say, (text) => void display.write(text), monoMs),
    style,
    monoMs,
    form: 'lines',
    [Symbol.dispose]: () => {
      reader.off('close', onEnd);
      reader.close();
    },
  };
}

function plainStage(say: (rows: readonly string[]) => void): Stage {
  return {
    size: () => size,
    record: say,
    show: () => undefined,
    refresh: () => undefined,
    settle: () => undefined,
    lend: () => ({ [Symbol.dispose]: () => undefined }),
    [Symbol.dispose]: () => undefined,
  };
}

function plainPerson(
  reader: Interface,
  say: (rows: readonly string[]) => void,
  write: (text: string) => void,
  monoMs: () => number,
): Person {
  const shown = (frame: Framing) => plainScreen(frame(size).rows);
  const press: Person['press'] = ({ frame, answers, deafMs }, signal) => {
    const { rows } = frame(size);
    // While something runs its lines say so; the keys work all the same.
    const isRunning = rows.some((row) => row.startsWith(' RUNNING'));
    const screen = plainScreen(rows);
    if (!isRunning) say(screen.rows);
    const ask = () => (isRunning ? undefined : write(`Your turn: ${screen.keys}. Then Enter: `));
    ask();
    const deafUntilMs = monoMs() + deafMs;
    return nextLine(reader, signal, (line) => {
      if (monoMs() < deafUntilMs) return undefined;
      const key = line.trim().toLowerCase();
      const answer = answers.get(key === 'esc' ? 'escape' : key);
      if (answer === undefined && !isRunning) {
        if (key !== '') say([`"${key}" is no key here.`]);
        ask();
      }
      return answer;
    });
  };
  return {
    press,
    type: (frame, signal) => {
      const { rows } = frame('')(size);
      write(`${wordsOf(rows.at(-1) ?? '')} `);
      return nextLine(reader, signal, (line) => ({ text: line.trim() })).then(({ text }) =>
        text === '' ? undefined : text,
      );
    },
    read: async ({ title, rows }) => {
      say([`${title}.`, ...plainScreen(rows).rows]);
      return 'back';
    },
    readToTheEnd: async ({ title, rows }, key, word, signal) => {
      say([`${title}.`, ...plainScreen(rows).rows]);
      write(`Your turn: ${word.replace(/\[(.)\]/, '$1')}, anything else goes back. Then Enter: `);
      const line = await nextLine(reader, signal, (text) => text);
      return line.trim().toLowerCase() === key ? 'confirmed' : 'back';
    },
    isCut: () => false,
    columns: () => size.columns,
    lend: (frame) => {
      if (frame !== undefined) say(shown(frame).rows);
      reader.pause();
      return { [Symbol.dispose]: () => void reader.resume() };
    },
  };
}

/** There is no Esc in a line: Enter alone goes back. */
function wordsOf(row: string): string {
  return row.trim().replace(/ {2,}/g, ' ').replace('Esc to go back', 'Enter alone goes back');
}

/** What the first line gives that gives something; those that came before were meant for something else. */
function nextLine<T>(reader: Interface, signal: AbortSignal, give: (line: string) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reader.off('line', take);
      signal.removeEventListener('abort', aborted);
    };
    const take = (line: string) => {
      const given = give(line);
      if (given === undefined) return;
      stop();
      resolve(given);
    };
    const aborted = () => {
      stop();
      reject(signal.reason);
    };
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    reader.on('line', take);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
