import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file, inRepository, recordsOf, text, unattended, withText } from './drill-project.ts';
import { git } from './git.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

describe('what was written down', () => {
  test('says how long steps take, suggests budgets, and stays fresh when they are taken', async () => {
    using project = withText();
    inRepository(project);
    for (let count = 0; count < 3; count += 1) expect((await project.run(unattended)).code).toBe(0);
    const { stdout } = await project.run(['drills', 'shop.md']);
    expect(stdout).toContain('Shop is fresh: 3 drills in staging, all with nobody there (p90 is the max of 3).');
    expect(stdout).toContain('who did not write it');
    expect(stdout).toMatch(/^1 Look +0:20 +0:00 +0:00 +0:00 +0:00 +\|/m);
    expect(stdout).toContain('within budget        3 of 3 drills');
    expect(await project.run(['drills', 'due'])).toMatchObject({ code: 0, stdout: '0 of 1 runbooks overdue\n' });
    const suggested = await project.run(['drills', 'suggest', 'shop.md', '--write']);
    expect([suggested.code, suggested.stdout]).toEqual([
      0,
      'Look: 0:20 -> 0:05 (max of 3, rounded up)\nGo Back: 1:00 -> 0:05 (max of 3, rounded up)\n',
    ]);
    expect(project.read('runbooks/shop.md')).toBe(
      text.replace('(20 seconds)', '(5 seconds)').replace('(1 minute)', '(5 seconds)'),
    );
    expect((await project.run(['drills', 'due'])).code).toBe(0);
    project.write('runbooks/shop.md', text.replace('sleep 0.6', 'sleep 0.5'));
    const changed = await project.run(['drills', 'due']);
    expect([changed.code, changed.stdout]).toEqual([
      1,
      expect.stringContaining('OVERDUE  runbooks/shop.md  changed since the last drill'),
    ]);
  });

  test('stands on the first screen, and tells when a run will be over', async () => {
    using project = withText();
    await project.run(unattended);
    const seconds = recordsOf(project).map(({ elapsedMs }) => Math.floor(elapsedMs / 1000));
    await using run = startInTerminal(project, ['drill', 'shop.md', '--set', 'version=v1.0.0']);
    const card = await run.asks('the clock starts when you start');
    expect(card).toContain(`drills 0:0${seconds} (max of 1, the last today)`);
    await answer(run, [['the clock starts when you start', 'r']]);
    expect(run.visible().join('\n')).toContain('DRILL, STAGING ==');
    expect(await run.asks('1/2 Look')).toMatch(/finish about 0:0\d, (2:00|1:5\d) spare/);
  });

  test('says of each option in how many drills it was taken', async () => {
    const options = [
      '### Step 1: Go Back (1 minute)',
      '**Option A: By revision**',
      '```bash {effect=write}\necho a\n```',
      '**Option B: By image**',
      '```bash {effect=write}\necho b\n```',
    ].join('\n\n');
    const front = '---\nrunbook:\n  environments: { staging: {} }\n  drill: { environment: staging }\n---\n';
    using project = createProject({ 'runbooks/shop.md': `${front}\n# Shop\n\n## Steps\n\n${options}\n` });
    const { code } = await project.run([...unattended, '--option', 'go-back=A']);
    expect(code).toBe(0);
    expect(recordsOf(project)[0]?.chosen).toEqual({ 'go-back.option': 'A' });
    await using run = startInTerminal(project, ['drill', 'shop.md']);
    await answer(run, [['the clock starts when you start', 'r']]);
    const card = await run.asks('2 options');
    expect(card).toMatch(/A: By revision.* drills: 1 of 1, max 0:0\d/);
    expect(card).toMatch(/B: By image.* drills: none/);
  });

  test('by its author alone is not enough', async () => {
    using project = withText();
    inRepository(project, 'anna@example.com');
    await project.run(unattended);
    const { code, stdout } = await project.run(['drills', 'due', '--format', 'github']);
    expect([code, stdout]).toEqual([
      1,
      '::warning file=runbooks/shop.md,line=1,title=drill due::drilled only by whoever wrote it\n',
    ]);
  });

  test('of a real run is counted apart', async () => {
    using project = withText();
    const flags = ['--env', 'staging', '--set', 'version=v1.0.0', '--answer', 'go-back=yes', '--yes-to', 'writes'];
    expect((await project.run(['run', 'shop.md', '--no-input', ...flags])).code).toBe(0);
    expect(project.exists(file)).toBe(false);
    const [{ id }] = JSON.parse((await project.run(['runs', '--json'])).stdout).runs;
    expect((await project.run(['drills', 'record', id])).code).toBe(0);
    expect(recordsOf(project)).toMatchObject([{ kind: 'run', outcome: 'succeeded' }]);
    expect((await project.run(['drills', 'shop.md'])).stdout).toContain('real runs            1 of 1 within budget');
    expect((await project.run(['drills', 'due'])).code).toBe(1);
  });

  test('says what only people know: when it was deployed, found, declared, decided and over', async () => {
    using project = withText();
    const flags = ['--env', 'staging', '--set', 'version=v1.0.0', '--answer', 'go-back=yes', '--yes-to', 'writes'];
    const run = ['run', 'shop.md', '--no-input', ...flags];
    const wrong = async (at: string) => {
      const { code, stderr } = await project.run([...run, '--at', at]);
      return [code, stderr.split('\n')[0]];
    };
    expect(await wrong('detected=03:14')).toEqual([2, 'unknown time "detected"']);
    expect(await wrong('detect=25:14')).toEqual([2, '--at detect does not take "25:14"']);
    expect(await wrong('detect=2999-01-01T00:00Z')).toEqual([2, '--at detect=2999-01-01T00:00Z is not over yet']);
    const told = ['--at', 'detect=2026-10-02T03:14+02:00', '--at', 'declare=2026-10-02 01:15:30Z'];
    expect((await project.run([...run, ...told])).code).toBe(0);
    expect((await project.run(['report'])).stdout).toContain(
      'told: detect 2026-10-02T01:14:00.000Z, declare 2026-10-02T01:15:30.000Z',
    );
    const [{ id }] = JSON.parse((await project.run(['runs', '--json'])).stdout).runs;
    const later = ['drills', 'record', id, '--at', 'traffic-restored=00:00'];
    expect((await project.run(later)).code).toBe(0);
    const [{ times }] = recordsOf(project) as [ReturnType<typeof recordsOf>[number]];
    expect(times).toMatchObject({ detect: '2026-10-02T01:14:00.000Z', declare: '2026-10-02T01:15:30.000Z' });
    const midnight = new Date(times.trafficRestored ?? '');
    expect([midnight.getHours(), midnight.getMinutes(), Date.now() - midnight.getTime() < 25 * 3_600_000]).toEqual([
      ...[0, 0],
      true,
    ]);
    expect((await project.run(later)).stderr).toContain('a record is never changed');
  });

  test('may come later where there was no place for it, and only once', async () => {
    using project = withText();
    project.write('runbooks/.drills', 'no folder\n');
    const { code, stderr } = await project.run(unattended);
    expect([code, stderr]).toEqual([0, expect.stringContaining('The drill could not be written down')]);
    const later = /runbook drills record (\S+)/.exec(stderr)?.[1] ?? '';
    rmSync(join(project.folder, 'runbooks/.drills'));
    expect((await project.run(['drills', 'record', later])).code).toBe(0);
    expect((await project.run(['drills', 'record', later])).stderr).toContain('It is written down already');
    expect(recordsOf(project)).toMatchObject([{ kind: 'drill', outcome: 'succeeded' }]);
  });

  test('of a run whose file was changed since is what was run', async () => {
    using project = withText();
    inRepository(project);
    project.write('runbooks/.drills', 'no folder\n');
    const id = /runbook drills record (\S+)/.exec((await project.run(unattended)).stderr)?.[1] ?? '';
    rmSync(join(project.folder, 'runbooks/.drills'));
    project.write('runbooks/shop.md', text.replace('sleep 0.6', 'sleep 0.5'));
    expect((await project.run(['drills', 'record', id])).code).toBe(0);
    expect((await project.run(['drills', 'due'])).stdout).toContain('changed since the last drill');
    project.write('runbooks/shop.md', text);
    expect((await project.run(['drills', 'due'])).stdout).toBe('0 of 1 runbooks overdue\n');
  });

  test('and damaged is named by its line, left out, and left where it is', async () => {
    using project = withText();
    for (let count = 0; count < 2; count += 1) await project.run(unattended);
    const [first = '', second = ''] = project.read(file).split('\n');
    const damaged = [
      first.replace('"succeeded"', '"failed"'),
      second,
      '{"v":2,"digest":"x"}',
      '{"v":1,"digest":"x"}',
      'no JSON',
      '{"v":1,"cut',
    ].join('\n');
    project.write(file, damaged);
    const { stdout, stderr } = await project.run(['drills', 'shop.md']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${file}:1: it was changed after it was written`,
      `${file}:2: the record that stood before it is not there any more, or was changed`,
      `${file}:3: it was written by a newer version of this program (record version 2)`,
      `${file}:4: prev is not what a record holds there`,
      `${file}:5: it is no JSON`,
      `${file}:6: the line is cut off; what it would have said is not known`,
    ]);
    expect(stdout).toContain('the max of 1');
    await project.run(unattended);
    expect(project.read(file).startsWith(`${damaged}\n{`)).toBe(true);
    expect((await project.run(['drills', 'shop.md'])).stdout).toContain('max of 2');
  });

  test('counts also where a checkout has given it other line ends', async () => {
    using project = withText();
    for (let count = 0; count < 2; count += 1) await project.run(unattended);
    project.write(file, project.read(file).replaceAll('\n', '\r\n'));
    const { stdout, stderr } = await project.run(['drills', 'shop.md']);
    expect([stderr, stdout]).toEqual(['', expect.stringContaining('max of 2')]);
  });

  test('is told apart by procedure, where a file holds several', async () => {
    const step = (title: string) => `### Step 1: ${title}\n\n\`\`\`bash {effect=read}\ntrue\n\`\`\`\n`;
    const front = '---\nrunbook:\n  environments: { staging: {} }\n  drill: { environment: staging }\n---\n';
    const both = `## By Image\n\n${step('Set It')}\n## By Revision\n\n${step('Undo It')}`;
    using project = createProject({ 'runbooks/shop.md': `${front}\n# Shop\n\n${both}` });
    expect((await project.run(['drill', 'shop.md#by-image', '--no-input', '--yes-to', 'writes'])).code).toBe(0);
    expect(project.exists('runbooks/.drills/shop#by-image.jsonl')).toBe(true);
    const { code, stdout } = await project.run(['drills', 'due']);
    expect([code, stdout]).toEqual([
      1,
      'OVERDUE  runbooks/shop.md#by-revision  never drilled\n1 of 2 runbooks overdue\n',
    ]);
    const github = await project.run(['drills', 'due', '--format', 'github']);
    expect(github.stdout).toContain('file=runbooks/shop.md,line=1,title=drill due::by-revision: never drilled');
    expect((await project.run(['drills'])).stdout).toContain('runbooks/shop.md#by-image  fresh');
  });

  test('on two branches is all there after a merge', async () => {
    using project = withText();
    project.write('.gitattributes', 'runbooks/.drills/**/*.jsonl merge=union -text\n');
    inRepository(project);
    await project.run(unattended);
    git(project.folder, 'add', '.');
    git(project.folder, 'commit', '--quiet', '--message', 'First drill');
    git(project.folder, 'checkout', '--quiet', '-b', 'other');
    await project.run(unattended);
    git(project.folder, 'commit', '--quiet', '--all', '--message', 'Drill there');
    git(project.folder, 'checkout', '--quiet', 'main');
    for (let count = 0; count < 2; count += 1) await project.run(unattended);
    git(project.folder, 'commit', '--quiet', '--all', '--message', 'Drills here');
    git(project.folder, 'merge', '--quiet', '--no-edit', 'other');
    expect(recordsOf(project)).toHaveLength(4);
    const { stdout, stderr } = await project.run(['drills', 'shop.md']);
    expect([stderr, stdout]).toEqual(['', expect.stringContaining('max of 4')]);
  });
});
