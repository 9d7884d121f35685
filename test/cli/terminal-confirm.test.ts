import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;
const destroy = fence('bash {effect=destructive}', 'echo destroyed >> "$CALLS"');
const write = fence('bash {effect=write}', 'echo "written in $WHERE" >> "$CALLS"');

function typed(text: string): string {
  return `${text}${keys.enter}`;
}

describe.concurrent('a destructive action', () => {
  test('runs when the name of its target is typed; a wrong name and none go back to the card', async () => {
    using project = createProject({ [file]: runbookText({ One: destroy }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    expect(await run.asks('DESTRUCTIVE')).toMatch(/^!! 1\/1 One !+ DESTRUCTIVE !!$/m);
    for (const wrong of ['Deplo', 'y', '', 'yes']) {
      await run.press("[r] run: asks for the target's name", 'r');
      await run.press('Type  Deploy  to go on', typed(wrong));
      await run.asks("[r] run: asks for the target's name");
      expect(project.calls()).toEqual([]);
    }
    await run.press("[r] run: asks for the target's name", 'r');
    await run.press('Type  Deploy  to go on', typed('Deploy'));
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['destroyed'] });
  });

  test('that is not confirmed can be skipped', async () => {
    using project = createProject({ [file]: runbookText({ One: destroy }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['DESTRUCTIVE', 'r'], ['Type  Deploy', keys.ctrlC], ['[s] skip', 's'], ['Why?', '4']]);
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 1,
      calls: [],
      steps: ['one: skipped (cannot tell)'],
    });
  });
});

const environments = [
  'environments:',
  '  production: { confirm: typed, vars: { WHERE: production } }',
  '  staging: { vars: { WHERE: staging } }',
].join('\n');
const withEnvironments = runbookText({ One: write }, { front: environments });

describe.concurrent('where environments are defined', () => {
  test('one is chosen by its number, production last, and none is the default', async () => {
    using project = createProject({ [file]: withEnvironments });
    await using run = startInTerminal(project, args);
    const asked = await run.asks('Which environment?');
    expect(asked).toMatch(/^ 1 {2}staging\n 2 {2}production$/m);
    expect(asked).toContain('[1] staging   [2] production');
    await run.press('Which environment?', `${keys.enter} ${keys.down}${keys.enter}yr3`);
    await run.pressAgain('1');
    await answer(run, [start]);
    expect(await run.asks('WRITE')).toMatch(/^-- 1\/1 One -+ STAGING --$/m);
    await run.press('WRITE', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['written in staging'] });
  });

  test('production with `confirm: typed` starts when its name is typed, once', async () => {
    using project = createProject({ [file]: withEnvironments });
    await using run = startInTerminal(project, args);
    await answer(run, [
      ['Which environment?', '2'],
      start,
      ['Type  production  to start', typed('prod')],
      start,
      ['Type  production  to start', typed('production')],
    ]);
    await run.press('[s] skip', 'r');
    expect(run.text()).toMatch(/^== Deploy =+ PRODUCTION ==$/m);
    expect({ code: await run.exitCode, calls: project.calls(), end: endOf(project) }).toEqual({
      code: 0,
      calls: ['written in production'],
      end: ['succeeded, exit code 0'],
    });
  });

  test('nothing starts when the name is not typed', async () => {
    using project = createProject({ [file]: withEnvironments });
    await using run = startInTerminal(project, [...args, '--env', 'production']);
    await answer(run, [
      start,
      ['Type  production  to start', keys.ctrlC],
      start,
      ['Type  production  to start', keys.enter],
      ['the clock starts when you start', 'q'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), runs: project.runNames() }).toEqual({
      code: 2,
      calls: [],
      runs: [],
    });
  });
});
