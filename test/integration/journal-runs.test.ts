import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../src/events/event.ts';
import { findRoot } from '../../src/journal/find-root.ts';
import { listRunNames, summarizeRuns } from '../../src/journal/list-runs.ts';
import { createRun } from '../../src/journal/new-run.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { lookAtProcess, ownIdentity } from '../../src/journal/process-identity.ts';
import { pruneRuns } from '../../src/journal/prune-runs.ts';
import { createRedactor } from '../../src/journal/redact.ts';
import { resolveRun, runNameOf, shownIdOf, shownIds } from '../../src/journal/run-name.ts';
import { runsFolderOf, stateFolderOf, trustedStateFoldersOf } from '../../src/journal/state-folder.ts';
import { makeTrusted } from '../../src/journal/trusted-folder.ts';
import { note, runStarted, steppedClock, temporaryFolder } from './journal-support.ts';

describe('findRoot', () => {
  test('the nearest configuration wins over a nearer .git, .git over nothing', () => {
    const top = temporaryFolder();
    const inner = join(top, 'a', 'b', 'c');
    mkdirSync(inner, { recursive: true });
    const roots = [findRoot(inner, top)];
    mkdirSync(join(top, 'a', 'b', '.git'));
    roots.push(findRoot(inner, top));
    writeFileSync(join(top, 'a', 'runbook.config.yaml'), '');
    roots.push(findRoot(inner, top), findRoot('a/b', top));
    expect(roots).toEqual([top, join(top, 'a', 'b'), join(top, 'a'), join(top, 'a')]);
  });
});

describe('stateFolderOf', () => {
  test('the folder of the project ignores itself in git and is only the owner’s', () => {
    const root = temporaryFolder();
    const folder = join(root, '.runbook');
    expect([stateFolderOf(root), stateFolderOf(root)]).toEqual(Array(2).fill({ place: 'project', folder }));
    expect([readFileSync(join(folder, '.gitignore'), 'utf8'), statSync(folder).mode & 0o777]).toEqual(['*\n', 0o700]);
  });

  test('where the project cannot be written, runs go to the user’s state, and the reason is given', () => {
    const root = temporaryFolder();
    const home = temporaryFolder();
    writeFileSync(join(root, '.runbook'), 'a file is in the way');
    const given = stateFolderOf(root, { XDG_STATE_HOME: join(home, 'state') });
    const found = stateFolderOf(root, { HOME: home });
    expect([given, found]).toEqual(
      [join(home, 'state'), join(home, '.local', 'state')].map((state) => ({
        place: 'elsewhere',
        folder: expect.stringMatching(new RegExp(`^${state}/runbook/[0-9a-f]{16}$`)),
        why: expect.stringContaining('EEXIST'),
      })),
    );
    expect([given, found].map(({ folder }) => existsSync(folder))).toEqual([true, true]);
  });

  test('where neither the project nor the home can be written, runs go to a temporary folder of the user alone', () => {
    const root = temporaryFolder();
    const file = join(root, '.runbook');
    writeFileSync(file, '');
    const found = stateFolderOf(root, { XDG_STATE_HOME: file, TMPDIR: root });
    const part = join(root, `runbook-state-${process.getuid?.()}`);
    expect(found).toMatchObject({ place: 'elsewhere', folder: expect.stringContaining(`${part}/`) });
    expect(statSync(part).mode & 0o777).toBe(0o700);
  });

  test('where nothing can be written, that is an error with a hint', () => {
    const root = temporaryFolder();
    const file = join(root, '.runbook');
    writeFileSync(file, '');
    expect(() => stateFolderOf(root, { XDG_STATE_HOME: file, TMPDIR: file })).toThrow(
      expect.objectContaining({ code: 'state-folder-not-writable', hint: expect.stringContaining('XDG_STATE_HOME') }),
    );
  });
});

describe("somebody else's part of a temporary folder", () => {
  const link = (part: string) => {
    rmSync(part, { recursive: true });
    symlinkSync(dirname(part), part);
  };
  const others: readonly [string, (part: string) => void][] =
    process.getuid?.() === 0 ? [['of another user', (part) => chownSync(part, 1, 1)]] : [];

  test.each([
    ['that others may write', (part: string) => chmodSync(part, 0o777)],
    ['that is a link', link],
    ...others,
  ] as const)('%s is neither read nor written', (_title, change) => {
    const root = temporaryFolder();
    const temporary = temporaryFolder();
    const environment = { HOME: root, TMPDIR: temporary };
    const part = join(temporary, `runbook-state-${process.getuid?.()}`);
    mkdirSync(part, { mode: 0o700 });
    expect(trustedStateFoldersOf(root, environment)).toHaveLength(3);
    change(part);
    expect(trustedStateFoldersOf(root, environment)).toHaveLength(2);
    const folder = join(part, 'runs', 'run');
    expect(() => makeTrusted(folder)).toThrow(`${part} is not this user's own`);
    expect([existsSync(folder), existsSync(dirname(folder))]).toEqual([false, false]);
  });
});

