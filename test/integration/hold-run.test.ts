import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf, holdRun } from '../../src/journal/hold-run.ts';

let folder = '';
const since = new Date('2026-11-23T03:14:09Z');
const mira = { user: 'mira', since };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hold-run-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = resolve(import.meta.dirname, '../../src/journal/hold-run.ts');

/** Another process that tries to take the run, says what came of it, and waits to be ended. */
async function other(user: string) {
  const script = `
    import { holdRun } from ${JSON.stringify(source)};
    const hold = holdRun(process.argv[1], { user: ${JSON.stringify(user)}, since: new Date() });
    process.stdout.write(hold.state === 'held' ? 'held' : 'held by ' + hold.holder.user);
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], {
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

test('a run is held by one, who is named to the next', async () => {
  const hold = holdRun(folder, mira);
  expect(hold.state).toBe('held');
  const second = await other('jonas');
  expect(second.said).toBe('held by mira');
  expect(holderOf(folder)).toMatchObject({ user: 'mira', pid: process.pid, since: since.toISOString() });
  await second.end();
  if (hold.state === 'held') hold[Symbol.dispose]();
  expect({ holder: holderOf(folder), files: readdirSync(folder) }).toEqual({ holder: undefined, files: [] });
});

test('a holder that was killed holds nothing any more', async () => {
  const first = await other('jonas');
  expect(first.said).toBe('held');
  await first.end();
  expect(holderOf(folder)).toBe(undefined);
  const hold = holdRun(folder, mira);
  expect(hold.state).toBe('held');
  expect(readdirSync(folder)).toEqual(['held.json']);
});

test('of many that try at once one has it', async () => {
  const stale = { user: 'old', host: 'x', pid: 1, since: since.toISOString() };
  writeFileSync(
    join(folder, 'held.json'),
    JSON.stringify({ ...stale, host: (await import('node:os')).hostname(), processStartedAt: 'never' }),
  );
  const all = await Promise.all(Array.from({ length: 5 }, (_, index) => other(`user-${index}`)));
  try {
    const held = all.filter(({ said }) => said === 'held');
    expect(held).toHaveLength(1);
    const holder = JSON.parse(readFileSync(join(folder, 'held.json'), 'utf8')).user;
    expect(all.filter(({ said }) => said === `held by ${holder}`)).toHaveLength(4);
  } finally {
    await Promise.all(all.map(({ end }) => end()));
  }
});

test('one on another machine counts, since nobody here can tell', () => {
  writeFileSync(
    join(folder, 'held.json'),
    JSON.stringify({ user: 'jonas', host: 'bastion-9', pid: 1, since: since.toISOString() }),
  );
  expect(holdRun(folder, mira)).toMatchObject({ state: 'held-by-other', seen: 'elsewhere', holder: { user: 'jonas' } });
});

test('half a file holds nothing', () => {
  writeFileSync(join(folder, 'held.json'), '{"user":"jo');
  expect(holdRun(folder, mira).state).toBe('held');
});
