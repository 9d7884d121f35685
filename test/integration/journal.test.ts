import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../src/journal/chain.ts';
import { splitLines } from '../../src/journal/json-lines.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { readJournal } from '../../src/journal/read-journal.ts';

import { createRedactor } from '../../src/journal/redact.ts';
import { note, rejectionOf, steppedClock, temporaryFolder } from './journal-support.ts';

describe('append', () => {
  test('a line is one event in its envelope, and links to the line before', async () => {
    const { folder, clock, journal } = begin();
    await using open = journal;
    await open.append(note('one'));
    clock.pass(1_500);
    await open.append(note('two'));
    const [first = '', second = '', rest] = readFileSync(join(folder, 'journal.jsonl'), 'utf8').split('\n');
    expect([first, second, rest]).toEqual([
      `{"v":1,"seq":0,"at":"2026-11-23T03:14:09.000Z","monoMs":0,"prev":"${'0'.repeat(64)}","type":"note","level":"info","text":"one"}`,
      `{"v":1,"seq":1,"at":"2026-11-23T03:14:10.500Z","monoMs":1500,"prev":"${createHash('sha256').update(first).digest('hex')}","type":"note","level":"info","text":"two"}`,
      '',
    ]);
  });

  test('what append returns is what is read back', async () => {
    const { folder, journal } = begin();
    await using open = journal;
    const returned = [await open.append(note('one')), await open.append(note('two'))];
    expect(readJournal(folder)).toEqual({ events: returned, chain: { state: 'whole', lines: 2 }, torn: undefined });
  });

  test('appends that are not waited for keep the order of their calls', async () => {
    const { folder, journal } = begin();
    await using open = journal;
    const texts = Array.from({ length: 300 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text) => open.append(note(text))));
    const { events, chain } = readJournal(folder);
    expect(events.map((event) => event.type === 'note' && event.text)).toEqual(texts);
    expect(chain).toEqual({ state: 'whole', lines: 300 });
  });

  test('only the owner may read the journal', async () => {
    const { folder, journal } = begin();
    await using _open = journal;
    expect(statSync(join(folder, 'journal.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('a wall clock that goes back changes stamps and no durations', async () => {
    const { folder, clock, journal } = begin();
    await using open = journal;
    await open.append(note('one'));
    clock.pass(2_000, -3_600_000);
    await open.append(note('two'));
    const times = readJournal(folder).events.map((event) => event.type === 'note' && [event.at, event.monoMs]);
    expect(times).toEqual([
      ['2026-11-23T03:14:09.000Z', 0],
      ['2026-11-23T02:14:09.000Z', 2_000],
    ]);
  });

  test('every string is redacted but for words of the format and addresses', async () => {
    const { folder, redactor, journal } = begin();
    await using open = journal;
    for (const secret of ['hunter22', 'action', 'failed', 'step.act']) redactor.add(secret);
    await open.append({
      type: 'action-ended',
      action: 'step.act',
      attempt: 1,
      outcome: 'failed',
      message: 'action said hunter22',
      elapsedMs: 1,
      tail: ['a', 'hunter22!'],
      outputs: { kind: 'hunter22', action: 'x hunter22' },
    });
    expect(readJournal(folder).events[0]).toMatchObject({
      type: 'action-ended',
      action: 'step.act',
      outcome: 'failed',
      message: '[secret] said [secret]',
      tail: ['a', '[secret]!'],
      outputs: { kind: '[secret]', action: 'x [secret]' },
    });
  });
});

describe('going on with a journal', () => {
  test('numbers and chain go on, and the run’s clock with the wall’s', async () => {
    const { folder, clock, redactor, journal } = begin();
    await journal.append(note('one'));
    clock.pass(1_000);
    await journal.append(note('two'));
    await journal[Symbol.asyncDispose]();
    const later = steppedClock('2026-11-23T03:24:10.000Z', 7);
    await using resumed = openJournal({ folder, clock: later, redactor });
    expect(await resumed.append(note('three'))).toMatchObject({ seq: 2, monoMs: 601_000 });
    expect(readJournal(folder).chain).toEqual({ state: 'whole', lines: 3 });
  });

  test('a wall clock set back meanwhile does not turn the run’s clock back', async () => {
    const { folder, clock, redactor, journal } = begin();
    clock.pass(1_000);
    await journal.append(note('one'));
    await journal[Symbol.asyncDispose]();
    await using resumed = openJournal({ folder, clock: steppedClock('2020-01-01T00:00:00.000Z', 9), redactor });
    expect(await resumed.append(note('two'))).toMatchObject({ monoMs: 1_000 });
  });

  test('a line torn at any byte is reported by reading and cut off by opening', async () => {
    const { folder, clock, redactor, journal } = begin();
    await journal.append(note('one'));
    await journal.append(note('zwei ä'));
    await journal[Symbol.asyncDispose]();
    const whole = readFileSync(join(folder, 'journal.jsonl'));
    const first = whole.indexOf('\n') + 1;
    for (let length = first + 1; length < whole.length - 1; length += 1) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'journal.jsonl'), whole.subarray(0, length));
      const torn = readJournal(folder);
      await using reopened = openJournal({ folder, clock, redactor });
      await reopened.append(note('three'));
      expect([torn.events.length, torn.chain.state, torn.torn, reopened.recoveredBytes]).toEqual([
        1,
        'whole',
        { line: 2, bytes: length - first },
        length - first,
      ]);
      expect(readJournal(folder).chain).toEqual({ state: 'whole', lines: 2 });
    }
  });

  test('a last line that only lacks its line feed counts, and gets one', async () => {
    const { folder, clock, redactor, journal } = begin();
    await journal.append(note('one'));
    await journal[Symbol.asyncDispose]();
    const file = join(folder, 'journal.jsonl');
    truncateSync(file, statSync(file).size - 1);
    expect(readJournal(folder).events.length).toBe(1);
    await using reopened = openJournal({ folder, clock, redactor });
    await reopened.append(note('two'));
    expect(readJournal(folder)).toMatchObject({ chain: { state: 'whole', lines: 2 } });
  });
});

