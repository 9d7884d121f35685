import { expect, test } from 'vitest';
import { reportJson } from '../../../src/reporters/report-json.ts';
import { debtOfArgo, runStarted, story } from '../events/story.ts';

test('the head, the steps and the criteria of a run', () => {
  const report = JSON.parse(reportJson(story));
  const { steps, criteria, actions, timeline, targets, ...head } = report;
  expect(head).toEqual({
    v: 1,
    run: runStarted.run,
    runbook: runStarted.runbook,
    drill: false,
    environment: 'production',
    responder: 'mira',
    startedAt: '2026-11-23T03:14:09.000Z',
    lastAt: '2026-11-23T03:17:20.000Z',
    endedAt: '2026-11-23T03:17:20.000Z',
    outcome: 'unverified',
    exitCode: 1,
    reasons: ['criterion "Error rate < 1%" is open'],
    elapsedMs: 191_000,
    budget: { lowerMs: 300_000, upperMs: 300_000 },
    verdict: 'within',
    inFlight: [],
    followUps: ['Notify team in incident channel', 'Create post-mortem ticket'],
    notes: [{ at: '2026-11-23T03:16:39.000Z', level: 'look', text: 'Argo CD is still paused' }],
    debts: [{ at: '2026-11-23T03:16:39.500Z', debt: 'application-pay', text: debtOfArgo }],
    warnings: [],
    unknown: [],
  });
  expect(steps[2]).toEqual({
    id: 'verify',
    title: 'Verify Rollback',
    status: 'ended',
    outcome: 'skipped',
    detail: 'not needed',
    elapsedMs: 0,
  });
  expect(criteria).toEqual([
    {
      id: 'criteria.healthy',
      text: 'All pods running and healthy',
      verdict: 'met',
      by: 'check',
      detail: '3 of 3 ready',
    },
    { id: 'criteria.errors', text: 'Error rate < 1%', verdict: 'open' },
  ]);
  expect([targets.length, actions.length, timeline.length]).toEqual([1, 2, story.length - 1]);
});

test('an entry has the command, and the output only where logs are given', () => {
  const entries = [reportJson(story), reportJson(story, { logText: () => undefined })].map((report) =>
    JSON.parse(report).timeline.slice(3, 5),
  );
  const intended = {
    at: '2026-11-23T03:14:10.100Z',
    monoMs: 1_100,
    actor: 'runbook',
    text: 'identify.history, read, line 31',
    command: 'kubectl rollout history deployment/payment-processor',
  };
  const ended = {
    at: '2026-11-23T03:14:15.000Z',
    monoMs: 6_000,
    actor: 'runbook',
    text: 'identify.history: succeeded, exit code 0 after 0:04',
  };
  expect(entries).toEqual([
    [intended, ended],
    [intended, { ...ended, output: 'REVISION\n41' }],
  ]);
});

test('a run without an end has no outcome, and names what is in flight', () => {
  const { outcome, exitCode, inFlight, elapsedMs } = JSON.parse(reportJson(story.slice(0, 11)));
  expect([outcome, exitCode, inFlight, elapsedMs]).toEqual([null, null, ['roll-back.undo'], 12_100]);
});
