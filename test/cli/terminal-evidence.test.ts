import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { actionsOf, endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
const check = (id: string, ...lines: readonly string[]) => fence(`bash {check="" effect=read id=${id}}`, ...lines);
const write = (line: string) => fence('bash {effect=write}', line);

const guarded = [
  'Only if a migration ran:\n',
  write('echo reverted >> "$CALLS"'),
  check('last', 'echo "last migration $(cat last)"', 'echo look >> "$CALLS"'),
  check('none-left', 'echo nothing to see; exit 1'),
].join('\n');

describe.concurrent('a condition', () => {
  test('is asked for below what the checks of its step say, which are looked at once', async () => {
    using project = createProject({ 'deploy.md': runbookText({ Revert: guarded }), last: 'AddRefund' });
    await using run = startInTerminal(project, args);
    await run.press(...start);
    const card = await run.asks('[y] yes: show what comes next');
    expect(card.replace(/0:0\d/g, '0:00')).toContain(
      [
        ' The runbook says',
        '   Only if a migration ran',
        '',
        ' What is known',
        '   check last (read, 0:00)',
        ' | last migration AddRefund',
        '   check none-left (read, 0:00): NOT MET, exit code 1 at line 20: exit',
        ' | nothing to see',
        '',
        ' Is it so?',
      ].join('\n'),
    );
    expect(project.calls()).toEqual(['look']);
    await answer(run, [
      ['[y] yes', 'y'],
      ['echo reverted', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 0,
      calls: ['look', 'reverted'],
      steps: ['revert: succeeded'],
    });
    // What was seen stays above, once.
    expect(run.text().split(' | last migration AddRefund')).toHaveLength(2);
  });

  test('that flags answer needs no evidence, and nothing is looked at without a person', async () => {
    using project = createProject({ 'deploy.md': runbookText({ Revert: guarded }), last: 'AddRefund' });
    const flags = ['--no-input', '--answer', 'revert=yes', '--yes-to', 'writes'];
    const { code } = await project.run([...args, ...flags]);
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['reverted'] });
  });

  test('in the middle of a step is asked for below what is so after the last write', async () => {
    const step = `${write('echo one > state')}\n${check('state', 'cat state')}\nOnly if it is one:\n\n${write('echo two > state')}`;
    using project = createProject({ 'deploy.md': runbookText({ Change: step }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['echo one', 'r']]);
    expect(await run.asks('[y] yes: show what comes next')).toMatch(/check state \(read, 0:0\d\)\n \| one\n/);
    await answer(run, [
      ['[y] yes', 'y'],
      ['echo two', 'r'],
    ]);
    expect({ code: await run.exitCode, state: project.read('state') }).toEqual({ code: 0, state: 'two\n' });
  });
});

describe.concurrent('criteria', () => {
  const criteria = '## Success Criteria\n\n- [ ] All pods run\n- [ ] Errors are few\n';
  const counts = fence('bash {check="All pods run" effect=read id=pods}', 'echo look >> "$CALLS"; cat pods');
  const steps = { Roll: `${write('touch done')}\n${counts}` };

  test('are checked again by r, as often as it is pressed, and what a person said stays', async () => {
    using project = createProject({ 'deploy.md': runbookText(steps, { after: criteria }), pods: '2 of 3' });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch done', 'r']]);
    const keysRow = ' [y] met   [n] not met   [s] cannot tell   [1-2] go to   [r] check again\n';
    expect(await run.asks('Is it met?')).toMatch(/All pods run +met +check: 2 of 3/);
    expect(run.fresh()).toContain(keysRow);
    project.write('pods', '3 of 3');
    await run.press('Is it met?', 'r');
    expect(await run.asks('3 of 3')).toMatch(/All pods run +met +check: 3 of 3/);
    project.write('pods', 'again 3 of 3');
    await run.press('Is it met?', 'r');
    await run.press('again 3 of 3', 'y');
    expect({ code: await run.exitCode, calls: project.calls(), end: endOf(project)[0] }).toEqual({
      code: 0,
      calls: ['look', 'look', 'look'],
      end: 'succeeded, exit code 0',
    });
    expect(actionsOf(project).filter((line) => line.startsWith('roll.pods'))).toHaveLength(3);
  });

  test('whose check fails the second time are a failure, not a success', async () => {
    using project = createProject({ 'deploy.md': runbookText(steps, { after: criteria }), pods: '3 of 3' });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch done', 'r']]);
    await run.asks('Is it met?');
    rmSync(`${project.folder}/pods`);
    await answer(run, [
      ['Is it met?', 'r'],
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
      ['Is it met?', 'y'],
    ]);
    expect(await run.exitCode).toBe(1);
    expect(endOf(project)[0]).toBe('failed, exit code 1');
  });
});
