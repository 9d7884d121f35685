import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escapeOutput } from '../../src/journal/escape-output.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { readLog } from '../../src/journal/read-log.ts';
import { createRedactor } from '../../src/journal/redact.ts';
import { steppedClock, temporaryFolder } from './journal-support.ts';

describe('the log of an attempt', () => {
  test('both streams are kept in the order in which they came, with length, digest and last lines', async () => {
    const { folder, journal } = begin();
    await using open = journal;
    const log = open.openLog('roll-back.undo', 2);
    log.write('stdout', Buffer.from('one\n'));
    log.write('stderr', Buffer.from('\u001b[31mtwo\u001b[0m\n'));
    log.write('stdout', Buffer.from('three'));
    const kept = readFileSync(join(folder, 'roll-back.undo.2.log'));
    expect(kept.toString()).toBe('one\n\u001b[31mtwo\u001b[0m\nthree');
    expect(log.end()).toEqual({
      file: 'roll-back.undo.2.log',
      bytes: kept.length,
      digest: createHash('sha256').update(kept).digest('hex'),
      tail: ['one', 'two', 'three'],
    });
    expect(statSync(join(folder, 'roll-back.undo.2.log')).mode & 0o777).toBe(0o600);
  });

  test('a second log of the same attempt does not touch the first', async () => {
    const { folder, journal } = begin();
    await using open = journal;
    const files = [1, 2, 3].map(() => open.openLog('a/../b', 1).end().file);
    expect(files).toEqual(['a-..-b.1.log', 'a-..-b.1-2.log', 'a-..-b.1-3.log']);
    expect(readdirSync(folder).sort()).toEqual([...files, 'journal.jsonl'].sort());
  });

  test('a secret is in neither the log nor the tail nor what is shown, also when it is split between chunks', async () => {
    const { folder, redactor, shown, journal } = begin();
    await using open = journal;
    redactor.add('hunter22');
    const log = open.openLog('a.b', 1);
    for (const letter of 'user=hunter22;\n') {
      log.write('stdout', Buffer.from(letter));
      log.write('stderr', Buffer.from('.'));
    }
    const { tail } = log.end();
    const kept = readFileSync(join(folder, 'a.b.1.log'), 'utf8');
    expect([kept.replaceAll('.', ''), tail.join('').replaceAll('.', '')]).toEqual([
      'user=[secret];\n',
      'user=[secret];',
    ]);
    expect(shown.join('')).toBe(kept);
  });

  test('two streams that each end with half a secret do not make it whole in the file', async () => {
    const { folder, redactor, journal } = begin();
    await using open = journal;
    redactor.add('abab');
    const log = open.openLog('a.b', 1);
    log.write('stdout', Buffer.from('ab'));
    log.write('stderr', Buffer.from('ab'));
    log.end();
    expect(readFileSync(join(folder, 'a.b.1.log'), 'utf8')).toBe('[secret]');
  });

  test('a secret that colours took apart is not whole again in the tail', async () => {
    const { redactor, journal } = begin();
    await using open = journal;
    redactor.add('hunter22');
    const log = open.openLog('a.b', 1);
    log.write('stdout', Buffer.from('hun\u001b[1mter\u001b[m22\n'));
    expect(log.end().tail).toEqual(['[secret]']);
  });

  test('the tail is the last 40 lines of an output of any length', async () => {
    const { journal } = begin();
    await using open = journal;
    const log = open.openLog('a.b', 1);
    for (let line = 1; line <= 100_000; line += 1) log.write('stdout', Buffer.from(`line ${line}\n`));
    expect(log.end().tail).toEqual(Array.from({ length: 40 }, (_, index) => `line ${99_961 + index}`));
  });

  test('the tail of one chunk is that of the same bytes in many', async () => {
    const { journal } = begin();
    await using open = journal;
    const bytes = Buffer.from(
      Array.from({ length: 30_000 }, (_, line) => `${line} ${'é'.repeat(line % 7)}`).join('\n'),
    );
    const tails = [1, 1_000, 70_000, bytes.length].map((size) => {
      const log = open.openLog('a.b', 1);
      for (let at = 0; at < bytes.length; at += size) log.write('stdout', bytes.subarray(at, at + size));
      return log.end().tail;
    });
    expect(tails).toEqual(tails.map(() => bytes.toString().split('\n').slice(-40)));
  });

  test('an over-long line is cut in the tail', async () => {
    const { journal } = begin();
    await using open = journal;
    const log = open.openLog('a.b', 1);
    log.write('stdout', Buffer.alloc(500_000, 'x'));
    expect(log.end().tail).toEqual([`${'x'.repeat(1_000)}...`]);
  });

  test('a full disk does not stop the action; the last line of the tail says where the log ends', () => {
    const folder = temporaryFolder();
    const appender = join(import.meta.dirname, 'journal-appender.ts');
    const limited = ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, appender, folder, 'log'];
    const said = JSON.parse(execFileSync('bash', limited, { encoding: 'utf8' }));
    const kept = readFileSync(join(folder, 'long.1.log'));
    const why = `the log ends after ${kept.length} bytes: EFBIG: file too large, write`;
    expect(said).toEqual({
      file: 'long.1.log',
      bytes: kept.length,
      digest: createHash('sha256').update(kept).digest('hex'),
      tail: [...Array(39).fill('x'.repeat(99)), why],
      cut: why,
    });
  });

  test('closing the journal ends logs that are still open', async () => {
    const { journal } = begin();
    const log = journal.openLog('a.b', 1);
    await journal[Symbol.asyncDispose]();
    log.write('stdout', Buffer.from('late'));
    expect(log.end()).toMatchObject({ bytes: 0, tail: [] });
  });
});

