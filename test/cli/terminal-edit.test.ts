import { describe, expect, test } from 'vitest';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;

const steps = {
  Put: fence('bash {effect=write id=put}', 'echo "first command" >> "$CALLS"'),
  Next: fence('bash {effect=write}', 'echo next >> "$CALLS"'),
};

/** An editor that saves what stands in the file `wanted`. */
function editing(project: Project) {
  return { env: { EDITOR: `cp -f ${project.folder}/wanted` } };
}

function editsOf(project: Project) {
  return project.events().flatMap((event) => (event.type === 'action-edited' ? [[event.action, event.source]] : []));
}

describe.concurrent('e', () => {
  test('puts what was saved in the place of the command, for this run, and runs nothing', async () => {
    const wanted = 'echo other >> "$CALLS"\nif false; then :; fi\n';
    using project = createProject({ 'deploy.md': runbookText(steps), wanted });
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['first command', 'e']]);
    const card = await run.asks('[r] run');
    expect(project.calls()).toEqual([]);
    expect(card).toContain('     echo other >> "$CALLS"\n');
    expect(card).toContain(' WRITE (assumed)  no target is declared');
    expect(card).toMatch(/^ edited {11}by \w+, for this run; \[d\] shows what the runbook says$/m);
    expect(run.text()).toContain(' The command of put.put, for this run alone: the file stays as it is.\n');
    await run.press('[r] run', 'd');
    expect(await run.sees('any key: back')).toContain('echo "first command"');
    run.send('x');
    await answer(run, [
      ['echo other', 'r'],
      ['echo next', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), edits: editsOf(project) }).toEqual({
      code: 0,
      calls: ['other', 'next'],
      edits: [['put.put', wanted.trimEnd()]],
    });
    expect(project.read('deploy.md')).toBe(runbookText(steps));
  });

  test('leads from a failure to a card of its own, and what failed before does not count', async () => {
    const failing = { Put: fence('bash {effect=read id=put}', 'cat missing'), Next: steps.Next };
    using project = createProject({ 'deploy.md': runbookText(failing), wanted: 'cat wanted' });
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['cat missing', 'r'], ['FAILED', 'e']]);
    const card = await run.asks('[r] run');
    expect(card).toContain(' read (assumed)');
    expect(card).not.toContain('FAILED');
    await answer(run, [
      ['[r] run', 'r'],
      ['echo next', 'r'],
    ]);
    expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
      code: 0,
      steps: ['put: succeeded', 'next: succeeded'],
    });
  });

  test.each([
    ['has no commands in it', '# nothing\n', 'Not taken: '],
    ['is no shell', 'if true; then\n', 'Not taken: '],
    ['holds the value of a secret', 'curl -u me:s3cret-value https://x.test\n', 'Not taken: the value of a secret'],
  ])('takes nothing that %s', async (_, wanted, said) => {
    const front = 'inputs: { token: { type: secret } }';
    using project = createProject({ 'deploy.md': runbookText(steps, { front }), wanted });
    const env = { ...editing(project).env, RUNBOOK_INPUT_TOKEN: 's3cret-value' };
    await using run = startInTerminal(project, args, { env });
    await answer(run, [start, ['first command', 'e']]);
    const refused = await run.asks('Esc: back');
    expect(refused).toContain(said);
    expect(refused.replace(/\s+/g, ' ')).toContain('The command is as it was.');
    await answer(run, [
      ['Esc: back', keys.escape],
      ['[r] run', 'r'],
      ['echo next', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), edits: editsOf(project) }).toEqual({
      code: 0,
      calls: ['first command', 'next'],
      edits: [],
    });
    expect(project.everythingKept()).not.toContain('s3cret-value');
  });

  test.each([
    ['changes nothing', { EDITOR: 'true' }, undefined],
    ['cannot be started', { EDITOR: 'no-such-editor' }, 'no-such-editor is not there; set EDITOR'],
    ['ends with an error', { EDITOR: 'false' }, 'false ended with exit code 1'],
    ['leaves no file', { EDITOR: 'rm -f' }, 'rm -f has left no file'],
    ['comes from VISUAL, which goes before EDITOR,', { EDITOR: 'true', VISUAL: 'false' }, 'false ended with'],
  ])('leads back to the card where the editor %s', async (_, env, said) => {
    using project = createProject({ 'deploy.md': runbookText(steps) });
    await using run = startInTerminal(project, args, { env });
    await answer(run, [start, ['first command', 'e']]);
    if (said !== undefined) {
      expect((await run.asks('Esc: back')).replace(/\s+/g, ' ')).toContain(`Not taken: ${said}`);
      await run.press('Esc: back', keys.escape);
    }
    await answer(run, [
      ['[r] run', 'r'],
      ['echo next', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['first command', 'next'] });
  });

  test('leaves a command that the runbook calls destructive so, unless it only reads now', async () => {
    const lethal = { Drop: fence('bash {effect=destructive}', 'echo dropped >> "$CALLS"'), Next: steps.Next };
    using project = createProject({ 'deploy.md': runbookText(lethal), wanted: 'echo dropped-2 >> "$CALLS"' });
    await using run = startInTerminal(project, args, editing(project));
    await answer(run, [start, ['echo dropped', 'e']]);
    const card = await run.asks('echo dropped-2');
    expect(card).toContain('! DESTRUCTIVE !');
    expect(card.replace(/\s+/g, ' ')).toContain('the runbook says that the command it stands for is destructive');
    project.write('wanted', 'cat wanted');
    await answer(run, [
      ["[r] run: asks for the target's name", 'e'],
      ['read (assumed)', 'r'],
      ['echo next', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['next'] });
  });
});

test('what was edited is what is left, and what a resumed run goes on with', async () => {
  using project = createProject({ 'deploy.md': runbookText(steps), wanted: 'echo other >> "$CALLS"' });
  await using run = startInTerminal(project, args, editing(project));
  await answer(run, [start, ['first command', 'e']]);
  await run.asks('echo other');
  run.signal('SIGKILL');
  await run.exitCode;
  const rest = await project.run(['plan', '--rest']);
  expect(rest.stdout).toContain('echo other >> "$CALLS"');
  expect(rest.stdout).not.toContain('first command');
  const { code } = await project.run(['resume', '--no-input', '--yes-to', 'writes', '--answer', 'put.put=run']);
  expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['other', 'next'] });
  const { stdout } = await project.run(['report', '--format', 'md']);
  expect(stdout).toMatch(/ \*\*\w+\*\* edited the command of put\.put for this run$/m);
});

test('a closed terminal ends the editor too, and nothing of it is taken', async () => {
  using project = createProject({ 'deploy.md': runbookText(steps) });
  const env = { EDITOR: `sh -c 'echo $$ > ${project.folder}/pid; echo lost > "$1"; sleep 300' ed` };
  await using run = startInTerminal(project, args, { env });
  await answer(run, [start, ['first command', 'e']]);
  await comesTrue(() => project.exists('pid') && project.read('pid').endsWith('\n'));
  run.close();
  await run.exitCode;
  const pid = Number(project.read('pid'));
  await comesTrue(() => !isAlive(pid));
  expect({ edits: editsOf(project), calls: project.calls() }).toEqual({ edits: [], calls: [] });
  expect(project.events().at(-1)).toMatchObject({ type: 'run-paused' });
});
