import { afterEach, beforeEach, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue, keys, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

const call = (name: string) => fence('bash {effect=write}', `echo ${name} | tee -a "$CALLS"`);

beforeEach(() => {
  const steps = {
    'One (30 seconds)': `Brings it back.\n\n${call('one')}`,
    Two: `Only if it rains:\n\n${call('two')}`,
    Three: fence('bash {effect=destructive}', 'echo three >> "$CALLS"'),
    Four: fence('bash {effect=read}', 'false'),
  };
  project = createProject({ 'deploy.md': runbookText(steps, { after: '## Success Criteria\n\n- [ ] All is well\n' }) });
});

afterEach(() => project[Symbol.dispose]());

/** Waits until it is the person's turn after the text, lets the deaf time go by, and types a line. */
async function line(run: TerminalRun, after: string | RegExp, text: string): Promise<void> {
  await run.sees(after);
  await run.sees(/(?:Then Enter:|goes back:|goes back\))\s*$/);
  await new Promise((resolve) => setTimeout(resolve, 400));
  run.send(`${text}${keys.enter}`);
}

test('a whole run in lines: every card as sentences, every key with Enter, and nothing that moves the cursor', async () => {
  await using run = startInTerminal(project, ['run', 'deploy.md', '--plain'], { env: { NO_COLOR: '1' }, columns: 300 });
  await line(run, 'the clock starts when you start', 'r');
  const card = await run.sees(/WRITE[\s\S]*Then Enter:\s*$/);
  expect(card).toContain('1/4 One. budget 0:30.\nBrings it back.\nWRITE no target is declared, so none was proved\n');
  expect(card).toContain(
    'Your turn: r run, s skip, h by hand, e edit, d details, l log, u undo plan, c contacts, p pause, q quit, ?',
  );
  await line(run, '1/4 One', '');
  await line(run, 'Your turn: r run', 'x');
  await line(run, '"x" is no key here.', 'r');
  await line(run, /\d:\d\d {2}\| one\n[\s\S]*1\/4 One: succeeded[\s\S]*The runbook says/, 'n');
  await line(run, 'DESTRUCTIVE', 'r');
  await line(run, 'Type Deploy to go on', 'Deploy');
  await line(run, '4/4 Four.', 'r');
  await line(run, 'FAILED.', 'a');
  await line(run, 'Why is it acceptable?', 'known');
  await line(run, 'Is it met?', 'y');
  expect(await run.exitCode).toBe(0);
  expect(project.calls()).toEqual(['one', 'three']);
  expect(stepsOf(project)).toEqual([
    'one: succeeded',
    'two: skipped-condition (answer: no)',
    'three: succeeded',
    'four: accepted (known)',
  ]);
  expect(run.raw()).not.toMatch(/\u001B/);
  expect(run.text()).toMatch(/Deploy: SUCCEEDED/);
});

test('lines are used by themselves where there is no room for a screen, and that is said', async () => {
  await using run = startInTerminal(project, ['run', 'deploy.md'], { columns: 50 });
  expect(await run.sees('Then Enter:')).toContain('This terminal is smaller than 60x16');
  await line(run, 'the clock starts', 'q');
  expect(await run.exitCode).toBe(2);
});

test('a terminal that is dumb gets lines, too', async () => {
  await using run = startInTerminal(project, ['run', 'deploy.md'], { wrapper: ['/usr/bin/env', 'TERM=dumb'] });
  await line(run, 'This terminal cannot move its cursor', 'q');
  expect(await run.exitCode).toBe(2);
});

test('a running command is stopped by x and Enter', async () => {
  const hang = fence('bash {effect=read}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done');
  project.write('deploy.md', runbookText({ One: hang }));
  await using run = startInTerminal(project, ['run', 'deploy.md', '--plain']);
  await line(run, 'the clock starts', 'r');
  await line(run, '1/1 One', 'r');
  await comesTrue(() => project.exists('begun'));
  run.send(`x${keys.enter}`);
  await new Promise((resolve) => setTimeout(resolve, 400));
  run.send(`x${keys.enter}`);
  await line(run, 'FAILED', 'q');
  await line(run, 'Leave the run?', 'q');
  expect(await run.exitCode).toBe(1);
});

test('an input that ends is a terminal that was closed: nothing is begun, or the run is paused', async () => {
  await using before = startInTerminal(project, ['run', 'deploy.md', '--plain'], { columns: 300 });
  await before.sees(/the clock starts[\s\S]*Then Enter:\s*$/);
  before.send('\u0004');
  expect(await before.exitCode).toBe(129);
  expect(before.text()).toContain('Nothing has been changed');
  expect(before.text()).not.toContain('defect');
  await using during = startInTerminal(project, ['run', 'deploy.md', '--plain'], { columns: 300 });
  await line(during, 'the clock starts when you start', 'r');
  await during.sees(/WRITE[\s\S]*Then Enter:\s*$/);
  during.send('\u0004');
  expect(await during.exitCode).toBe(129);
  expect(during.text()).toContain('the terminal was closed');
  expect(project.calls()).toEqual([]);
});
