import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
const prompt = /^runbook Deploy \$ $/m;

const steps = {
  Before: fence('bash {effect=write}', 'NAME=before', 'greet() { echo "hello $NAME"; }'),
  Hand: fence('bash {effect=write}', 'echo never >> "$CALLS"'),
  After: fence('bash {effect=write}', 'echo "$(greet) in $(basename "$PWD"), PS1 ${PS1-unset}, $-" >> "$CALLS"'),
};

function logOf(project: Project): string {
  return readFileSync(join(project.folder, '.runbook/runs', project.runNames()[0] ?? '', 'hand.1.shell.1.log'), 'utf8');
}

describe.concurrent('h', () => {
  test('opens a shell with the state of the session, says what it changed, and later actions find that', async () => {
    using project = createProject({ 'deploy.md': runbookText(steps), 'elsewhere/file': '' });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['NAME=before', 'r'], ['echo never', 'h']]);
    await run.sees(prompt);
    expect(run.text()).toContain(
      [
        '     echo never >> "$CALLS"',
        '',
        ' You type the next commands yourself, in a shell of the session',
        ' Leave with exit. The clock goes on. What you type and see is kept.',
        `>> from here on: a shell of the session ${'>'.repeat(40)}`,
      ].join('\n'),
    );
    run.send(`greet${keys.enter}`);
    await run.sees(/^hello before$/m);
    run.send(`false; NAME=by-hand; cd elsewhere; exit 3${keys.enter}`);
    const card = await run.asks('[y] done by hand');
    expect(card).toMatch(/^<< back in the runbook, after \d:\d\d <+$/m);
    expect(card).toContain(' changed   directory, 1 variable\n');
    await answer(run, [
      ['[y] done by hand', 'y'],
      ['greet', 'r'],
    ]);
    expect({ code: await run.exitCode, steps: stepsOf(project), calls: project.calls() }).toEqual({
      code: 0,
      steps: ['before: succeeded', expect.stringMatching(/^hand: by-hand/), 'after: succeeded'],
      calls: [expect.stringMatching(/^hello by-hand in elsewhere, PS1 unset, \w*e\w*$/)],
    });
    expect(logOf(project)).toMatch(
      /^runbook Deploy \$ greet\nhello before\nrunbook Deploy \$ false; .*; exit 3\nexit\n$/,
    );
    const notes = project.events().flatMap((event) => (event.type === 'note' ? [event.text] : []));
    expect(notes).toEqual([
      expect.stringMatching(/^\w+ opens a shell of the session at hand\.1$/),
      'the shell at hand.1 was left; changed: directory, 1 variable; hand.1.shell.1.log',
    ]);
    expect((await project.run(['runs', 'verify'])).stdout).toMatch(/whole, \d+ lines/);
    project.write(`.runbook/runs/${project.runNames()[0]}/hand.1.shell.1.log`, 'something else');
    expect((await project.run(['runs', 'verify'])).stdout).toContain('hand.1.shell.1.log was changed');
  });

  test('changes nothing when nothing was changed in it, and Esc goes back to the card', async () => {
    using project = createProject({ 'deploy.md': runbookText({ Hand: steps.Hand }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo never', 'h']]);
    await run.sees(prompt);
    run.send('\u0004');
    expect(await run.asks('[y] done by hand')).toContain(' changed   nothing that goes on to later commands\n');
    await answer(run, [
      ['[y] done by hand', keys.escape],
      ['[r] run', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['never'] });
  });

  test('has the variables that name the target, and no history file', async () => {
    const front = 'environments: { staging: { vars: { CLUSTER: blue } } }';
    using project = createProject({ 'deploy.md': runbookText({ Hand: steps.Hand }, { front }) });
    await using run = startInTerminal(project, [...args, '--env', 'staging']);
    await answer(run, [start, ['echo never', 'h']]);
    await run.sees(/^runbook Deploy STAGING \$ $/m);
    run.send(`echo "$CLUSTER/\${HISTFILE-none}"${keys.enter}`);
    await run.sees(/^blue\/none$/m);
    run.send('\u0004');
    await run.press('[y] done by hand', 'y');
    expect(await run.exitCode).toBe(0);
  });
});
