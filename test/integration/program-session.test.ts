import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeAt } from '../../src/diagnostics/place.ts';
import { programExecutor } from '../../src/executors/program.ts';
import { shellExecutor } from '../../src/executors/shell.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import type { ActionResult } from '../../src/runner/ports.ts';
import { execution } from './execution.ts';
import { isAlive, openRig, until } from './shell-session-rig.ts';

const common: Omit<ActionOf<'shell'>, 'kind'> = {
  node: 'action',
  id: 'run',
  address: 'step.run',
  named: true,
  role: 'forward',
  place: placeAt(41),
  language: 'text',
  source: '',
  attempts: 1,
  never: false,
  background: false,
  interactive: false,
};
const shell: ActionOf<'shell'> = { ...common, kind: 'shell' };
const program = (...interpreter: string[]): ActionOf<'program'> => ({ ...common, kind: 'program', interpreter });

const nothing = { exitCode: undefined, signal: undefined, outputs: {}, notes: [] };

test('a program gets the script as a file and the variables in its environment', async () => {
  await using rig = openRig();
  const run = execution('process.stdout.write(process.env.VALUE)', { VALUE: '"; touch pwned; "\n' });
  const result = await programExecutor(rig.session).execute(program(process.execPath), run.context);
  expect({ result, printed: run.printed }).toEqual({
    result: { ...nothing, exitCode: 0, outcome: 'succeeded' } satisfies ActionResult,
    printed: { stdout: '"; touch pwned; "\n', stderr: '' },
  });
});

test('arguments stand before the file', async () => {
  await using rig = openRig();
  const run = execution('END { print sum }\n{ sum += $1 }');
  await programExecutor(rig.session).execute(program('sh', '-c', 'printf "1\\n2\\n" | awk -f "$1"', 'sh'), run.context);
  expect(run.printed).toEqual({ stdout: '3\n', stderr: '' });
});

test('a program runs where the shell session stands, with what it exports', async () => {
  await using rig = openRig();
  await rig.run('mkdir sub; cd sub; export A=shared; B=private; unset HOME');
  const run = execution('console.log(process.cwd(), process.env.A, process.env.B, process.env.HOME)');
  await programExecutor(rig.session).execute(program(process.execPath), run.context);
  expect(run.printed.stdout).toBe(`${rig.folder}/sub shared undefined undefined\n`);
});

test('a program that fails says so with its exit code', async () => {
  await using rig = openRig();
  const run = execution('process.exit(9)');
  const result = await programExecutor(rig.session).execute(program(process.execPath), run.context);
  expect(result).toEqual({ ...nothing, outcome: 'failed', exitCode: 9, message: `${process.execPath}: exit code 9` });
});

test('an error of a program names no temporary folder', async () => {
  await using rig = openRig();
  const run = execution('if true; then');
  await programExecutor(rig.session).execute(program('sh'), run.context);
  expect(run.printed.stderr).toMatch(/^script: /);
});

test('a missing program is a failure that names it', async () => {
  await using rig = openRig();
  const result = await programExecutor(rig.session).execute(program('no-such-program'), execution('x').context);
  expect(result).toEqual({
    outcome: 'failed',
    message: 'the program no-such-program is missing',
    outputs: {},
    notes: [],
  });
});

test('a folder that does not exist is a failure that names it', async () => {
  await using rig = openRig();
  const action = { ...program('sh'), cwd: 'nowhere' };
  const result = await programExecutor(rig.session).execute(action, execution('true').context);
  expect(result.message).toBe('the folder nowhere of cwd= is not there, nothing was run');
});

test('a program writes outputs, and one that lingers is mentioned', async () => {
  await using rig = openRig();
  const run = execution('echo tag=v2 >> "$RUNBOOK_OUTPUT"; sleep 60 &');
  const result = await programExecutor(rig.session).execute(program('sh'), run.context);
  expect(result).toEqual({
    ...nothing,
    outcome: 'succeeded',
    exitCode: 0,
    outputs: { tag: 'v2' },
    notes: ['1 process is still running'],
  });
});

test('a program over its timeout is stopped whole', async () => {
  await using rig = openRig({ graceMs: 200 });
  const run = execution('trap "" TERM; echo $$ > pid; sleep 60 & echo $! > child; while :; do sleep 1; done');
  const running = programExecutor(rig.session).execute(program('sh'), run.context);
  const files = ['pid', 'child'].map((name) => join(rig.folder, name));
  await until(() => files.every((file) => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n')));
  run.stop('timeout');
  expect(await running).toMatchObject({
    outcome: 'timeout',
    message: 'timeout; stopped with SIGTERM, then SIGKILL; what it began may go on',
    signal: 'SIGKILL',
  });
  expect(files.map((file) => isAlive(Number(readFileSync(file, 'utf8'))))).toEqual([false, false]);
});

test('a shell action becomes a result of the runner', async () => {
  await using rig = openRig();
  const run = execution('echo "$VALUE"\nfalse', { VALUE: 'v' });
  const result = await shellExecutor(rig.session).execute(shell, run.context);
  expect({ result, printed: run.printed }).toEqual({
    result: { ...nothing, outcome: 'failed', exitCode: 1, line: 41, message: 'exit code 1 at line 41: false' },
    printed: { stdout: 'v\n', stderr: '' },
  });
});

test('an interactive action without a terminal has no input', async () => {
  await using rig = openRig();
  const run = execution('cat; echo end');
  const result = await shellExecutor(rig.session).execute({ ...shell, interactive: true }, run.context);
  expect([result.outcome, run.printed.stdout]).toEqual(['succeeded', 'end\n']);
});

test.each([
  ['timeout', 'timeout', 'timeout; stopped with SIGTERM; what it began may go on'],
  ['responder', 'stopped', 'stopped with SIGINT'],
  ['interrupted', 'stopped', 'stopped with SIGINT'],
] as const)('a shell action that is ended for %s is %s', async (why, outcome, message) => {
  await using rig = openRig();
  const run = execution('touch up; sleep 60');
  const running = shellExecutor(rig.session).execute(shell, run.context);
  await until(() => existsSync(join(rig.folder, 'up')));
  run.stop(why);
  expect(await running).toMatchObject({ outcome, message });
});
