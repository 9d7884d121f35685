import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erase, paint } from '../../../src/terminal/paint.ts';

const columns = 20;
const height = 10;
const esc = '\u001B';

/** Counted as 12 columns; a terminal that does not know of families takes more than twice as many. */
const takenForWider = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'.repeat(6);

/** Rows as they are made: narrow or as wide as the terminal, coloured, with characters of two columns. */
const row = fc.oneof(
  fc.stringMatching(/^[a-c ]{0,20}$/),
  fc.stringMatching(/^[a-c]{20}$/),
  fc.constant(''),
  fc.stringMatching(/^[a-c]{0,7}$/).map((text) => `${text}${esc}[31mFAILED${esc}[39m${text}`),
  fc.stringMatching(/^[a\u4F60\u00E4]{0,9}$/),
  fc.constant(takenForWider),
);
const fewRows = fc.array(row, { maxLength: height });

/** Rows that are mostly those that stood there, as from one second to the next. */
const change = fewRows.chain((before) =>
  fc.tuple(
    fc.constant(before),
    fc.oneof(
      fewRows,
      fc
        .array(fc.option(row), { minLength: before.length, maxLength: before.length })
        .map((changes) => before.map((old, index) => changes[index] ?? old)),
      fewRows.map((more) => [...before, ...more].slice(0, height)),
      fc.nat(height).map((kept) => before.slice(0, kept)),
    ),
  ),
);

/** What stands on an empty terminal that cuts what is too wide. */
function withoutWrap(rows: readonly string[]): string {
  return `${esc}[?7l${rows.join('\r\n')}`;
}

interface Shown {
  readonly rows: readonly string[];
  readonly cursor: readonly [column: number, row: number];
}

async function shownAfter(...texts: readonly string[]): Promise<Shown> {
  const terminal = new xterm.Terminal({ cols: columns, rows: height, scrollback: 1_000, allowProposedApi: true });
  for (const text of texts) terminal.write(text);
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const { active } = terminal.buffer;
  const all = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
  return {
    rows: all.slice(0, all.findLastIndex((text) => text.trim() !== '') + 1).map((text) => text.trimEnd()),
    cursor: [active.cursorX, active.baseY + active.cursorY],
  };
}

describe('what is painted over other rows', () => {
  test('is exactly what would be painted on an empty terminal, the cursor at its end', async () => {
    await fc.assert(
      fc.asyncProperty(change, fc.nat(5), async ([before, after], above) => {
        const record = 'a record\r\n'.repeat(above);
        const over = await shownAfter(record, paint([], before), paint(before, after));
        const fresh = await shownAfter(record, withoutWrap(after));
        expect(over.rows).toEqual(fresh.rows);
        if (after.length > 0) expect(over.cursor[1]).toBe(above + after.length - 1);
      }),
      { numRuns: 300 },
    );
  });

  test('is that after any number of changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fewRows, { minLength: 1, maxLength: 6 }), async (frames) => {
        let before: readonly string[] = [];
        const texts = frames.map((after) => {
          const text = paint(before, after);
          before = after;
          return text;
        });
        expect((await shownAfter(...texts)).rows).toEqual((await shownAfter(withoutWrap(frames.at(-1) ?? []))).rows);
      }),
      { numRuns: 200 },
    );
  });

  test('is nothing where nothing has changed', () => {
    fc.assert(
      fc.property(fewRows, (rows) => {
        expect(paint(rows, rows)).toBe('');
      }),
    );
  });

  test('is only what differs of a row whose clock ticks', () => {
    const rows = (clock: string) => [`-- step ${'-'.repeat(12)}`, ` run ${clock}`, ' [r] run'];
    expect(paint(rows('0:01'), rows('0:02'))).toBe(
      `${esc}[?7l${esc}[1A\r${esc}[8C${esc}[K2${esc}[B\r${esc}[8C${esc}[?7h`,
    );
  });

  test('is erased without a trace of it, and the record above it stays', async () => {
    await fc.assert(
      fc.asyncProperty(fewRows, async (rows) => {
        const { rows: left } = await shownAfter('a record\r\n', paint([], rows), erase(rows.length));
        expect(left).toEqual(['a record']);
      }),
    );
  });
});
