import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBash } from '../../src/adapters/bash-lookup.ts';
import { listFromPs, listProcesses } from '../../src/adapters/process-table.ts';

test('ps tells the same of a process as /proc does, but for its session', async () => {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  const entry = {
    pid: child.pid,
    parent: process.pid,
    group: child.pid,
    name: 'sleep',
    startedAt: expect.stringMatching(/./),
  };
  const isChild = ({ pid }: { readonly pid: number }): boolean => pid === child.pid;
  expect(listFromPs().find(isChild)).toEqual({ ...entry, session: 0 });
  expect(listProcesses().find(isChild)).toEqual({ ...entry, session: expect.any(Number) });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(listFromPs().find(isChild)).toBe(undefined);
});

test('a bash of PATH is found, and one in /bin too', async () => {
  expect(await findBash()).toMatch(/\/bash$/);
  expect(await findBash({ PATH: '/nowhere' })).toBe('/bin/bash');
});

test('a bash that is too old is passed over for one behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bash-lookup-'));
  writeFileSync(join(folder, 'bash'), '#!/bin/sh\necho 3 2\n', { mode: 0o755 });
  expect(await findBash({ PATH: `${folder}:/bin` })).toBe('/bin/bash');
  writeFileSync(join(folder, 'bash'), '#!/bin/sh\necho 4 4\n', { mode: 0o755 });
  expect(await findBash({ PATH: `${folder}:/bin` })).toBe(join(folder, 'bash'));
  rmSync(folder, { recursive: true });
});
