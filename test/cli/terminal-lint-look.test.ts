import { expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, startInTerminal } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

const text = runbookText({
  'Configuration (30 seconds)': fence('bash {effect=write}', 'kubectl rollout undo configmap/shop-config'),
  'Look (10 seconds)': fence('bash {effect=read}', 'true'),
});

const look = ' LOOK      A ConfigMap keeps no revisions';

test('what does damage without a word is said at the card that runs it, and nowhere else', async () => {
  using project = createProject({ 'deploy.md': text });
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  await answer(run, [['the clock starts when you start', 'r']]);
  await comesTrue(() => run.visible().some((row) => row.startsWith(look)));
  await answer(run, [
    ['[s] skip', 's'],
    ['Why?', '1'],
  ]);
  await run.asks('2/2 Look');
  expect(run.visible().filter((row) => row.startsWith(look))).toEqual([]);
});

test('it is said again where a run goes on', async () => {
  using project = createProject({ 'deploy.md': text });
  {
    await using run = startInTerminal(project, ['run', 'deploy.md']);
    await answer(run, [['the clock starts when you start', 'r']]);
    await run.asks('1/2 Configuration');
  }
  await using resumed = startInTerminal(project, ['resume']);
  await answer(resumed, [['[r] ', 'r']]);
  await comesTrue(() => resumed.visible().some((row) => row.startsWith(look)));
});

test('a rule that is switched off says nothing', async () => {
  using project = createProject({
    'deploy.md': text,
    'runbook.config.yaml': 'lint: { rules: { configmap-has-no-undo: off } }\n',
  });
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  await answer(run, [
    ['the clock starts when you start', 'r'],
    ['[s] skip', 's'],
    ['Why?', '1'],
    ['2/2 Look', 's'],
  ]);
  expect([...run.seenRows()].filter((row) => row.startsWith(look))).toEqual([]);
});
