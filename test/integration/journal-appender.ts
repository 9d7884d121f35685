import { openJournal } from '../../src/journal/open-journal.ts';
import { createRedactor } from '../../src/journal/redact.ts';

/** Appends until it is killed or refused; says each acknowledged number on a line of its own when it is to be killed. */
const [, , folder = '', mode = ''] = process.argv;
const clock = { monoMs: () => performance.now(), now: () => new Date() };
const journal = openJournal({ folder, clock, redactor: createRedactor() });
let count = 0;
try {
  for (; ; count += 1) {
    const { seq } = await journal.append({ type: 'note', level: 'info', text: 'x'.repeat(count % 500) });
    if (mode === 'kill') process.stdout.write(`${seq}\n`);
  }
} catch (error) {
  process.stdout.write(`${count} ${said(error)}\n`);
}

function said(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : 'no code';
  const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : '';
  return `${code} ${cause}`;
}
