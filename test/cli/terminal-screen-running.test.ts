import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { actionsOf, endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
const two = fence('bash {effect=write}', 'echo two >> "$CALLS"');
const untilToldTo = 'while [ ! -e go-on ]; do sleep 0.05; done';

/** Two steps, of which the first says something and then waits for the file `go-on`. */
function waitingProject(said: readonly string[] = [], title = 'One', prose = ''): Project {
  const one = fence(
    'bash {effect=write}',
    'echo $$ > pid',
    ...said,
    'touch begun',
    untilToldTo,
    'echo one >> "$CALLS"',
  );
  return createProject({ 'deploy.md': runbookText({ [title]: `${prose}\n\n${one}`, Two: two }) });
}

/** Presses the key that runs the first step, and waits until its command is under way. */
async function runFirst(project: Project): Promise<TerminalRun> {
  const run = startInTerminal(project, args);
  await answer(run, [start, ['touch begun', 'r']]);
  await comesTrue(() => project.exists('begun'));
  await run.sees(/^ RUNNING /m);
  return run;
}

function isStopped(project: Project): boolean {
  return !isAlive(project.read('pid').trim());
}

/** The card with everything that ticks on it taken away. */
function card(run: TerminalRun): readonly string[] {
  const rows = run.visible();
  const from = rows.findLastIndex((row) => /^(?:--|!!) /.test(row));
  const last = rows.findLastIndex((row) => row !== '');
  return rows.slice(from, last + 1).map((row) => row.replace(/\d+:\d\d/g, '-:--'));
}

describe.concurrent('while a command runs', () => {
  test('the screen shows the command, what it says, what comes next, the clock and the keys', async () => {
    using project = waitingProject(['echo begins', `echo '${'word '.repeat(20)}end'`]);
    await using run = await runFirst(project);
    await run.sees('2 lines so far');
    expect(card(run)).toEqual([
      `-- 1/2 One ${'-'.repeat(60)} WRITE --`,
      '     echo $$ > pid',
      '     echo begins',
      '     echo \\',
      "       'word word word word word word word word word word word word word word",
      " :     word word word word word word end'",
      '     touch begun',
      '     while [ ! -e go-on ]; do sleep 0.05; done',
      '     echo one >> "$CALLS"',
      '',
      ' output    2 lines so far, the last -:-- ago',
      ' | begins',
      ' | word word word word word word word word word word word word word word word',
      ' :   word word word word word end',
      '',
      ' next      2/2 Two',
      '-'.repeat(80),
      ' RUNNING     run -:--   step -:--',
      ' [x] stop the command',
      ' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]',
    ]);
    project.write('go-on', '');
    await run.press('echo two', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
  });

  test('the clock of the run, that of the step and that of the output tick', async () => {
    using project = waitingProject(['echo said']);
    await using run = await runFirst(project);
    await run.sees(/ RUNNING +run 0:0[3-9] +step 0:0[2-9]/);
    await run.sees(/ output +1 line so far, the last 0:0[2-9] ago/);
    project.write('go-on', '');
    await run.press('echo two', 'q');
    await run.press('Leave the run?', 'q');
    await run.exitCode;
  });

  test('no more than ten rows of its output stand there, the newest last, and all of them in the scrollback later', async () => {
    using project = waitingProject(['for n in $(seq 30); do echo "line $n"; done']);
    await using run = await runFirst(project);
    await run.sees('30 lines so far');
    const shown = card(run).filter((row) => row.startsWith(' | '));
    expect(shown).toEqual(Array.from({ length: 10 }, (_, index) => ` | line ${index + 21}`));
    project.write('go-on', '');
    await run.asks('echo two');
    const kept = run.rows().filter((row) => row.startsWith(' | '));
    expect(kept.at(-1)).toBe(' | line 30');
    expect(kept).toEqual([...new Set(kept)]);
    expect(kept[0]).toMatch(/^ \| \.\.\. \d+ more lines before this, all in the log$/);
    expect(Number(/\d+/.exec(kept[0] ?? '')?.[0]) + kept.length - 1).toBe(30);
    expect(run.rows().indexOf(' | line 30')).toBe(run.rows().findIndex((row) => /^ 1\/2 One +succeeded/.test(row)) - 1);
    await answer(run, [
      ['echo two', 'q'],
      ['Leave the run?', 'q'],
    ]);
    await run.exitCode;
  });

  test('a row that the terminal takes for wider than it is counted does not break the card', async () => {
    const families = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'.repeat(30);
    using project = waitingProject([`echo '${families}'`, 'echo said']);
    await using run = await runFirst(project);
    await run.sees(/ RUNNING +run 0:0[2-9]/);
    const shown = run.rows().map((row) => row.replace(/\d+:\d\d/g, '-:--'));
    expect(shown.filter((row) => row.startsWith('-- 1/2 One'))).toHaveLength(1);
    expect(shown.slice(shown.findIndex((row) => row.startsWith(' output ')))).toEqual([
      ' output    2 lines so far, the last -:-- ago',
      expect.stringMatching(/^ \| \u{1F468}/u),
      ' | said',
      '',
      ' next      2/2 Two',
      '-'.repeat(80),
      ' RUNNING     run -:--   step -:--',
      ' [x] stop the command',
      ' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]',
    ]);
    project.write('go-on', '');
    await run.press('echo two', 'r');
    expect(await run.exitCode).toBe(0);
  });

  test('x asks once, Esc lets it run, and x again stops it and leads to the failure card', async () => {
    using project = waitingProject();
    await using run = await runFirst(project);
    run.send('x');
    await run.sees(/^ Stop it\? .*\n \[x\] stop {3}Esc: let it run$/m);
    run.send(`${keys.enter} ry`);
    run.send(keys.escape);
    await run.sees('[x] stop the command');
    expect(isStopped(project)).toBe(false);
    run.send('x');
    await run.sees('[x] stop   Esc: let it run');
    await run.pressAgain('x');
    const failed = await run.asks('FAILED');
    expect(failed).toMatch(/^ failed {4}stopped by you; what it began may go on$/m);
    expect({ stopped: isStopped(project), calls: project.calls(), actions: actionsOf(project) }).toEqual({
      stopped: true,
      calls: [],
      actions: ['one.1: stopped, stopped by you; what it began may go on'],
    });
    await answer(run, [
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, end: endOf(project)[0] }).toEqual({ code: 1, end: 'failed, exit code 1' });
  });

  test.each([
    ['at the command', '', 'stop the command'],
    ['at the question whether to stop it', 'x', 'Esc: let it run'],
    ['at the contacts', 'c', 'any key: back'],
    ['at the log in the pager', 'l', '[q] close'],
    ['where things stand', 'q', 'Esc: go on'],
  ])('Ctrl-C stops it at once (%s)', async (_where, key, seen) => {
    using project = waitingProject(['seq 100']);
    await using run = await runFirst(project);
    await run.sees('100 lines so far');
    if (key !== '') run.send(key);
    await run.sees(seen);
    expect(run.visible().findLast((row) => /YOUR TURN|RUNNING {2}/.test(row)) ?? 'RUNNING').toContain('RUNNING');
    run.send(keys.ctrlC);
    await run.asks('FAILED');
    expect({ stopped: isStopped(project), actions: actionsOf(project) }).toEqual({
      stopped: true,
      actions: ['one.1: stopped, stopped by you; what it began may go on'],
    });
    await answer(run, [
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
    ]);
    await run.exitCode;
  });

  test('a log that cannot be read says so, and the keys go on meaning what they mean', async () => {
    using project = waitingProject(['seq 100']);
    await using run = await runFirst(project);
    await run.sees('100 lines so far');
    const kept = join(project.folder, '.runbook');
    renameSync(kept, `${kept}-elsewhere`);
    run.send('l');
    await run.sees(/ It cannot be read: ENOENT/);
    renameSync(`${kept}-elsewhere`, kept);
    run.send(' ');
    await run.sees('[x] stop the command');
    run.send(keys.ctrlC);
    await answer(run, [
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, stopped: isStopped(project) }).toEqual({ code: 1, stopped: true });
  });

  test('p pauses the run when the action has ended, and not before', async () => {
    using project = waitingProject();
    await using run = await runFirst(project);
    run.send('p');
    await run.sees('Pauses when this action has ended.');
    expect({ stopped: isStopped(project), ended: actionsOf(project) }).toEqual({ stopped: false, ended: [] });
    project.write('go-on', '');
    expect({ code: await run.exitCode, calls: project.calls(), actions: actionsOf(project) }).toEqual({
      code: 1,
      calls: ['one'],
      actions: ['one.1: succeeded'],
    });
    expect(project.events().at(-1)).toMatchObject({ type: 'run-paused', reason: 'by the responder' });
    expect(endOf(project)).toEqual([]);
  });

  test('q shows where things stand and ends nothing', async () => {
    using project = waitingProject();
    await using run = await runFirst(project);
    run.send('q');
    await run.sees('Leave the run?');
    const stand = await run.sees('Esc: go on');
    expect(stand).toMatch(/^ RUNNING {3}one\.1$/m);
    expect(stand).toMatch(/^ open {6}1\/2 One +RUNNING$/m);
    expect(stand).not.toMatch(/end it/);
    run.send('qqq');
    run.send(keys.escape);
    await run.sees('[x] stop the command');
    expect(isStopped(project)).toBe(false);
    project.write('go-on', '');
    await run.press('echo two', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
  });

  test('a command that ends while something else is read leads to the next card', async () => {
    using project = waitingProject(['seq 100']);
    await using run = await runFirst(project);
    await run.sees('100 lines so far');
    run.send('l');
    await run.sees('[q] close');
    project.write('go-on', '');
    await run.asks('echo two');
    expect(run.raw().split('\u001B[?1049l').length).toBe(run.raw().split('\u001B[?1049h').length);
    expect(run.visible().filter((row) => /^-- /.test(row))).toHaveLength(1);
    await run.press('echo two', 'r');
    expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
      code: 0,
      steps: ['one: succeeded', 'two: succeeded'],
    });
  });

  test('keys and pastes run nothing, also not on the card that comes next', async () => {
    using project = waitingProject();
    await using run = await runFirst(project);
    run.send(`rRyY1\r\nashfo${keys.up}${keys.enter}\u001B[200~xxr\u001B[201~`);
    project.write('go-on', '');
    await run.asks('echo two');
    expect(project.calls()).toEqual(['one']);
    await run.press('echo two', 's');
    await run.press('Why?', '1');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 1, calls: ['one'] });
  });
});

test('over its budget a step says by how much and what the runbook says then, and goes on', async () => {
  using project = waitingProject([], 'One (1 second)', '**If over budget:** Tell the platform team.');
  await using run = await runFirst(project);
  await run.sees(/^!! 1\/2 One !+ OVER BUDGET by 0:0[1-9] !!$/m);
  await run.sees(/^!! 1\/2 One !+ OVER BUDGET by 0:0[2-9] !!$/m);
  expect(card(run).slice(1, 6)).toEqual([
    ' Nothing was stopped. The command goes on.',
    '',
    ' THE RUNBOOK SAYS, if over budget',
    '   Tell the platform team.',
    '',
  ]);
  expect(card(run)).toContain(' (no key: wait)   [x] stop the command');
  expect({ stopped: isStopped(project), ended: actionsOf(project) }).toEqual({ stopped: false, ended: [] });
  project.write('go-on', '');
  await run.press('echo two', 'r');
  const end = project.events().flatMap((event) => (event.type === 'step-ended' ? [event.verdict] : []));
  expect({ code: await run.exitCode, calls: project.calls(), verdict: end[0] }).toEqual({
    code: 0,
    calls: ['one', 'two'],
    verdict: 'over',
  });
});
