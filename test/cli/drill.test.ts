import { describe, expect, test } from 'vitest';
import { file, recordsOf, text, unattended, withText } from './drill-project.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

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

  test('elsewhere has nothing to be allowed', async () => {
    using project = withText();
    const { code, stderr } = await project.run([...unattended, '--allow', 'production', '--reason', 'x']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('this drill is in staging')]);
  });

  test('that fails is written down as one, and proves nothing', async () => {
    using project = createProject({ 'runbooks/shop.md': text.replace('sleep 0.3', 'false') });
    expect((await project.run(unattended)).code).toBe(1);
    expect(recordsOf(project)).toMatchObject([{ outcome: 'failed', steps: [{ id: 'look', outcome: 'failed' }, {}] }]);
    const { stdout } = await project.run(['drills', 'shop.md']);
    expect(stdout).toContain('Shop was never drilled, 1 more did not succeed.');
  });
});