describe('verifyChain', () => {
  test('each line that was changed is named, however it was changed', async () => {
    const lines = await journalOf(8);
    for (let line = 1; line < lines.length; line += 1) {
      const changed = lines.map((bytes, index) => (index === line - 1 ? edited(bytes) : bytes));
      expect(verifyChain(changed)).toEqual({
        state: 'damaged',
        line,
        why: `line ${line} is not what line ${line + 1} says it was: one of the two was changed`,
      });
    }
  });

  test('each line that is not an event any more is named', async () => {
    const lines = await journalOf(8);
    for (const [index] of lines.entries()) {
      const garbled = lines.map((bytes, at) => (at === index ? Buffer.alloc(bytes.length) : bytes));
      expect(verifyChain(garbled)).toEqual({
        state: 'damaged',
        line: index + 1,
        why: `line ${index + 1} is not an event`,
      });
    }
  });

  test('each line that is missing before the end is named', async () => {
    const lines = await journalOf(8);
    for (let line = 1; line < lines.length; line += 1) {
      expect(verifyChain(lines.toSpliced(line - 1, 1))).toEqual({
        state: 'missing',
        line,
        why: `line ${line} is missing`,
      });
    }
    expect(verifyChain(lines.toSpliced(2, 3))).toEqual({ state: 'missing', line: 3, why: 'lines 3 to 5 are missing' });
  });

  test('a line that stands twice is named, and so is a first line that was put before others', async () => {
    const lines = await journalOf(4);
    const [first = Buffer.alloc(0)] = lines;
    expect(verifyChain([first, ...lines])).toEqual({ state: 'damaged', line: 2, why: 'line 2 says it is line 1' });
    expect(verifyChain([edited(first, '"prev":"0', '"prev":"1')])).toMatchObject({ state: 'damaged', line: 1 });
  });

  test('one byte changed anywhere but in the last line is found, in that line or beside it', async () => {
    const lines = await journalOf(4);
    for (const [index, bytes] of lines.slice(0, -1).entries()) {
      for (let at = 0; at < bytes.length; at += 1) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        const chain = verifyChain(lines.with(index, flipped));
        const named = chain.state === 'whole' ? 0 : chain.line;
        expect([index, index + 1]).toContain(named);
      }
    }
  });
});

