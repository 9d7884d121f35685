import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holderOf, holdRun } from '../../src/journal/hold-run.ts';

let folder = '';
const since = new Date('2026-11-23T03:14:09Z');
const mira = { user: 'mira', since };
const jonas = { user: 'jonas', since };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hold-run-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = resolve(import.meta.dirname, '../../src/journal/hold-run.ts');

/** Another process that tries to take the run, says what came of it, and waits to be ended. */
async function other(user: string, folders: readonly string[] = [folder]) {
  const script = `
    import { holdRun } from ${JSON.stringify(source)};
    const hold = holdRun(process.argv.slice(1), { user: ${JSON.stringify(user)}, since: new Date() });
    process.stdout.write(hold.state === 'held' ? 'held' : 'held by ' + hold.holder.user);
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, ...folders], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  return {
    said: String(said),
    end: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** A process that is gone: its number may be another's by now. */
function leaveBehind(number = 1, host = hostname()): void {
  const gone = { user: 'old', host, pid: 1, since: since.toISOString(), processStartedAt: 'never' };
  writeFileSync(join(folder, `held.${number}.json`), JSON.stringify(gone));
}

test('a run is held by one, who is named to the next, until it is let go', async () => {
  const hold = holdRun([folder], mira);
  expect(hold.state).toBe('held');
  const second = await other('jonas');
  expect(second.said).toBe('held by mira');
  expect(holderOf([folder])).toMatchObject({ user: 'mira', pid: process.pid, since: since.toISOString() });
  await second.end();
  if (hold.state === 'held') hold[Symbol.dispose]();
  expect(holderOf([folder])).toBe(undefined);
  expect(holdRun([folder], jonas).state).toBe('held');
  expect(holderOf([folder])?.user).toBe('jonas');
  expect(readdirSync(folder)).toEqual(['held.1.json', 'held.2.json']);
});

test('a holder that was killed holds nothing any more', async () => {
  const first = await other('jonas');
  expect(first.said).toBe('held');
  await first.end();
  expect(holderOf([folder])).toBe(undefined);
  expect(holdRun([folder], mira).state).toBe('held');
});

test('of many that try at once, because a holder is gone, exactly one has it; in each of 1000 rounds', async () => {
  const shared = new SharedArrayBuffer(12);
  const cells = new Int32Array(shared);
  const path = resolve(import.meta.dirname, 'hold-worker.ts');
  const workers = Array.from({ length: 6 }, () => new Worker(path, { workerData: { shared, folders: [folder] } }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const held: number[] = [];
  for (let round = 1; round <= 1_000; round += 1) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    leaveBehind();
    cells.fill(0, 1);
    Atomics.store(cells, 0, round);
    Atomics.notify(cells, 0);
    for (let done = 0; done < workers.length; done = Atomics.load(cells, 2)) {
      const waited = Atomics.waitAsync(cells, 2, done);
      if (waited.async) await waited.value;
    }
    held.push(cells[1] ?? 0);
  }
  Atomics.store(cells, 0, -1);
  Atomics.notify(cells, 0);
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  expect(held.filter((count) => count !== 1)).toEqual([]);
}, 60_000);

describe('one on another machine', () => {
  test('counts, since nobody here can tell', () => {
    leaveBehind(1, 'bastion-9');
    expect(holdRun([folder], mira)).toMatchObject({
      state: 'held-by-other',
      seen: 'elsewhere',
      holder: { user: 'old' },
    });
  });
});

test('half a file holds nothing', () => {
  writeFileSync(join(folder, 'held.1.json'), '{"user":"jo');
  expect(holdRun([folder], mira).state).toBe('held');
});

describe('a folder that takes nothing', () => {
  const beside = () => join(folder, 'beside', 'run');
  const full = () => join(folder, 'file', 'run');

  beforeEach(() => writeFileSync(join(folder, 'file'), 'in the way'));

  test('is held beside it, where others look as well', async () => {
    expect(holdRun([full(), beside()], mira).state).toBe('held');
    const second = await other('jonas', [full(), beside()]);
    expect(second.said).toBe('held by mira');
    await second.end();
    // By then the run's own folder takes something again.
    rmSync(join(folder, 'file'));
    mkdirSync(full(), { recursive: true });
    const third = await other('jonas', [full(), beside()]);
    expect(third.said).toBe('held by mira');
    await third.end();
  });

  test('with no other is an error with a code, a hint and its cause', () => {
    expect(() => holdRun([full()], mira)).toThrow(
      expect.objectContaining({
        code: 'run-not-held',
        hint: expect.stringContaining('ENOTDIR'),
        cause: expect.any(Error),
      }),
    );
  });
});
