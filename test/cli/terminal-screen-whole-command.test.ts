import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;

function commandOf(lines: number): string {
  const numbered = Array.from({ length: lines }, (_, index) => `echo ${index + 1} >> "$CALLS"`);
  return runbookText({ One: fence('bash {effect=write}', ...numbered) });
}

describe.concurrent('a command too long for the screen', () => {
  test('is opened by r and run by r at its end alone', async () => {
    using project = createProject({ 'deploy.md': commandOf(60) });
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    const card = await run.asks('more rows');
    expect(card.split('\n')).toHaveLength(24);
    expect(card).toMatch(/^ : {3}\.\.\. \d+ more rows$/m);
    await run.press('[r] run', 'r');
    await run.sees(/ rows 1-\d+ of \d+$/m);
    expect(run.visible().join('\n')).toContain('echo 1 >> "$CALLS"');
    expect(run.visible().join('\n')).not.toContain('[r] run');
    run.send(`rr${keys.enter}yRr`);
    run.send(' ');
    await run.sees('echo 30 >> "$CALLS"');
    run.send('r');
    run.send(' ');
    run.send(' ');
    await run.sees('echo 60 >> "$CALLS"');
    expect(run.visible().join('\n')).toMatch(/ rows \d+-(\d+) of \1 {3}\[r\] run$/m);
    expect(project.calls()).toEqual([]);
    await run.pressAgain('r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({
      code: 0,
      calls: Array.from({ length: 60 }, (_, index) => String(index + 1)),
    });
  });

  test.each([
    ['q', 'q'],
    ['Esc', keys.escape],
    ['Ctrl-C', keys.ctrlC],
  ])('leads back to its card by %s and runs nothing', async (_name, key) => {
    using project = createProject({ 'deploy.md': commandOf(60) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['more rows', 'r']]);
    await run.sees(/ rows 1-\d+ of \d+$/m);
    run.send('e');
    await run.sees('[r] run');
    run.send(key);
    await answer(run, [
      ['more rows', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 1, calls: [] });
  });

  test('is not run by the key that opens it, pressed twice, or typed behind the key that turns to its end', async () => {
    using project = createProject({ 'deploy.md': commandOf(20) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['more rows', 'rrrr']]);
    await run.sees('rows 1-20 of 25');
    run.send('er');
    run.send('er');
    run.send('q');
    await answer(run, [
      ['more rows', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 1, calls: [] });
  });

  test('is shown whole on a screen that has room for it, and run by one key', async () => {
    using project = createProject({ 'deploy.md': commandOf(30) });
    await using run = startInTerminal(project, args, { rows: 50 });
    await answer(run, [start, ['echo 30 >>', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls().length }).toEqual({ code: 0, calls: 30 });
    expect(run.raw()).not.toContain('\u001B[?1049h');
  });
});