describe('createRun', () => {
  test('a run gets a folder of its own, with the runbook as it is', () => {
    const stateFolder = temporaryFolder();
    const options = { stateFolder, runbookName: 'Payment Processor!', runbookText: '# Hé\n', clock: steppedClock() };
    const runs = [createRun(options), createRun(options), createRun({ ...options, runbookName: '///' })];
    expect(runs.map((run) => run.name)).toEqual([
      '20261123-031409-payment-processor',
      '20261123-031409-payment-processor-2',
      '20261123-031409-runbook',
    ]);
    const [run] = runs;
    const file = join(run?.folder ?? '', 'runbook.md');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['# Hé\n', 0o600]);
    expect(statSync(run?.folder ?? '').mode & 0o777).toBe(0o700);
  });

  test('a folder that cannot be made is an error with a code', () => {
    const stateFolder = join(temporaryFolder(), 'file');
    writeFileSync(stateFolder, '');
    const options = { stateFolder, runbookName: 'x', runbookText: '', clock: steppedClock() };
    expect(() => createRun(options)).toThrow(expect.objectContaining({ code: 'run-not-created' }));
  });
});

describe('names of runs', () => {
  const names = [
    '20261123-031409-payment-processor',
    '20261124-090211-payment-processor',
    '20261124-090259-billing',
    '20271124-090211-billing',
    '20281201-000000-a',
    '20281201-000000-b',
  ];

  test('each is shown as short as it can be told from those before it, and keeps that when others come', () => {
    const shown = ['1123-0314', '1124-0902', '1124-090259', '20271124-090211', '1201-0000', '20281201-000000-b'];
    expect([...shownIds(names).values()]).toEqual(shown);
    expect([...shownIds(names.toReversed()).values()]).toEqual(shown);
    expect(names.map((_, index) => [...shownIds(names.slice(0, index + 1)).values()].at(-1))).toEqual(shown);
  });

  test('one alone is shown as it is among all', () => {
    expect(names.map((name) => shownIdOf(name, names))).toEqual([...shownIds(names).values()]);
    expect(shownIdOf('20261123-031409-new', names)).toBe('20261123-031409-new');
  });

  test('every shown id, whole name and unique part finds its run', () => {
    for (const [name, id] of shownIds(names)) {
      expect([resolveRun(names, id), resolveRun(names, name)]).toEqual(Array(2).fill({ found: 'one', name }));
    }
    expect(resolveRun(names, '0902')).toEqual({ found: 'several', names: names.slice(1, 4) });
    expect(resolveRun(names, 'nothing')).toEqual({ found: 'none' });
    expect(resolveRun([...names, `${names[0]}-2`], names[0] ?? '')).toEqual({ found: 'one', name: names[0] });
  });

  test('a name is UTC and no longer than a file system takes', () => {
    expect(runNameOf('x'.repeat(400), new Date('2026-01-02T23:59:59.999+02:00'))).toBe(
      `20260102-215959-${'x'.repeat(60)}`,
    );
  });
});

describe('lookAtProcess', () => {
  test('this process is alive; with another start it is a different one; on another machine nobody can tell', () => {
    const own = ownIdentity();
    expect([
      lookAtProcess(own),
      lookAtProcess({ ...own, processStartedAt: 'earlier' }),
      lookAtProcess({ ...own, processStartedAt: undefined }),
      lookAtProcess({ ...own, host: `not-${hostname()}` }),
    ]).toEqual(['alive', 'gone', 'alive', 'elsewhere']);
  });

  test('a process that has ended is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(lookAtProcess({ host: hostname(), pid: child.pid ?? 0 })).toBe('gone');
  });
});

function listRuns(stateFolder: string) {
  const names = listRunNames(stateFolder);
  const ids = shownIds(names);
  return summarizeRuns(
    names.map((name) => ({ name, id: ids.get(name) ?? name, folder: join(runsFolderOf(stateFolder), name) })),
  );
}

