import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

test('a bash of PATH is found with its version', async () => {
  expect(await findBash()).toEqual({
    path: expect.stringMatching(/\/bash$/),
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test('bash is looked for in /bin too', async () => {
  expect(await findBash({ PATH: '/nowhere' })).toEqual({ path: '/bin/bash', version: expect.any(String) });
});
