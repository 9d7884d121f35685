import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { type Answers, answer, comesTrue, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

const call = (name: string) => fence('bash {effect=write}', `echo "${name} $WHERE" >> "$CALLS"`);
const steps = {
  One: fence('bash {effect=write}', 'WHERE="deep $VERSION"', 'API_TOKEN=geheim', 'echo "one" >> "$CALLS"'),
  Two: call('two'),
  Three: fence('bash {effect=write}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done'),
  Four: `${call('four')}\nOnly if it rains:\n\n${call('never')}`,
};
const front = 'inputs: { version: { type: string, default: v1 } }';

beforeEach(() => {
  project = createProject({ 'deploy.md': runbookText(steps, { front }) });
});

afterEach(() => project[Symbol.dispose]());

test('what is left of a run that was killed does the same as the run would have done', async () => {
  const answers = ['--answer', 'four.only-if-it-rains=no'];
  using run = project.start(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...answers]);
  await comesTrue(() => project.exists('begun'));
  run.child.kill('SIGKILL');
  await run.ended;
  const { code, stdout } = await project.run(['plan', '--rest', project.runNames()[0] ?? '']);
  expect(code).toBe(0);
  expect(stdout).toContain('# 1/4 One: succeeded');
  expect(stdout).toContain('# UNKNOWN: 1 began, and no end of it is known. Look first:\n# touch begun\n');
  expect(stdout).not.toContain('geheim');
  const env = { ...process.env, CALLS: `${project.folder}/calls` };
  execFileSync('bash', ['-eu', '-c', stdout], { env, cwd: '/' });
  expect(project.calls()).toEqual(['one', 'two deep v1', 'four deep v1']);
});

test('w shows it in the middle of a run, and leads back', async () => {
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  const shown: Answers = [
    ['the clock starts', 'r'],
    ['API_TOKEN', 'r'],
    ['echo "two', 'q'],
    ['Leave the run?', 'w'],
  ];
  await answer(run, shown);
  const text = await run.asks('as plain commands');
  expect(text).toContain("export WHERE='deep v1'");
  expect(text).not.toContain('geheim');
  await run.press('as plain commands', 'q');
  await run.press('Leave the run?', 'q');
  expect(await run.exitCode).toBe(1);
});
