import { expect, test } from 'vitest';
import { createInterruption } from '../../src/runner/interruption.ts';
import { StopReason } from '../../src/runner/ports.ts';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

test('the signal of a Ctrl-C that has ended an action already is used up, and the next one counts', () => {
  const interruption = createInterruption(true);
  const stops: StopReason[] = [];
  interruption.watch((reason) => stops.push(reason), 'read')[Symbol.dispose]();
  interruption.expectSigint();
  interruption.receive('SIGINT');
  expect({ ended: interruption.ended.aborted, stops }).toEqual({ ended: false, stops: [] });
  interruption.watch((reason) => stops.push(reason), 'read');
  interruption.receive('SIGINT');
  expect({ ended: interruption.ended.aborted, stops }).toEqual({ ended: false, stops: [new StopReason('responder')] });
  interruption.receive('SIGINT');
  expect(interruption.ended.reason).toBe('SIGINT');
});

test('Ctrl-C while until= waits for its next attempt leads to the failure card', async () => {
  const polling = fence('bash {effect=read until=300s every=200s}', 'echo attempt >> "$CALLS"', 'false');
  using project = createProject({ 'deploy.md': runbookText({ One: polling }) });
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  await answer(run, [
    ['the clock starts when you start', 'r'],
    ['echo attempt', 'r'],
  ]);
  const pid = () => project.events().flatMap((event) => (event.type === 'action-started' ? [event.pid] : []))[0];
  await comesTrue(() => project.calls().length === 1 && pid() !== undefined && !isAlive(pid() ?? 0));
  run.send(keys.ctrlC);
  await answer(run, [
    ['stopped by you', 's'],
    ['Why?', '1'],
  ]);
  expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
    code: 1,
    calls: ['attempt'],
    steps: ['one: skipped (not needed)'],
  });
});
