import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
/** Down to the smallest and back. What a terminal moves into its scrollback when it shrinks no program can take back. */
const sizes = [
  [100, 40],
  [80, 24],
  [60, 16],
  [80, 24],
  [100, 40],
] as const;

const words = Array.from({ length: 8 }, (_, index) => `--option-${index}=${'v'.repeat(12)}`).join(' ');
const untilToldTo = 'while [ ! -e go-on ]; do sleep 0.05; done';
const prose = 'Brings back the pods of the last version that worked. '.repeat(4);

function projectOf(): Project {
  const said = `for n in $(seq 14); do echo "line $n: ${'word '.repeat(15)}end"; done`;
  const one = fence('bash {effect=write}', `: ${words}`, said, 'touch begun', untilToldTo);
  const two = fence('bash {effect=write}', `: ${words}`);
  return createProject({ 'deploy.md': runbookText({ One: `${prose}\n\n${one}`, Two: `${prose}\n\n${two}` }) });
}

/** The rows from the rule of the card to its last one, without what ticks, and how the screen goes on below it. */
function card(run: TerminalRun): readonly string[] {
  const rows = run.visible().map((row) => row.replace(/\d+:\d\d/g, '-:--'));
  return rows.slice(rows.findLastIndex((row) => /^(?:--|!!) \d\/2 /.test(row)));
}

/** Gives the terminal a size and waits until the rules of what is painted are as wide. */
async function resized(run: TerminalRun, [columns, rows]: readonly [number, number]): Promise<void> {
  run.resize(columns, rows);
  await comesTrue(() => {
    const shown = card(run);
    return shown.includes('-'.repeat(columns)) && shown.some((row) => /\[x\] stop|\[r\] run/.test(row));
  });
}

/** What a run shows that has had this size from its beginning. */
async function freshCards(
  size: readonly [number, number],
): Promise<Readonly<Record<'waits' | 'runs', readonly string[]>>> {
  using project = projectOf();
  await using run = startInTerminal(project, args, { columns: size[0], rows: size[1] });
  await answer(run, [start]);
  await run.asks(/^-- 1\/2 One/m);
  const waits = trimmed(card(run));
  await press(run, size);
  await comesTrue(() => project.exists('begun'));
  await run.sees('14 lines so far');
  const runs = trimmed(card(run));
  await stop(run);
  return { waits, runs };
}

/** Runs what stands there, also where its command did not fit and is read to its end first. */
async function press(run: TerminalRun, [, rows]: readonly [number, number]): Promise<void> {
  await run.press(/^-- 1\/2 One/m, 'r');
  if (rows > 20) return;
  const isPaged = /rows 1-/.test(await run.sees(/RUNNING|rows 1-/));
  if (!isPaged) return;
  run.send('e');
  await run.sees('[r] run');
  await run.pressAgain('r');
}

async function stop(run: TerminalRun): Promise<void> {
  run.send(keys.ctrlC);
  await answer(run, [
    ['FAILED', 'q'],
    ['Leave the run?', 'q'],
  ]);
  expect(await run.exitCode).toBe(1);
}

function trimmed(rows: readonly string[]): readonly string[] {
  return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
}

describe.concurrent('a terminal that gets another size', () => {
  test('has the card painted anew, as it would have been from the beginning, and none of it is left on the screen', async () => {
    using project = projectOf();
    await using run = startInTerminal(project, args, { columns: 100, rows: 40 });
    await answer(run, [start]);
    await run.asks(/^-- 1\/2 One/m);
    const waits: (readonly string[])[] = [];
    for (const size of sizes) {
      await resized(run, size);
      waits.push(trimmed(card(run)));
    }
    await run.press('[p] pause', 'r');
    await comesTrue(() => project.exists('begun'));
    await run.sees('14 lines so far');
    const runs: (readonly string[])[] = [];
    for (const size of sizes) {
      await resized(run, size);
      runs.push(trimmed(card(run)));
    }
    await stop(run);
    const fresh = await Promise.all(sizes.slice(0, 3).map((size) => freshCards(size)));
    const expected = [0, 1, 2, 1, 0].map((index) => fresh[index]);
    expect(waits).toEqual(expected.map((one) => one?.waits));
    const still = (rows: readonly string[]) => rows.map((row) => row.replace(/(the last|no output for).*/, '$1'));
    expect(runs.map(still)).toEqual(expected.map((one) => still(one?.runs ?? [])));
  });

  test('has the same card at the end of many sizes in quick succession', async () => {
    using project = projectOf();
    await using run = startInTerminal(project, args, { columns: 100, rows: 40 });
    await answer(run, [start]);
    await run.asks(/^-- 1\/2 One/m);
    for (let columns = 100; columns > 60; columns -= 1) {
      run.resize(columns, columns - 44);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await resized(run, [60, 16]);
    for (let columns = 61; columns < 80; columns += 1) run.resize(columns, Math.min(24, columns - 44));
    await resized(run, [80, 24]);
    const { waits } = await freshCards([80, 24]);
    expect(trimmed(card(run))).toEqual(waits);
    await answer(run, [
      ['[p] pause', 'q'],
      ['Leave the run?', 'q'],
    ]);
    await run.exitCode;
  });

  test('has the pager painted anew as well, and behind it the card', async () => {
    using project = projectOf();
    await using run = startInTerminal(project, args, { columns: 80, rows: 24 });
    await answer(run, [start]);
    await run.press(/^-- 1\/2 One/m, 'r');
    await comesTrue(() => project.exists('begun'));
    await run.sees('14 lines so far');
    run.send('l');
    await run.sees('rows 1-20 of 28');
    for (const [columns, rows] of sizes) {
      run.resize(columns, rows);
      const all = columns === 60 ? 28 : columns === 80 ? 28 : 14;
      const where = ` rows 1-${Math.min(all, rows - 4)} of ${all}`;
      await comesTrue(() => run.visible().at(-2) === where && run.visible().at(-1)?.includes('[q] close') === true);
      expect(run.visible()).toHaveLength(rows);
      expect(run.visible()[0]).toBe(`-- Log of one.1 ${'-'.repeat(columns - 16)}`);
      expect(run.visible()[1]).toMatch(/^ \| line 1: word/);
      expect(run.visible().at(-3)).toBe('-'.repeat(columns));
    }
    run.resize(80, 24);
    await comesTrue(() => run.visible()[0]?.length === 80);
    run.send('q');
    await run.sees('[x] stop the command');
    const { runs } = await freshCards([80, 24]);
    const still = (rows: readonly string[]) => rows.map((row) => row.replace(/(the last|no output for).*/, '$1'));
    expect(still(trimmed(card(run)))).toEqual(still(runs));
    await stop(run);
  });
});
