import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;

const refused = fence('bash', 'psql $DATABASE_URL', 'DELETE FROM migrations;');

describe.concurrent('a refused step', () => {
  test('is shown with the reason, and y records that it was done by hand', async () => {
    using project = createProject({ [file]: runbookText({ Migrate: refused }) });
    project.standIn('psql', 'echo "psql $*" >> "$CALLS"');
    await using run = startInTerminal(project, args);
    expect(await run.asks('you do it by hand, line 10')).toContain('the clock starts when you start');
    await answer(run, [start]);
    const card = await run.asks('REFUSED');
    expect(card).toMatch(/^-- 1\/1 Migrate -+ BY HAND --$/m);
    expect(card).toContain('     psql $DATABASE_URL\n     DELETE FROM migrations;\n');
    expect(card).not.toContain('[r]');
    await run.press('REFUSED', 'r');
    await run.pressAgain('y');
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project), end: endOf(project) }).toEqual({
      code: 0,
      calls: [],
      steps: [expect.stringMatching(/^migrate: by-hand \(\w+\)$/)],
      end: ['succeeded, exit code 0'],
    });
    expect(run.text()).toMatch(/^ 1\/1 Migrate {22} +by hand /m);
  });

  test.each([
    [
      'n and the end of the run',
      ['n', 'q', 'q'],
      expect.stringMatching(/^migrate: failed \(not done by hand: ".+" stands below "psql/),
      'failed',
    ],
    ['s and a reason', ['s', '5', undefined], 'migrate: skipped (say it later)', 'unverified'],
  ] as const)('is not counted as done after %s', async (_words, [first, second, third], step, outcome) => {
    using project = createProject({ [file]: runbookText({ Migrate: refused }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['REFUSED', first], [/FAILED|Why\?/, second]]);
    if (third !== undefined) await run.press('Leave the run?', third);
    expect({ code: await run.exitCode, steps: stepsOf(project), end: endOf(project)[0] }).toEqual({
      code: 1,
      steps: [step],
      end: `${outcome}, exit code 1`,
    });
  });
});

describe.concurrent('a program that wants a terminal of its own', () => {
  test('is left to the person, with the way out of it', async () => {
    using project = createProject({ [file]: runbookText({ Look: fence('bash', 'psql $DATABASE_URL') }) });
    project.standIn('psql', 'echo "psql $*" >> "$CALLS"');
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    const card = await run.asks('BY HAND');
    expect(card).toContain('leave psql with \\q');
    await run.press('BY HAND', 'y');
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 0,
      calls: [],
      steps: [expect.stringMatching(/^look: by-hand/)],
    });
  });

  test('is given the terminal where its fence says interactive, and what it learns goes on', async () => {
    const steps = {
      Ask: fence('bash {effect=read interactive}', 'echo waiting', 'read -r line', 'echo "got $line"'),
      Use: fence('bash {effect=write}', 'echo "later $line" >> "$CALLS"'),
    };
    using project = createProject({ [file]: runbookText(steps) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['read -r line', 'r']]);
    await run.sees(/^waiting$/m);
    run.send(`some words${keys.enter}`);
    await run.sees(/^got some words$/m);
    await answer(run, [['later', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['later some words'] });
  });

  test('is stopped by Ctrl-C, which leads to the failure card', async () => {
    const steps = { Ask: fence('bash {effect=read interactive}', 'echo waiting', 'read -r line', 'echo "got $line"') };
    using project = createProject({ [file]: runbookText(steps) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['read -r line', 'r']]);
    await run.sees(/^waiting$/m);
    run.send(keys.ctrlC);
    await run.press('FAILED', 'r');
    await run.sees(/^waiting$/m);
    run.send(`yes${keys.enter}`);
    expect({ code: await run.exitCode, end: endOf(project) }).toEqual({ code: 0, end: ['succeeded, exit code 0'] });
  });
});

test('a step in words is done by a person, who says so', async () => {
  const text = runbookText({ Tell: '1. Tell the team.\n2. Pull the lever.' });
  using project = createProject({ [file]: text });
  await using run = startInTerminal(project, args);
  await answer(run, [start, ['Tell the team', 'y'], ['Pull the lever', 'y']]);
  expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
    code: 0,
    steps: [expect.stringMatching(/^tell: by-hand/)],
  });
});
