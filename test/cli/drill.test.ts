import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type DrillRecord, drillRecordSchema } from '../../src/drill/record.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

const text = `---
runbook:
  budget: 2m
  environments:
    staging: { vars: { WHERE: staging } }
    production: { vars: { WHERE: production }, confirm: typed }
  inputs:
    version: { type: semver }
  drill: { environment: staging, every: 30d, answers: { version: v1.0.0, go-back: "yes" } }
---

# Shop

## Steps

### Step 1: Look (20 seconds)

\`\`\`bash {effect=read}
sleep 0.3; echo "$WHERE"
\`\`\`

### Step 2: Go Back (1 minute)

**Only if the release is broken.**

\`\`\`bash {effect=write}
sleep 0.6; echo "back to $VERSION"
\`\`\`

## Success Criteria

- [ ] It is back

\`\`\`bash {check="It is back" effect=read}
true
\`\`\`
`;

const file = 'runbooks/.drills/shop.jsonl';
const withText = () => createProject({ 'runbooks/shop.md': text });
const patience = { timeout: 30_000, interval: 20 };
const unattended = ['drill', 'shop.md', '--no-input', '--yes-to', 'writes'];

function recordsOf(project: Project): readonly DrillRecord[] {
  const lines = project.read(file).trimEnd().split('\n');
  return lines.map((line) => v.parse(drillRecordSchema, JSON.parse(line)));
}

function git(project: Project, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com'];
  return execFileSync('git', [...who, ...args], { cwd: project.folder, encoding: 'utf8', stdio: 'pipe' });
}

/** A repository whose runbook is Anna's, where somebody else works. */
function inRepository(project: Project, email = 'jonas@example.com'): void {
  git(project, 'init', '--quiet', '--initial-branch=main');
  git(project, 'config', 'user.email', email);
  git(project, 'config', 'user.name', email);
  git(project, 'add', '.');
  git(project, 'commit', '--quiet', '--message', 'Runbook');
}

