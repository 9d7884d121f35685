import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSessionKey, makeSessionKey, removeSessionKey } from '../../src/journal/session-key.ts';

const memory = '/dev/shm';
let folder: string;
let runtime: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-key-'));
  runtime = mkdtempSync(join(memory, 'runtime-'));
});

afterEach(() => {
  for (const one of [folder, runtime]) rmSync(one, { recursive: true, force: true });
});

const environment = () => ({ XDG_RUNTIME_DIR: runtime });

test.runIf(existsSync(memory))('a key stands in memory, is found again, and goes', () => {
  const key = makeSessionKey(folder, environment());
  expect(key).toHaveLength(32);
  expect(findSessionKey(folder, environment())).toEqual(key);
  expect(readdirSync(runtime)).toHaveLength(1);
  removeSessionKey(folder, environment());
  expect({ found: findSessionKey(folder, environment()), left: readdirSync(runtime) }).toEqual({
    found: undefined,
    left: [],
  });
});

const tmpfs = 0x01021994;

test.skipIf(statfsSync(tmpdir()).type === tmpfs)('a folder that is on a disk is no place for a key', () => {
  const disk = join(folder, 'run');
  mkdirSync(disk);
  makeSessionKey(folder, { XDG_RUNTIME_DIR: disk });
  expect(readdirSync(disk)).toEqual([]);
  removeSessionKey(folder, { XDG_RUNTIME_DIR: disk });
});

test.runIf(existsSync(memory))('a key whose run was removed long ago is swept away with the next one', () => {
  const gone = mkdtempSync(join(tmpdir(), 'runbook-key-'));
  const away = mkdtempSync(join(tmpdir(), 'runbook-key-'));
  makeSessionKey(gone, environment());
  const long = new Date(Date.now() - 30 * 86_400_000);
  for (const name of readdirSync(runtime)) utimesSync(join(runtime, name), long, long);
  makeSessionKey(away, environment());
  for (const one of [gone, away]) rmSync(one, { recursive: true });
  expect(readdirSync(runtime)).toHaveLength(2);
  makeSessionKey(folder, environment());
  expect(readdirSync(runtime)).toHaveLength(2);
});
