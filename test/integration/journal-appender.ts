import { openJournal } from '../../src/journal/open-journal.ts';
import { createRedactor } from '../../src/journal/redact.ts';

/**
 * `kill`: appends and says each acknowledged number, until it is killed. `limit`: appends until it is refused and says
 * why. `log`: writes 20 kB of output and says what was kept of it.
 */
const [, , folder = '', mode = ''] = process.argv;
const clock = { monoMs: () => performance.now(), now: () => new Date() };
const journal = openJournal({ folder, clock, redactor: createRedactor() });
if (mode === 'log') writeLog();
else await appendForever();

function writeLog(): void {
  const log = journal.openLog('long', 1);
  for (let line = 0; line < 200; line += 1) log.write('stdout', Buffer.from(`${'x'.repeat(99)}\n`));
  process.stdout.write(JSON.stringify(log.end()));
}

async function appendForever(): Promise<void> {
  let count = 0;
  try {
    for (; ; count += 1) {
      const { seq } = await journal.append({ type: 'note', level: 'info', text: 'x'.repeat(count % 500) });
      if (mode === 'kill') process.stdout.write(`${seq}\n`);
    }
  } catch (error) {
    process.stdout.write(`${count} ${said(error)}\n`);
  }
}

function said(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : 'no code';
  const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : '';
  return `${code} ${cause}`;
}
