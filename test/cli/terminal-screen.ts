import xterm from '@xterm/headless';

/** What a terminal shows of the bytes it was sent. */
export interface TerminalScreen {
  write(data: string): void;
  rows(): readonly string[];
  /** What is on the screen now, without the scrollback: as many rows as the terminal has. */
  visible(): readonly string[];
  text(): string;
  seenRows(): ReadonlySet<string>;
  raw(): string;
  /** From here on only what comes is fresh. */
  mark(): void;
  /** What is different, and the whole card that stands there, once anything but the clock has changed. */
  fresh(): string;
  /** Whether the last row is that of a prompt, the cursor at its end. */
  hasPrompt(): boolean;
  cursorIsVisible(): boolean;
  titles(): readonly string[];
  bells(): number;
  /** All that was written so far is shown. */
  settled(): Promise<void>;
  changed(): void;
  resize(columns: number, rows: number): void;
  until(isSo: () => boolean, options: UntilOptions): Promise<void>;
}

interface UntilOptions {
  readonly deadlineMs: number;
  readonly what: string;
  /** Nothing more will be shown. */
  readonly isOver: () => boolean;
}

export function createTerminalScreen(
  { columns, rows: height }: { readonly columns: number; readonly rows: number },
  answer: (text: string) => void,
): TerminalScreen {
  const terminal = new xterm.Terminal({ cols: columns, rows: height, scrollback: 20_000, allowProposedApi: true });
  // A terminal that is asked something answers as if it had been typed.
  terminal.onData(answer);
  const titles: string[] = [];
  let bells = 0;
  terminal.onTitleChange((title) => titles.push(title));
  terminal.onBell(() => (bells += 1));
  const sent: string[] = [];
  const checks = new Set<() => void>();
  const changed = () => {
    for (const check of checks) check();
  };
  const rows = () => rowsOf(terminal);
  const seen = new Set<string>();
  let marked: readonly string[] = [];
  /** Whether anything but the clock has changed since the mark, though it may have changed back. */
  let hasMoved = false;
  terminal.onWriteParsed(() => {
    const now = rows();
    for (const row of now) seen.add(row);
    hasMoved ||= withoutClock(now) !== withoutClock(marked);
    changed();
  });
  const text = () => rows().join('\n');
  const raw = () => sent.join('');
  return {
    write: (data) => {
      sent.push(data);
      terminal.write(data);
    },
    rows,
    visible: () => visibleRows(terminal),
    text,
    seenRows: () => seen,
    raw,
    mark: () => {
      marked = rows();
      hasMoved = false;
    },
    fresh: () => {
      if (!hasMoved) return '';
      const now = rows();
      const same = now.findIndex((row, index) => row !== marked[index]);
      const card = now.findLastIndex((row) => /^(?:--|==|!!) /.test(row));
      const from = [same, card].filter((index) => index !== -1);
      return now.slice(Math.min(...from, now.length)).join('\n');
    },
    hasPrompt: () => isAtPrompt(terminal, rows()),
    cursorIsVisible: () => raw().lastIndexOf('\u001B[?25l') <= raw().lastIndexOf('\u001B[?25h'),
    titles: () => titles,
    bells: () => bells,
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    changed,
    resize: (wide, high) => terminal.resize(wide, high),
    until: (isSo, { deadlineMs, what, isOver }) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          checks.delete(check);
          settle();
        };
        const fail = (why: string) => end(() => reject(new Error(`${why} before ${what} was seen in\n${text()}`)));
        const check = () => {
          if (isSo()) end(resolve);
          else if (isOver()) fail('the program ended');
        };
        const timer = setTimeout(() => fail(`${deadlineMs} ms went by`), deadlineMs);
        checks.add(check);
        check();
      }),
  };
}

/** What is on the screen but for the seconds that tick on it. */
function withoutClock(rows: readonly string[]): string {
  return rows.map((row) => row.replace(/\d+:\d\d/g, '')).join('\n');
}

function rowsOf({ buffer }: xterm.Terminal): readonly string[] {
  const { active } = buffer;
  const all = Array.from({ length: active.length }, (_, index) => active.getLine(index)?.translateToString(true) ?? '');
  const last = all.findLastIndex((row) => row.trim() !== '');
  return all.slice(0, last + 1);
}

function visibleRows({ buffer, rows }: xterm.Terminal): readonly string[] {
  const { active } = buffer;
  return Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
}

/** The cursor waits behind the last row of keys, or in a row that asks for a text, or is hidden by a list. */
function isAtPrompt({ buffer }: xterm.Terminal, rows: readonly string[]): boolean {
  const { baseY, cursorX, cursorY } = buffer.active;
  const row = rows[baseY + cursorY] ?? '';
  if (/^ A number or the arrows choose/.test(rows.at(-1) ?? '')) return true;
  // While a command runs the keys stand there as well, and it is nobody's turn.
  if (cursorX === 0 || rows.slice(-5).some((one) => one.startsWith(' RUNNING'))) return false;
  return (
    /^(?:\? | Type {2}| Why is it acceptable)|^runbook .* \$ $/.test(row) ||
    (baseY + cursorY === rows.length - 1 && /\[[a-z0-9?]\]|Esc: |any key: back/.test(row))
  );
}