describe('summarizeRuns', () => {
  test('newest first, each with where it stands', async () => {
    const stateFolder = temporaryFolder();
    const gone = { host: hostname(), pid: process.pid, processStartedAt: 'earlier' };
    const ended: EventBody = {
      type: 'run-ended',
      outcome: 'succeeded',
      exitCode: 0,
      elapsedMs: 42_000,
      verdict: 'within',
      reasons: [],
    };
    const paused: EventBody = { type: 'run-paused', user: 'mira' };
    const resumed: EventBody = { type: 'run-resumed', user: 'jonas', ...ownIdentity() };
    await runOf(stateFolder, '2026-11-20T10:00:00Z', [runStarted(gone), ended]);
    await runOf(stateFolder, '2026-11-21T10:00:00Z', [runStarted(ownIdentity())]);
    await runOf(stateFolder, '2026-11-22T10:00:00Z', [runStarted(gone), note('x')]);
    await runOf(stateFolder, '2026-11-23T10:00:00Z', [runStarted(gone), paused]);
    await runOf(stateFolder, '2026-11-24T10:00:00Z', [runStarted(gone), paused, resumed]);
    await runOf(stateFolder, '2026-11-25T10:00:00Z', [runStarted({ ...gone, host: 'bastion-9' })]);
    await runOf(stateFolder, '2026-11-26T10:00:00Z', []);
    mkdirSync(join(stateFolder, 'runs', 'something-else'));
    const runs = listRuns(stateFolder);
    expect(runs.map(({ id, standing, responder }) => [id, standing, responder])).toEqual([
      ['1126-1000', { state: 'unreadable', why: 'the journal does not say how the run began' }, undefined],
      ['1125-1000', { state: 'elsewhere', host: 'bastion-9' }, 'mira'],
      ['1124-1000', { state: 'running', pid: process.pid }, 'jonas'],
      ['1123-1000', { state: 'paused' }, 'mira'],
      ['1122-1000', { state: 'interrupted' }, 'mira'],
      ['1121-1000', { state: 'running', pid: process.pid }, 'mira'],
      ['1120-1000', { state: 'ended', outcome: 'succeeded', exitCode: 0 }, 'mira'],
    ]);
    expect(runs.at(-1)).toEqual({
      name: '20261120-100000-quickstart',
      id: '1120-1000',
      standing: { state: 'ended', outcome: 'succeeded', exitCode: 0 },
      contradictions: ['the run is recorded as succeeded, but step "Look" has no end'],
      runbook: 'quickstart',
      drill: false,
      environment: 'staging',
      responder: 'mira',
      startedAt: '2026-11-20T10:00:00.000Z',
      lastAt: '2026-11-20T10:00:01.000Z',
      elapsedMs: 42_000,
      budget: { lowerMs: 60_000, upperMs: 60_000 },
      verdict: 'within',
    });
  });

  test('a project without runs has none', () => {
    expect(listRuns(temporaryFolder())).toEqual([]);
  });
});

test('pruning removes what is older, and never a run that is running', async () => {
  const stateFolder = temporaryFolder();
  const gone = { host: hostname(), pid: process.pid, processStartedAt: 'earlier' };
  await runOf(stateFolder, '2026-01-01T00:00:00Z', [runStarted(gone)]);
  await runOf(stateFolder, '2026-01-02T00:00:00Z', [runStarted(ownIdentity())]);
  await runOf(stateFolder, '2026-01-03T00:00:00Z', []);
  await runOf(stateFolder, '2026-11-01T00:00:00Z', [runStarted(gone)]);
  const outside = join(realpathSync(stateFolder), 'kept');
  writeFileSync(outside, '');
  const clock = steppedClock('2026-11-23T00:00:00Z');
  expect(pruneRuns({ stateFolder, olderThanMs: 90 * 86_400_000, clock })).toEqual([
    '20260103-000000-quickstart',
    '20260101-000000-quickstart',
  ]);
  expect(listRunNames(stateFolder)).toEqual(['20261101-000000-quickstart', '20260102-000000-quickstart']);
  expect(readdirSync(stateFolder).sort()).toEqual(['kept', 'runs']);
});

async function runOf(stateFolder: string, at: string, bodies: readonly EventBody[]): Promise<void> {
  const clock = steppedClock(at);
  const { folder } = createRun({ stateFolder, runbookName: 'quickstart', runbookText: '# Quickstart\n', clock });
  await using journal = openJournal({ folder, clock, redactor: createRedactor() });
  for (const body of bodies) {
    await journal.append(body);
    clock.pass(1_000);
  }
}
