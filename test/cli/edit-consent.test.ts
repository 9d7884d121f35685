import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;
const call = (text: string) => `echo "${text}" >> "$CALLS"`;
const failing = { Put: fence('bash {effect=write id=put}', `${call('first')}; false`) };

/** An editor that saves what stands in the file `wanted`. */
function editing(project: Project) {
  return { env: { EDITOR: `cp -f ${project.folder}/wanted` } };
}

describe.concurrent('an edited command that nobody agreed to', () => {
  test.each([
    ['writes', call('edited'), 'put.put=run'],
    ['is destructive', `rm -rf nothing; ${call('edited')}`, 'put.put='],
  ])('and that %s is not run by a resume without a person', async (_, wanted, flag) => {
    using project = createProject({ 'deploy.md': runbookText(failing), wanted });
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['echo "first"', 'r'], ['FAILED', 'e'], ['edited', 'p']]);
    await run.exitCode;
    const { code, stderr } = await project.run(['resume', '--no-input']);
    expect({ code, calls: project.calls() }).toEqual({ code: 2, calls: ['first'] });
    expect(stderr).toContain(`add  --answer ${flag}`);
  });

  test('is run by a resume whose flag agrees to it', async () => {
    using project = createProject({ 'deploy.md': runbookText(failing), wanted: call('edited') });
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['echo "first"', 'r'], ['FAILED', 'e'], ['edited', 'p']]);
    await run.exitCode;
    const { code } = await project.run(['resume', '--no-input', '--answer', 'put.put=run']);
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['first', 'edited'] });
  });

  test('is not run by a flag that was given for the command before it', async () => {
    using project = createProject({ 'deploy.md': runbookText(failing), wanted: call('edited') });
    await using run = startInTerminal(project, [...args, '--answer', 'put.put=run'], editing(project));
    await answer(run, [start, ['FAILED', 'e']]);
    await run.asks('[r] run');
    expect(project.calls()).toEqual(['first']);
    await run.press('[r] run', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['first', 'edited'] });
  });
});

test('a write that failed is taken back, also when it was edited to a read', async () => {
  const put = `${failing.Put}\n${fence('bash {undo effect=write id=back}', call('back'))}`;
  const steps = { Put: put, Next: fence('bash {effect=write}', 'echo next') };
  using project = createProject({ 'deploy.md': runbookText(steps), wanted: 'cat wanted' });
  await using run = startInTerminal(project, args, editing(project));
  await answer(run, [start, ['echo "first"', 'r'], ['FAILED', 'e'], ['cat wanted', 'r']]);
  await run.press('echo next', 'q');
  expect(await run.asks('Leave the run?')).toContain('As it stands: one write was begun, by step 1');
  await run.press('Leave the run?', 'p');
  await run.exitCode;
  const { code } = await project.run(['undo', '--no-input', '--yes-to', 'writes']);
  expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['first', 'back'] });
});

describe.concurrent('an edit, when the run goes on with a changed file,', () => {
  const text = (put: string, next = call('next')) =>
    runbookText({ Put: fence('bash {effect=write id=put}', put), Next: fence('bash {effect=write}', next) });

  /** Edited, and left before it ran. */
  async function edited(project: Project): Promise<void> {
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['echo "broken"', 'e'], ['edited', 'p']]);
    await run.exitCode;
  }

  test('is over where the file has another command there, and that is said', async () => {
    using project = createProject({ 'deploy.md': text(call('broken')), wanted: call('edited') });
    await edited(project);
    project.write('deploy.md', text(call('fixed')));
    const flags = ['--no-input', '--yes-to', 'writes', '--use-changed'];
    const { code, stdout } = await project.run(['resume', ...flags]);
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['fixed', 'next'] });
    expect(stdout).toContain('LOOK DROPPED what put.put was edited to: the file has another command there now');
    expect(stepsOf(project)).toEqual(['put: succeeded', 'next: succeeded']);
  });

  test('stays where the file has the same there', async () => {
    using project = createProject({ 'deploy.md': text(call('broken')), wanted: call('edited') });
    await edited(project);
    project.write('deploy.md', text(call('broken'), call('other')));
    const flags = ['--no-input', '--yes-to', 'writes', '--answer', 'put.put=run', '--use-changed'];
    expect((await project.run(['resume', ...flags])).code).toBe(0);
    expect(project.calls()).toEqual(['edited', 'other']);
  });
});

test('an attended run that goes on without a person looks at nothing to show it to nobody', async () => {
  const check = fence('bash {check="" effect=read id=last}', call('look'));
  const steps = {
    Put: fence('bash {effect=write id=put}', call('first')),
    Revert: `Only if it ran:\n\n${fence('bash {effect=write}', call('reverted'))}\n${check}`,
  };
  using project = createProject({ 'deploy.md': runbookText(steps) });
  await using run = startInTerminal(project, args);
  await answer(run, [start, ['echo "first"', 'p']]);
  await run.exitCode;
  const flags = ['--no-input', '--yes-to', 'writes', '--answer', 'revert=no'];
  const { code } = await project.run(['resume', ...flags]);
  expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['first'] });
});

test('evidence that reads a variable is looked at once that has been set', async () => {
  const check = fence('bash {check="" effect=read id=last}', call('look at [$FOUND]'));
  const parts = [fence('bash {effect=write}', 'FOUND=$(cat found)'), check, 'Only if it is so:\n'];
  const body = ['Only if it ran:\n', ...parts, fence('bash {effect=write}', call('done'))].join('\n');
  using project = createProject({ 'deploy.md': runbookText({ Revert: body }), found: 'it' });
  await using run = startInTerminal(project, args);
  await answer(run, [start]);
  await run.asks('[y] yes');
  expect(project.calls()).toEqual([]);
  await answer(run, [
    ['[y] yes', 'y'],
    ['FOUND=', 'r'],
  ]);
  await run.asks('[y] yes');
  expect(project.calls()).toEqual(['look at [it]']);
  await run.press('[y] yes', 'n');
  expect(await run.exitCode).toBe(0);
});

test('a flag from before lets nothing run once more, and choosing what was chosen already changes nothing', async () => {
  const option = (key: string) => fence(`bash {effect=write option="${key}: way"}`, call(key));
  const rest = [fence('bash {effect=write}', call('c')), fence('bash {effect=write}', `${call('d')}; false`)];
  using project = createProject({ 'deploy.md': runbookText({ Put: [option('A'), option('B'), ...rest].join('\n') }) });
  await using run = startInTerminal(project, [...args, '--yes-to', 'writes', '--option', 'put=A']);
  await answer(run, [start, ['FAILED', 'o'], ['choosing runs nothing', '1']]);
  await run.asks('FAILED');
  expect(project.calls()).toEqual(['A', 'c', 'd']);
  await answer(run, [
    ['FAILED', 'o'],
    ['choosing runs nothing', '2'],
  ]);
  // B was never run, and the flag is for it as well; c has been run, and a person is asked.
  expect(await run.asks('[r] run')).toContain('echo "c"');
  expect(project.calls()).toEqual(['A', 'c', 'd', 'B']);
});