describe('a drill', () => {
  test('is a run whose journal says so, and is written down with its times', async () => {
    using project = withText();
    const { code, stderr } = await project.run(unattended);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Written down in ${file}`)]);
    const [record] = recordsOf(project);
    expect(record).toMatchObject({
      ...{ v: 1, prev: null, kind: 'drill', environment: 'staging', outcome: 'succeeded', budgetMs: 120_000 },
      criteria: [{ verdict: 'met' }],
      times: { firstAction: expect.any(String), verified: expect.any(String) },
      steps: [
        { id: 'look', budgetMs: 20_000, attempts: 1, outcome: 'succeeded', hesitationMs: 0 },
        { id: 'go-back', budgetMs: 60_000, attempts: 1, outcome: 'succeeded' },
      ],
    });
    const [look, back] = record?.steps ?? [];
    expect(look?.commandsMs).toBeGreaterThanOrEqual(300);
    expect(back?.commandsMs).toBeGreaterThanOrEqual(600);
    const { stdout } = await project.run(['runs']);
    expect(stdout).toContain('staging (drill)');
  });

  test('keeps apart what a person took to press a key', async () => {
    using project = withText();
    await using run = startInTerminal(project, ['drill', 'shop.md', '--set', 'version=v1.0.0']);
    await answer(run, [['the clock starts when you start', 'r']]);
    await run.asks('1/2 Look');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await answer(run, [['1/2 Look', 'r']]);
    await answer(run, [
      ['2/2 Go Back', 'y'],
      ['2/2 Go Back', 'r'],
    ]);
    expect(await run.exitCode).toBe(0);
    const [look] = recordsOf(project)[0]?.steps ?? [];
    expect(look?.hesitationMs).toBeGreaterThanOrEqual(1_200);
    expect(look?.commandsMs).toBeLessThan(look?.hesitationMs ?? 0);
  });

  test('without a declared environment does not begin', async () => {
    using project = createProject({ 'runbooks/shop.md': text.replace(/ {2}drill:.*\n/, '') });
    const { code, stderr } = await project.run(unattended);
    expect([code, stderr]).toEqual([2, expect.stringContaining('names no environment for drills')]);
    expect(stderr).toContain('drill: { environment: staging }');
    expect(project.exists(file)).toBe(false);
  });

  test('in production wants to be allowed, with a reason that is kept', async () => {
    using project = withText();
    const args = [...unattended, '--env', 'production', '--answer', 'environment=production'];
    for (const flags of [[], ['--allow', 'production'], ['--allow', 'staging', '--reason', 'x']]) {
      const refused = await project.run([...args, ...flags]);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('production is production')]);
    }
    expect(project.exists(file)).toBe(false);
    const allowed = await project.run([...args, '--allow', 'production', '--reason', 'staging is gone']);
    expect(allowed.stdout).toContain('A drill in production, because: staging is gone');
  });

  test('that fails is written down as one, and proves nothing', async () => {
    using project = createProject({ 'runbooks/shop.md': text.replace('sleep 0.3', 'false') });
    expect((await project.run(unattended)).code).toBe(1);
    expect(recordsOf(project)).toMatchObject([{ outcome: 'failed', steps: [{ id: 'look', outcome: 'failed' }, {}] }]);
    const { stdout } = await project.run(['drills', 'shop.md']);
    expect(stdout).toContain('Shop was never drilled, 1 more did not succeed.');
  });
});

/** A fault that writes `broken` where the environment is, and a step that takes as long as it is told. */
const faulty = (step: string) => `---
runbook:
  environments: { staging: {} }
  drill: { environment: staging }
---

# Shop

## Steps

### Step 1: Go Back (1 minute)

\`\`\`bash {effect=write}
cat ../environment >> ../seen
${step}
\`\`\`

\`\`\`bash {id=break-it fault effect=write}
cat ../environment >> ../seen; echo broken > ../environment
\`\`\`

\`\`\`bash {id=mend-it restore effect=write}
echo restored > ../environment
\`\`\`
`;

describe('a drill with a fault', () => {
  const fault = [...unattended, '--fault'];
  const begin = (step: string) => createProject({ 'runbooks/shop.md': faulty(step), environment: 'whole\n' });
  const seen = (project: Project) => [project.read('seen'), project.read('environment')];

  test('breaks the environment first, and brings it back at the end', async () => {
    using project = begin('true');
    expect((await project.run(fault)).code).toBe(0);
    expect(seen(project)).toEqual(['whole\nbroken\n', 'restored\n']);
    expect(recordsOf(project)).toMatchObject([
      {
        ...{ outcome: 'succeeded', fault: ['go-back.break-it'], restore: 'succeeded' },
        times: { faultStart: expect.any(String), firstAction: expect.any(String) },
        steps: [{ id: 'go-back', attempts: 1 }],
      },
    ]);
    const { stdout } = await project.run(['report']);
    expect(stdout).toContain('what the drill broke is brought back: go-back.mend-it');
  });

  test('without the flag breaks nothing', async () => {
    using project = begin('true');
    expect((await project.run(unattended)).code).toBe(0);
    expect(seen(project)).toEqual(['whole\n', 'whole\n']);
  });

  test('brings it back also where the drill fails', async () => {
    using project = begin('false');
    expect((await project.run(fault)).code).toBe(1);
    expect(seen(project)).toEqual(['whole\nbroken\n', 'restored\n']);
    expect(recordsOf(project)).toMatchObject([{ outcome: 'failed', restore: 'succeeded' }]);
  });

  test('brings it back where a person leaves', async () => {
    using project = begin('true');
    await using run = startInTerminal(project, ['drill', 'shop.md', '--fault']);
    await answer(run, [
      ['the clock starts when you start', 'r'],
      ['1/1 Go Back', 'q'],
      ['[q] end it', 'q'],
    ]);
    expect(await run.exitCode).toBe(1);
    expect(seen(project)).toEqual(['whole\n', 'restored\n']);
    expect(recordsOf(project)).toMatchObject([{ outcome: 'aborted', restore: 'succeeded' }]);
  });

  test('brings it back after SIGTERM', async () => {
    using project = begin('sleep 60');
    using started = project.start(fault);
    await expect.poll(() => project.exists('seen') && project.read('seen'), patience).toBe('whole\nbroken\n');
    started.child.kill('SIGTERM');
    expect((await started.ended).code).toBe(143);
    expect(project.read('environment')).toBe('restored\n');
    expect(recordsOf(project)).toMatchObject([{ outcome: 'interrupted', restore: 'succeeded' }]);
  });

  test('that is killed is said to have left it broken, until it has gone on', async () => {
    using project = begin('sleep 2');
    using started = project.start(fault);
    await expect.poll(() => project.exists('seen') && project.read('seen'), patience).toBe('whole\nbroken\n');
    started.child.kill('SIGKILL');
    await started.ended;
    const due = await project.run(['drills', 'due']);
    expect([due.code, due.stdout]).toEqual([1, expect.stringContaining('a drill has left its environment broken')]);
    const resumed = await project.run([
      'resume',
      '--no-input',
      '--yes-to',
      'writes',
      '--answer',
      'go-back.1.unknown=retry',
    ]);
    expect([resumed.code, resumed.stderr + resumed.stdout]).toEqual([
      0,
      expect.stringContaining('The drill has broken its environment'),
    ]);
    expect(project.read('environment')).toBe('restored\n');
    expect(recordsOf(project)).toMatchObject([{ outcome: 'succeeded', restore: 'succeeded' }]);
    expect((await project.run(['drills', 'due'])).stdout).toContain('0 of 1 runbooks overdue');
  });

  test('whose restore fails says so, and is overdue', async () => {
    using project = createProject({
      'runbooks/shop.md': faulty('true').replace('echo restored', 'false; echo restored'),
      environment: 'whole\n',
    });
    const { stderr, stdout } = await project.run(fault);
    expect(stderr + stdout).toContain('LEFT BROKEN');
    expect(recordsOf(project)).toMatchObject([{ restore: 'failed' }]);
    expect((await project.run(['drills', 'due'])).stdout).toContain('a drill has left its environment broken');
  });

  test('that nothing would bring back is not begun', async () => {
    using project = createProject({ 'runbooks/shop.md': faulty('true').replace(' restore ', ' undo ') });
    const { code, stderr } = await project.run(fault);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no fence marked restore')]);
  });
});

describe('what was written down', () => {
  test('says how long steps take, suggests budgets, and stays fresh when they are taken', async () => {
    using project = withText();
    inRepository(project);
    for (let count = 0; count < 3; count += 1) expect((await project.run(unattended)).code).toBe(0);
    const { stdout } = await project.run(['drills', 'shop.md']);
    expect(stdout).toContain('Shop is fresh: 3 drills in staging (p90 is the max of 3).');
    expect(stdout).toContain('who did not write it');
    expect(stdout).toMatch(/^1 Look +0:20 +0:00 +0:00 +0:00 +0:00 +\|/m);
    expect(stdout).toContain('within budget        3 of 3 drills');
    expect(await project.run(['drills', 'due'])).toMatchObject({ code: 0, stdout: '0 of 1 runbooks overdue\n' });
    const suggested = await project.run(['drills', 'suggest', 'shop.md', '--write']);
    expect([suggested.code, suggested.stdout]).toEqual([
      0,
      'Look: 0:20 -> 0:05 (p90 of 3)\nGo Back: 1:00 -> 0:05 (p90 of 3)\n',
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
    await using run = startInTerminal(project, ['drill', 'shop.md', '--set', 'version=v1.0.0']);
    expect(await run.asks('the clock starts when you start')).toMatch(/drills 0:0[1-9] \(max of 1, the last today\)/);
    await answer(run, [['the clock starts when you start', 'r']]);
    expect(run.visible().join('\n')).toContain('DRILL, STAGING ==');
    expect(await run.asks('1/2 Look')).toMatch(/finish about \d:\d\d, 1:\d\d spare/);
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

  test('on two branches is all there after a merge', async () => {
    using project = withText();
    project.write('.gitattributes', 'runbooks/.drills/**/*.jsonl merge=union\n');
    inRepository(project);
    await project.run(unattended);
    git(project, 'add', '.');
    git(project, 'commit', '--quiet', '--message', 'First drill');
    git(project, 'checkout', '--quiet', '-b', 'other');
    await project.run(unattended);
    git(project, 'commit', '--quiet', '--all', '--message', 'Drill there');
    git(project, 'checkout', '--quiet', 'main');
    for (let count = 0; count < 2; count += 1) await project.run(unattended);
    git(project, 'commit', '--quiet', '--all', '--message', 'Drills here');
    git(project, 'merge', '--quiet', '--no-edit', 'other');
    expect(recordsOf(project)).toHaveLength(4);
    const { stdout, stderr } = await project.run(['drills', 'shop.md']);
    expect([stderr, stdout]).toEqual(['', expect.stringContaining('max of 4')]);
  });
});
