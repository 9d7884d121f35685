import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { finishedLines } from '../../../src/terminal/finished.ts';
import { coloured } from '../../../src/terminal/frame.ts';
import { paint } from '../../../src/terminal/paint.ts';
import { styleFor } from '../../../src/terminal/style.ts';
import { asked, leaving, running, start } from './payment-screens.ts';
import {
  atCriteria,
  atMigration,
  atRevert,
  begun,
  failedLines,
  finished,
  rolledBack,
  stateOf,
  viewAt,
  waitingLines,
} from './payment-story.ts';

const undecided = begun.filter(([, { type }]) => type !== 'option-chosen');

/** Every screen of the story, with what must not be given up on it: who it is about, and the key that matters. */
const screens: Readonly<
  Record<string, readonly [(columns: number, rows: number) => Promise<readonly string[]>, RegExp[]]>
> = {
  start: [start, [/PRODUCTION ==$/m, /database {2}payments at/, /\[r\] start/]],
  waiting: [(...size) => asked(viewAt(begun, 21_000), ...size), [/WRITE {5}cluster/, /--to-revision=41/, /\[r\] run/]],
  running: [
    (...size) => running(viewAt(waitingLines, 52_000), rolledBack, ['[x] stop the command'], ...size),
    [/\| |: /, /RUNNING/, /\[x\] stop the command/],
  ],
  'over budget': [
    (...size) => running(viewAt(waitingLines, 208_000), rolledBack, ['[x] stop the command'], ...size),
    [/OVER BUDGET by 1:12/, /\[x\] stop the command/],
  ],
  failure: [
    (...size) => asked(viewAt(failedLines, 117_000), ...size),
    [/FAILED/, /exit code 1/, /so far/, /\[r\] run again/, /\[a\] accept/],
  ],
  options: [(...size) => asked(viewAt(undecided, 29_000), ...size), [/\[1\] A/, /\[2\] B/]],
  condition: [
    (...size) => asked(viewAt(atMigration, 118_000), ...size),
    [/Only if migration/, /\[y\] yes/, /\[n\] no/],
  ],
  destructive: [(...size) => asked(viewAt(atRevert, 130_000), ...size), [/DESTRUCTIVE/, /DROP COLUMN/, /asks for the/]],
  criteria: [(...size) => asked(viewAt(atCriteria, 170_000), ...size), [/ > {2}2/, /\[y\] met/, /\[r\] check again/]],
  leaving: [leaving, [/Leave the run\?/, /\[p\] pause/, /\[q\] end it/]],
};

describe.each([
  [80, 24],
  [60, 16],
  [100, 40],
])('at %ix%i', (columns, rows) => {
  test.each(Object.entries(screens))(
    'the screen %s is whole, in ASCII, and holds what counts',
    async (_, [show, holds]) => {
      const shown = await show(columns, rows);
      const all = shown.join('\n');
      expect(shown.length).toBeLessThanOrEqual(rows);
      expect(shown.filter((row) => row.length > columns)).toEqual([]);
      // LANG=C, a serial console, a ticket.
      expect(all.replace(/[\n\x20-\x7e]/g, '')).toBe('');
      for (const held of holds) expect(all).toMatch(held);
    },
  );
});

describe('colours', () => {
  const withColour = styleFor({ isTTY: true }, { TERM: 'xterm' });
  const without = styleFor({ isTTY: true }, { TERM: 'xterm', NO_COLOR: '1' });

  test.each(Object.entries(screens))('of the screen %s repeat what its words say', async (_, [show]) => {
    const rows = await show(80, 24);
    expect(coloured(rows, without)).toEqual(rows);
    const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(paint([], coloured(rows, withColour)), resolve));
    const lines = rows.map((_row, index) => terminal.buffer.active.getLine(index)?.translateToString(true).trimEnd());
    expect(lines).toEqual(rows);
  });

  test('are the sixteen of the terminal, without a background', async () => {
    const all = await Promise.all(Object.values(screens).map(([show]) => show(80, 24)));
    const codes = all.flatMap((rows) => [
      ...coloured(rows, withColour)
        .join('')
        .matchAll(/\u001B\[([\d;]*)m/g),
    ]);
    expect([...new Set(codes.map(([, code]) => code))].sort()).toEqual(['31', '33', '39']);
  });
});

test('the finished screen fits into 60 columns', () => {
  expect(finishedLines(stateOf(finished), '.runbook/runs/1123-0314', 60).filter((row) => row.length > 60)).toEqual([]);
});
