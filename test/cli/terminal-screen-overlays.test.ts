import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
const contacts = '## Emergency Contacts\n\n- On-call engineer: #payments\n';

function twoSteps(first: string = fence('bash {effect=write}', 'echo one >> "$CALLS"')): Project {
  const Two = `The second one.\n\n${fence('bash {effect=write}', 'echo two >> "$CALLS"')}`;
  return createProject({ 'deploy.md': runbookText({ One: first, Two }, { after: contacts }) });
}

/** The rows of the card that stands there, without what ticks. */
function still(run: TerminalRun): readonly string[] {
  const rows = withoutClock(run.rows());
  return rows.slice(rows.findLastIndex((row) => /^-- /.test(row)));
}

function withoutClock(rows: readonly string[]): readonly string[] {
  return rows.map((row) => row.replace(/\d+:\d\d/g, '-:--'));
}

function alternateScreens(run: TerminalRun): readonly number[] {
  return ['h', 'l'].map((end) => run.raw().split(`\u001B[?1049${end}`).length - 1);
}

describe.concurrent('a key that shows something', () => {
  const shown = [
    ['d', /^-- Two -+\n deploy\.md:\d+\n\n The second one\.\n\n 1 {3}WRITE {3}deploy\.md:\d+\n[\s\S]*echo two/m],
    ['u', /^-- Undo plan -+$/m],
    ['c', /^-- Contacts -+\n On-call engineer: #payments\n/m],
    ['?', /^-- Keys, the same everywhere -+\n r {2}run what is shown/m],
  ] as const;

  test.each(shown)('%s: any key leads back to the card, and none of them runs anything', async (key, text) => {
    using project = twoSteps();
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo one', 'r']]);
    await run.asks('echo two');
    const card = still(run);
    for (const back of ['r', keys.enter, keys.escape, 'q', key, ' ']) {
      await run.press(/\[p\] pause/, key);
      expect(await run.asks(text)).toMatch(text);
      expect(still(run)).not.toContain(' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]');
      await run.press(' any key: back', back);
      await run.asks('echo two');
      expect(still(run)).toEqual(card);
    }
    expect({ calls: project.calls(), alternate: alternateScreens(run) }).toEqual({ calls: ['one'], alternate: [0, 0] });
    await run.press('[p] pause', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
  });

  test('l shows the whole output in a pager on the other screen, and q leads back to the card as it was', async () => {
    using project = twoSteps(
      fence('bash {effect=write}', 'echo one >> "$CALLS"', 'for n in $(seq 3000); do echo "line $n"; done'),
    );
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo one', 'r']]);
    await run.asks('echo two');
    const before = run.rows();
    await run.press('[p] pause', 'l');
    await run.sees('rows 1-20 of 3000');
    expect(run.visible()).toEqual([
      `-- Log of one.1 ${'-'.repeat(64)}`,
      ...Array.from({ length: 20 }, (_, index) => ` | line ${index + 1}`),
      '-'.repeat(80),
      ' rows 1-20 of 3000',
      expect.stringMatching(/^ \[space\] on .*\[q\] close$/),
    ]);
    for (const [key, rows] of [
      [' ', '21-40'],
      ['j', '22-41'],
      ['k', '21-40'],
      ['e', '2981-3000'],
      ['b', '2961-2980'],
      ['g', '1-20'],
      [`r${keys.enter}f`, '21-40'],
    ] as const) {
      run.send(key);
      await run.sees(`rows ${rows} of 3000`);
      expect(run.visible()[1]).toBe(` | line ${rows.split('-')[0]}`);
    }
    run.send('q');
    await run.asks('echo two');
    expect(withoutClock(run.rows())).toEqual(withoutClock(before));
    expect({ calls: project.calls(), alternate: alternateScreens(run) }).toEqual({ calls: ['one'], alternate: [1, 1] });
    await run.press('[p] pause', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
  });

  test('l before anything has run says so', async () => {
    using project = twoSteps();
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo one', 'l'], ['Nothing has been run yet.', ' ']]);
    await answer(run, [
      ['echo one', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 1, calls: [] });
  });

  test('no escape sequence of a command comes out of the log', async () => {
    const hostile = 'printf "\\033[2J\\033[H\\033]0;pwned\\007\\033[?1049l\\033[6n red\\n%.0s" $(seq 100)';
    using project = twoSteps(fence('bash {effect=write}', hostile));
    await using run = startInTerminal(project, args, { env: { NO_COLOR: '1' } });
    await answer(run, [start, ['printf', 'r']]);
    await run.press('echo two', 'l');
    await run.sees('rows 1-20 of 100');
    expect(run.visible()[1]).toBe(' | \\x1b[2J\\x1b[H\\x1b]0;pwned\\x07\\x1b[?1049l\\x1b[6n red');
    expect({ titles: run.titles(), bells: run.bells(), alternate: alternateScreens(run) }).toEqual({
      titles: [],
      bells: 0,
      alternate: [1, 0],
    });
    run.send('q');
    await answer(run, [
      ['echo two', 'q'],
      ['Leave the run?', 'q'],
    ]);
    await run.exitCode;
  });

  test('a signal that ends the run closes the pager first', async () => {
    using project = twoSteps(fence('bash {effect=write}', 'seq 100'));
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['seq', 'r']]);
    await run.press('echo two', 'l');
    await run.sees('rows 1-20 of 100');
    run.signal('SIGTERM');
    expect(await run.exitCode).toBe(143);
    expect(alternateScreens(run)).toEqual([1, 1]);
    expect(run.cursorIsVisible()).toBe(true);
  });

  test('u shows what would be taken back, and only r at its end, after a moment, leaves the run for it', async () => {
    const undo = fence('bash {undo effect=write}', 'echo undone >> "$CALLS"');
    using project = twoSteps(`${fence('bash {effect=write}', 'echo one >> "$CALLS"')}${undo}`);
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo one', 'r']]);
    await run.press('echo two', 'urr');
    await run.sees('echo undone');
    run.send(`${keys.enter}yx`);
    run.send('q');
    await run.press('echo two', 'r');
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 0,
      calls: ['one', 'two'],
      steps: ['one: succeeded', 'two: succeeded'],
    });
  });
});
