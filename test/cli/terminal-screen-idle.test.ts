import { expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

const start = ['the clock starts when you start', 'r'] as const;
const idleMs = 3_000;
const mostBytesEachSecond = 200;

/** What the terminal is sent while nobody does anything. */
async function sentWhileIdle(run: TerminalRun): Promise<string> {
  const before = run.raw().length;
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  return run.raw().slice(before);
}

/** How many rows are written anew: what is wanted of a row is written behind what of it is erased. */
function rowsWritten(sent: string): number {
  return sent.split('\u001B[K').length - 1;
}

function withoutClock(rows: readonly string[]): readonly string[] {
  return rows.map((row) => row.replace(/\d+:\d\d/g, '-:--'));
}

test('a card that stands there writes its clock alone, under 200 bytes a second', async () => {
  const text = runbookText({
    'One (30 seconds)': fence(
      'bash {effect=write}',
      'echo said; touch begun; while [ ! -e go-on ]; do sleep 0.05; done',
    ),
  });
  using project = createProject({ 'deploy.md': text });
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  await run.asks('the clock starts when you start');
  await comesTrue(() => !run.text().includes('checking'));
  expect(await sentWhileIdle(run)).toBe('');
  await answer(run, [start]);
  await run.asks('touch begun');
  await expectClockAlone(run, 1);
  await run.press('[p] pause', 'r');
  await run.sees('1 line so far');
  // The silence of the output ticks as well.
  await expectClockAlone(run, 2);
  project.write('go-on', '');
  expect(await run.exitCode).toBe(0);
});

/** Each second so many rows are written from where they differ, and nothing else is. */
async function expectClockAlone(run: TerminalRun, ticking: number): Promise<void> {
  const before = withoutClock(run.rows());
  const sent = await sentWhileIdle(run);
  const seconds = idleMs / 1_000;
  expect(rowsWritten(sent)).toBeGreaterThanOrEqual(ticking * (seconds - 1));
  expect(rowsWritten(sent)).toBeLessThanOrEqual(ticking * (seconds + 1));
  expect(sent.length).toBeLessThan(mostBytesEachSecond * seconds);
  expect(withoutClock(run.rows())).toEqual(before);
}