describe('readLog', () => {
  test('a log is read escaped, a long one as its beginning and its end', async () => {
    const { folder, journal } = begin();
    await using open = journal;
    const short = open.openLog('short', 1);
    short.write('stdout', Buffer.from('a\u0007b\r\n'));
    short.end();
    const long = open.openLog('long', 1);
    long.write('stdout', Buffer.alloc(1_000_000, 'x'));
    long.end();
    expect(readLog(folder, 'short.1.log')).toBe('a\\x07b\n');
    const half = 'x'.repeat(64 * 1_024);
    expect(readLog(folder, 'long.1.log')).toBe(`${half}\n[... 868928 bytes left out ...]\n${half}`);
  });

  test('a log that is gone, or lies outside of the folder, is undefined', () => {
    expect([readLog(temporaryFolder(), 'a.log'), readLog(temporaryFolder(), '../../../etc/hostname')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('escapeOutput', () => {
  test.each([
    ['colours are taken away', '\u001b[1;31mred\u001b[0m \u009b38:5:1mx\u001b[K\u001b(B', 'red x'],
    ['tabs and line feeds stay', 'a\tb\nc', 'a\tb\nc'],
    ['a carriage return begins a line', '10%\r20%\r\n', '10%\n20%\n'],
    ['cursor movements are written out', '\u001b[2J\u001b[1;1H', '\\x1b[2J\\x1b[1;1H'],
    ['a title and a bell are written out', '\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['text cannot be turned around', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['NUL, DEL and C1 are written out', '\u0000\u007f\u0085', '\\x00\\x7f\\x85'],
    ['letters of any script stay', 'é 漢字 🙂', 'é 漢字 🙂'],
  ])('%s', (_title, text, expected) => {
    expect(escapeOutput(text)).toBe(expected);
  });
});

function begin() {
  const folder = temporaryFolder();
  const redactor = createRedactor();
  const shown: string[] = [];
  const journal = openJournal({
    folder,
    clock: steppedClock(),
    redactor,
    onOutput: ({ chunk }) => shown.push(Buffer.from(chunk).toString()),
  });
  return { folder, redactor, shown, journal };
}