describe('reading', () => {
  test('a line in the middle that is not JSON stays, as an unknown event', async () => {
    const { folder, journal } = begin();
    await journal.append(note('one'));
    await journal[Symbol.asyncDispose]();
    appendFileSync(join(folder, 'journal.jsonl'), 'what?\n{"v":2,"type":"note"}\n');
    expect(readJournal(folder).events.slice(1)).toEqual([
      { type: 'unknown', raw: 'what?', why: 'not JSON' },
      { type: 'unknown', raw: { v: 2, type: 'note' }, why: 'version 2 is not read here, only 1' },
    ]);
  });

  test('a run without a journal is an error with a code and a hint', () => {
    const folder = temporaryFolder();
    expect(() => readJournal(folder)).toThrow(
      expect.objectContaining({ name: 'JournalError', code: 'journal-missing', hint: expect.stringMatching(/\w/) }),
    );
  });
});

describe('what the disk refuses', () => {
  test('a folder that is not there is an error with a code, a hint and its cause', () => {
    const options = { folder: '/nowhere/at/all', clock: steppedClock(), redactor: createRedactor() };
    expect(() => openJournal(options)).toThrow(
      expect.objectContaining({
        code: 'journal-not-opened',
        hint: expect.stringMatching(/\w/),
        cause: expect.objectContaining({ code: 'ENOENT' }),
      }),
    );
  });

  test.runIf(process.platform === 'linux')('a full disk refuses the event, and nothing is acknowledged', async () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'journal.jsonl'));
    await using journal = openJournal({ folder, clock: steppedClock(), redactor: createRedactor() });
    expect(await rejectionOf(journal.append(note('one')))).toMatchObject({
      code: 'journal-not-written',
      cause: { code: 'ENOSPC' },
    });
  });

  test('half a line is taken away again, and the journal stays whole', () => {
    const folder = temporaryFolder();
    const appender = join(import.meta.dirname, 'journal-appender.ts');
    const said = execFileSync(
      'bash',
      ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, appender, folder, 'limit'],
      {
        encoding: 'utf8',
      },
    );
    const size = statSync(join(folder, 'journal.jsonl')).size;
    const { events, chain, torn } = readJournal(folder);
    expect([chain.state, torn, said]).toEqual(['whole', undefined, `${events.length} journal-not-written EFBIG\n`]);
    expect(size).toBeLessThanOrEqual(8 * 1_024);
  });

  test('another writer is noticed before anything is written', async () => {
    const { folder, clock, redactor, journal } = begin();
    await using open = journal;
    await open.append(note('one'));
    await using other = openJournal({ folder, clock, redactor });
    await other.append(note('two'));
    expect(await rejectionOf(open.append(note('three')))).toMatchObject({ code: 'journal-has-another-writer' });
    expect(readJournal(folder).chain).toEqual({ state: 'whole', lines: 2 });
  });

  test('a closed journal takes nothing more', async () => {
    const { journal } = begin();
    await journal[Symbol.asyncDispose]();
    await journal[Symbol.asyncDispose]();
    expect(await rejectionOf(journal.append(note('late')))).toMatchObject({ code: 'journal-closed' });
  });
});

function begin() {
  const folder = temporaryFolder();
  const clock = steppedClock();
  const redactor = createRedactor();
  return { folder, clock, redactor, journal: openJournal({ folder, clock, redactor }) };
}

async function journalOf(count: number): Promise<readonly Buffer[]> {
  const { folder, journal } = begin();
  for (let index = 0; index < count; index += 1) await journal.append(note(`entry ${index}`));
  await journal[Symbol.asyncDispose]();
  return splitLines(readFileSync(join(folder, 'journal.jsonl'))).lines;
}

function edited(line: Buffer, from = 'entry', to = 'Entry'): Buffer {
  return Buffer.from(line.toString().replace(from, to));
}
