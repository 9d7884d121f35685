import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/open-journal.ts';
import { readJournal } from '../../src/journal/read-journal.ts';
import { createRedactor } from '../../src/journal/redact.ts';
import { note, steppedClock, temporaryFolder } from './journal-support.ts';

const appender = join(import.meta.dirname, 'journal-appender.ts');

test('a journal whose writer is killed 30 times in the middle of appends loses nothing it acknowledged', async () => {
  const folder = temporaryFolder();
  let acknowledged = -1;
  for (let round = 1; round <= 30; round += 1) {
    const last = await killAfter(folder, 3 + ((round * 7) % 23));
    expect(last).toBeGreaterThan(acknowledged);
    acknowledged = last;
    const { events, chain, torn } = readJournal(folder);
    expect([chain.state, events.length > acknowledged, torn === undefined || torn.line === events.length + 1]).toEqual([
      'whole',
      true,
      true,
    ]);
  }
  await using journal = openJournal({ folder, clock: steppedClock(), redactor: createRedactor() });
  await journal.append(note('after all of it'));
  const { events, chain, torn } = readJournal(folder);
  expect([chain, torn]).toEqual([{ state: 'whole', lines: events.length }, undefined]);
});

/** The last number that the appender had said was safe when it was killed, after it had said that many. */
async function killAfter(folder: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [appender, folder, 'kill'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let last = -1;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    seen += 1;
    if (seen === count) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return last;
}
