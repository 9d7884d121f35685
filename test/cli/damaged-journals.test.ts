import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;
let folder = '';
let whole: readonly string[] = [];

beforeAll(async () => {
  project = createProject();
  const steps = { Look: fence('bash {effect=read}', 'echo all is well'), Fail: fence('bash {effect=read}', 'exit 3') };
  project.write('deploy.md', runbookText(steps));
  await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
  folder = join(project.folder, '.runbook/runs', project.runNames()[0] ?? '');
  whole = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
  return () => project[Symbol.dispose]();
});

beforeEach(() => write(whole));

function write(lines: readonly string[]): void {
  writeFileSync(join(folder, 'journal.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** The outcome as `runs` shows it, and what `report` says before anything else. */
async function told() {
  const { stdout: table } = await project.run(['runs']);
  const { stdout: json } = await project.run(['runs', '--json']);
  const report = await project.run(['report']);
  const [, row = ''] = table.split('\n');
  const [run] = JSON.parse(json).runs;
  const looks = report.stdout.slice(0, report.stdout.indexOf('# ')).trim();
  return { shown: row.split(/ {2,}/)[3], json: run.damage ?? run.contradictions, looks, code: report.code };
}

const changedLine3 = 'line 3 is not what line 4 says it was: one of the two was changed';

describe('a journal', () => {
  test('that is whole is shown without a doubt', async () => {
    expect(await told()).toEqual({ shown: 'FAILED', json: [], looks: '', code: 0 });
  });

  test.each<[string, (lines: readonly string[]) => readonly string[], number, string]>([
    ['with a changed byte', (lines) => lines.with(2, (lines[2] ?? '').replace('look', 'lock')), 3, changedLine3],
    ['with a line taken out', (lines) => lines.toSpliced(2, 1), 3, 'line 3 is missing'],
    ['with a line twice', (lines) => lines.toSpliced(2, 0, lines[2] ?? ''), 4, 'line 4 says it is line 3'],
    ['with a line that is no event', (lines) => lines.toSpliced(2, 0, 'garbage'), 3, 'line 3 is not an event'],
  ])('%s is shown as damaged', async (_title, damage, line, why) => {
    write(damage(whole));
    expect(await told()).toEqual({
      shown: `FAILED, DAMAGED line ${line}`,
      json: { line, why },
      looks: `- **LOOK** the journal is DAMAGED at line ${line}: ${why}`,
      code: 1,
    });
  });

  test('whose last line says another outcome is shown with what contradicts it', async () => {
    const last = whole.at(-1)?.replace('"outcome":"failed","exitCode":1', '"outcome":"succeeded","exitCode":0');
    write(whole.with(-1, last ?? ''));
    const contradiction = 'the run is recorded as succeeded, but step "Fail" has failed';
    expect(await told()).toEqual({
      shown: 'succeeded, LOOK',
      json: [contradiction],
      looks: `- **LOOK** ${contradiction}`,
      code: 1,
    });
  });

  test('of a newer version is named and not read', async () => {
    write(whole.with(0, (whole[0] ?? '').replace('{"v":1,', '{"v":2,')));
    const { stdout } = await project.run(['runs']);
    const { code, stderr } = await project.run(['report']);
    expect([stdout.split('\n')[1]?.split(/ {2,}/)[3], code, stderr]).toEqual([
      'UNREADABLE, version 2',
      2,
      `run ${project.runNames()[0]} was written by a newer version of runbook: its journal has version 2, 1 is read here\nUpdate runbook to read it.\n`,
    ]);
  });
});

test('a log that is not what was journaled is named before the outcome, when it is shown', async () => {
  const [name = ''] = readdirSync(folder).filter((file) => file.startsWith('look'));
  const log = readFileSync(join(folder, name), 'utf8');
  const said: (string | number | null)[][] = [];
  for (const text of [log.replace('well', 'lost'), `${log}!`]) {
    writeFileSync(join(folder, name), text);
    const { looks, code } = await told();
    said.push([looks, code]);
  }
  const { stdout, code } = await project.run(['report', '--no-output']);
  writeFileSync(join(folder, name), log);
  expect([...said, [stdout.split('\n')[0], code]]).toEqual([
    [`- **LOOK** ${name} was changed: its digest is not the one that was journaled`, 1],
    [`- **LOOK** ${name} was changed: it holds 13 bytes, and 12 were journaled`, 1],
    [`# Deploy: FAILED`, 0],
  ]);
});

describe('runs verify', () => {
  const verify = (...args: readonly string[]) => project.run(['runs', 'verify', ...args]);

  test('says that a run is what was written', async () => {
    const { code, stdout } = await verify();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d{4}-\d{4} {2}whole, \d+ lines\n\n0 of 1 run damaged\n$/);
  });

  test.each<[string, (lines: readonly string[]) => readonly string[], string]>([
    ['a changed byte', (lines) => lines.with(2, (lines[2] ?? '').replace('look', 'lock')), `line 3: ${changedLine3}`],
    ['a line taken out', (lines) => lines.toSpliced(2, 1), 'line 3: line 3 is missing'],
    [
      'two lines exchanged',
      (lines) => lines.toSpliced(2, 2, lines[3] ?? '', lines[2] ?? ''),
      'line 3: line 3 is missing',
    ],
    ['the first line taken out', (lines) => lines.slice(1), 'line 1: line 1 is missing'],
  ])('names the first line that is wrong: %s', async (_title, damage, why) => {
    write(damage(whole));
    const { code, stdout } = await verify(project.runNames()[0] ?? '');
    expect(code).toBe(1);
    expect(stdout).toContain(`DAMAGED\n  the journal is damaged at ${why}\n`);
    const json = JSON.parse((await verify('--json')).stdout);
    expect(json.runs[0].problems[0]).toBe(`the journal is damaged at ${why}`);
  });

  test('takes a torn last line of a run that was cut off for what it is', async () => {
    const cut = whole.slice(0, -1);
    writeFileSync(join(folder, 'journal.jsonl'), `${cut.join('\n')}\n${whole.at(-1)?.slice(0, 20)}`);
    const { code, stdout } = await verify();
    expect(code).toBe(0);
    expect(stdout).toContain(
      `  line ${whole.length} is torn after 20 bytes: it was being written when everything stopped`,
    );
  });

  test('finds a changed log, an empty journal and one that is gone', async () => {
    const log = join(folder, 'look.1.1.log');
    const kept = readFileSync(log);
    writeFileSync(log, 'all is not well\n');
    expect((await verify()).stdout).toContain('  look.1.1.log was changed');
    writeFileSync(log, kept);
    write([]);
    expect((await verify()).stdout).toContain('  its journal is empty');
    write(whole.map((line) => line.replace('"v":1', '"v":9')));
    expect((await verify()).stdout).toContain('  its journal has version 9, and 1 is read here');
  });

  test('names the nearest when there is no such run', async () => {
    const { code, stderr } = await verify('9999');
    expect({ code, says: stderr.includes('no run matches "9999"') }).toEqual({ code: 2, says: true });
  });
});
