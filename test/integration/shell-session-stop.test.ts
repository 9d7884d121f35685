import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StopReason } from '../../src/runner/ports.ts';
import { lookForProgram } from './look-for-program.ts';
import { bash, isAlive, openRig, until } from './shell-session-rig.ts';

const graceMs = 300;

/** Starts a script, waits for `pids` lines in the file `pids`, stops it, and says how it ended and who still lives. */
async function stopWhenUp(script: string, options: { why: StopReason['why']; pids: number }) {
  await using rig = openRig({ graceMs });
  const controller = new AbortController();
  const file = join(rig.folder, 'pids');
  const running = rig.run(script, { signal: controller.signal });
  const pids = (): number[] =>
    (existsSync(file) ? (readFileSync(file, 'utf8').match(/\d+(?=\n)/g) ?? []) : []).map(Number);
  await until(() => pids().length >= options.pids);
  controller.abort(new StopReason(options.why));
  const { end, message, stdout } = await running;
  const alive = pids().filter(isAlive);
  return { end, message, stdout, alive };
}

const escapes: readonly (readonly [fact: string, script: string])[] = [
  ['a child', 'sh -c "echo \\$\\$ >> pids; exec sleep 60"'],
  ['a background job', 'sleep 60 & echo $! >> pids; wait'],
  ['a child that ignores SIGTERM', 'sh -c \'trap "" TERM INT; echo $$ >> pids; while :; do sleep 1; done\''],
  ['a stopped child', 'sleep 60 & kill -STOP $!; echo $! >> pids; wait'],
  [
    'a child that starts its successor',
    'r() { trap "(r) & exit" TERM; sh -c "echo \\$PPID >> pids; exec sleep 1"; r; }; ( r ) & wait; sleep 60',
  ],
];

const escapesBySetsid = [
  ['a child in a session of its own', 'setsid sh -c "echo \\$\\$ >> pids; exec sleep 60" & wait; sleep 60'],
  ['a double fork', '( setsid sh -c "( sh -c \'echo \\$\\$ >> pids; exec sleep 60\' & ) ; :" & ); sleep 60'],
  ['a child with an empty environment', '( env -i setsid sh -c "echo \\$\\$ >> pids; exec sleep 60" & ); sleep 60'],
] as const;

async function expectStopped(script: string): Promise<void> {
  expect(await stopWhenUp(script, { why: 'timeout', pids: 1 })).toEqual({
    end: 'stopped',
    message: 'stopped with SIGTERM',
    stdout: '',
    alive: [],
  });
}

test.each(escapes)('%s is stopped with its action', async (_, script) => await expectStopped(script));

const setsid = lookForProgram('setsid');

test.skipIf(setsid.isMissing).each(escapesBySetsid)(
  `%s is stopped with its action${setsid.note}`,
  async (_, script) => {
    await expectStopped(script);
  },
);

test('a person stops with SIGINT, and a program that then ends with 0 is still a stopped action', async () => {
  const script = "trap 'echo caught; exit 0' INT; echo $$ >> pids; while :; do sleep 0.05; done";
  expect(await stopWhenUp(script, { why: 'responder', pids: 1 })).toEqual({
    end: 'stopped',
    message: 'stopped with SIGINT',
    stdout: 'caught\n',
    alive: [],
  });
});

test('a background job, which ignores SIGINT, is asked with SIGTERM', async () => {
  const script = 'bash -c \'trap "echo asked; exit" TERM; echo $$ >> pids; while :; do sleep 0.05; done\' & wait';
  expect(await stopWhenUp(script, { why: 'responder', pids: 1 })).toEqual({
    end: 'stopped',
    message: 'stopped with SIGINT',
    stdout: 'asked\n',
    alive: [],
  });
});

test('what a builtin of the shell had half written when it was stopped is not written', async () => {
  const texts: string[] = [];
  for (let stop = 0; stop < 20; stop += 1) {
    await using rig = openRig({ graceMs });
    const controller = new AbortController();
    const file = join(rig.folder, 'written');
    const running = rig.run('while :; do echo one >> written; done', { signal: controller.signal });
    await until(() => existsSync(file));
    controller.abort(new StopReason('timeout'));
    await running;
    texts.push(readFileSync(file, 'utf8'));
  }
  expect(texts.filter((text) => !/^(?:one\n)*$/.test(text))).toEqual([]);
});

test('EXIT traps run when an action is stopped, and its state is kept as that of a failure', async () => {
  await using rig = openRig({ graceMs });
  const controller = new AbortController();
  const running = rig.run("trap 'echo cleaned' EXIT; A=1; touch up; sleep 60", { signal: controller.signal });
  await until(() => existsSync(join(rig.folder, 'up')));
  controller.abort(new StopReason('timeout'));
  expect(await running).toMatchObject({ end: 'stopped', stdout: 'cleaned\n' });
  expect((await rig.run('echo $A')).stdout).toBe('1\n');
});

test('an action whose signal is aborted already is stopped', async () => {
  await using rig = openRig({ graceMs });
  expect(await rig.run('sleep 60', { signal: AbortSignal.abort(new StopReason('interrupted')) })).toMatchObject({
    end: 'stopped',
  });
});

test('the end of the session stops background jobs in the groups of its actions', async () => {
  const rig = openRig({ graceMs });
  await rig.run('sleep 60 & echo $! > pid');
  await rig.run('echo $$ > pid2; sleep 60', { background: true });
  await until(() => existsSync(join(rig.folder, 'pid2')));
  const pids = ['pid', 'pid2'].map((name) => Number(readFileSync(join(rig.folder, name), 'utf8')));
  expect(pids.map(isAlive)).toEqual([true, true]);
  await rig[Symbol.asyncDispose]();
  expect(pids.map(isAlive)).toEqual([false, false]);
});

test.skipIf(setsid.isMissing)(
  `what left its group on purpose is listed at the end and not stopped${setsid.note}`,
  async () => {
    const rig = openRig({ graceMs });
    await rig.run('setsid sh -c "echo \\$\\$ > pid; exec sleep 60" & until [ -s pid ]; do sleep 0.02; done');
    const pid = Number(readFileSync(join(rig.folder, 'pid'), 'utf8'));
    expect(rig.session.remaining().map((entry) => entry.pid)).toEqual([pid]);
    await rig.session[Symbol.asyncDispose]();
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await rig[Symbol.asyncDispose]();
  },
);

test('a runner that is killed takes its silent action with it', async () => {
  await using rig = openRig();
  const scratchFolder = join(rig.root, 'other');
  mkdirSync(scratchFolder, { mode: 0o700 });
  const program = `
    import { createShellSession } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/shell-session.ts'))};
    const session = createShellSession({ bash: ${JSON.stringify(bash)}, folder: ${JSON.stringify(rig.folder)}, baseEnvironment: process.env, scratchFolder: ${JSON.stringify(scratchFolder)} });
    await session.run({ action: 'a', script: 'echo $$ > pid; sleep 60 & echo $! > child; while :; do sleep 0.1; done', source: { name: 'release.md', line: 2 }, variables: {}, signal: new AbortController().signal, started() {}, output() {}, terminal: 'none', background: false });`;
  const runner = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const files = ['pid', 'child'].map((name) => join(rig.folder, name));
  await until(() => files.every((file) => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n')));
  const pids = files.map((file) => Number(readFileSync(file, 'utf8')));
  expect(pids.map(isAlive)).toEqual([true, true]);
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  await until(() => !pids.some(isAlive));
});
