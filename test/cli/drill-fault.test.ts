import { describe, expect, test } from 'vitest';
import { patience, recordsOf, unattended } from './drill-project.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

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

  test('that is paused has left it broken, which the next one is told', async () => {
    using project = begin('true');
    {
      await using run = startInTerminal(project, ['drill', 'shop.md', '--fault']);
      await answer(run, [
        ['the clock starts when you start', 'r'],
        ['1/1 Go Back', 'p'],
      ]);
      await run.exitCode;
      expect(run.rows().join('\n')).toContain('LOOK The drill has broken its environment, which stays so');
    }
    await using next = startInTerminal(project, ['drill', 'shop.md']);
    await next.sees(/an earlier drill was cut off/);
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

  test('is brought back until a second signal ends that as well', async () => {
    const text = faulty('sleep 60').replace(
      'echo restored',
      'echo restoring > ../environment; sleep 60; echo restored',
    );
    using project = createProject({ 'runbooks/shop.md': text, environment: 'whole\n' });
    using started = project.start(fault);
    await expect.poll(() => project.exists('seen') && project.read('seen'), patience).toBe('whole\nbroken\n');
    started.child.kill('SIGTERM');
    await expect.poll(() => project.read('environment'), patience).toBe('restoring\n');
    started.child.kill('SIGTERM');
    const { code, stdout, stderr } = await started.ended;
    expect([code, stdout + stderr]).toEqual([143, expect.stringContaining('LEFT BROKEN')]);
    expect(recordsOf(project)).toMatchObject([{ outcome: 'interrupted', restore: 'failed' }]);
  });

  test('takes no time of the rollback', async () => {
    using project = createProject({
      'runbooks/shop.md': faulty('true').replace('echo broken', 'sleep 4; echo broken'),
      environment: 'whole\n',
    });
    await using run = startInTerminal(project, ['drill', 'shop.md', '--fault']);
    const card = await run.asks('the clock starts when you start');
    expect(card).toMatch(
      /FAULT +\[r\] first breaks staging by break-it \(line 19\); mend-it \(line 23\)\s+brings it back at the end/,
    );
    await answer(run, [['the clock starts when you start', 'r']]);
    expect(await run.asks('1/1 Go Back')).toMatch(/run 0:0[0-3]/);
    expect(run.visible().join('\n')).toContain('the drill has broken its environment');
    await answer(run, [['1/1 Go Back', 'q']]);
    expect(await run.asks('[q] end it')).toContain(
      'The drill has broken staging: ending it brings that back, pausing does not.',
    );
    expect(run.visible().join('\n')).toContain('As it stands: nothing has been changed.');
    await answer(run, [['[q] end it', 'q']]);
    await run.exitCode;
    expect(run.rows().join('\n')).toMatch(/ABORTED =+ DRILL, STAGING|ABORTED !+ DRILL, STAGING/);
    expect(run.rows().join('\n')).toContain('what the drill broke is as it was');
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
    const { code, stderr, stdout } = await project.run(fault);
    expect([code, stderr + stdout]).toEqual([
      1,
      expect.stringContaining(
        'LEFT BROKEN: what the drill broke in staging was not brought back; do by hand what is left of mend-it, line',
      ),
    ]);
    expect(recordsOf(project)).toMatchObject([{ restore: 'failed' }]);
    expect((await project.run(['drills', 'due'])).stdout).toContain('a drill has left its environment broken');
  });

  test('that nothing would bring back is not begun', async () => {
    using project = createProject({ 'runbooks/shop.md': faulty('true').replace(' restore ', ' undo ') });
    const { code, stderr } = await project.run(fault);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no fence marked restore')]);
  });
});
