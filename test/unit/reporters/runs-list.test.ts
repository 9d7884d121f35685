import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src/events/run-summary.ts';
import { runsJson, runsTable } from '../../../src/reporters/runs-list.ts';

const run: RunSummary = {
  name: '20261123-031409-payment-processor',
  id: '1123-0314',
  standing: { state: 'ended', outcome: 'succeeded', exitCode: 0 },
  contradictions: [],
  runbook: 'payment-processor',
  drill: false,
  environment: 'production',
  responder: 'mira',
  startedAt: '2026-11-23T03:14:09.000Z',
  lastAt: '2026-11-23T03:17:20.000Z',
  elapsedMs: 191_000,
  budget: { lowerMs: 180_000, upperMs: 300_000 },
  verdict: 'within',
};

const nothingKnown = { name: 'x', contradictions: [], drill: false, elapsedMs: 0 };

const runs: RunSummary[] = [
  run,
  { ...run, id: '1122-0909', standing: { state: 'running', pid: 7 }, drill: true, runbook: '漢字', budget: undefined },
  {
    ...run,
    id: '1121-0000',
    standing: { state: 'ended', outcome: 'failed', exitCode: 1 },
    elapsedMs: 372_000,
    verdict: 'over',
  },
  { ...run, id: '1120-0000', standing: { state: 'interrupted' }, environment: undefined },
  { ...run, id: '1119-0000', standing: { state: 'elsewhere', host: 'bastion-9' }, responder: 'a\u001b[2J\nb' },
  { ...run, id: '1118-0000', standing: { state: 'paused' } },
  { ...run, id: '1117-0000', damage: { line: 7, why: 'line 7 is missing' } },
  { ...run, id: '1116-0000', contradictions: ['the run is recorded as succeeded, but "Healthy" is open'] },
  { ...nothingKnown, id: 'w', standing: { state: 'newer', version: 2 } },
  { ...nothingKnown, id: 'x', standing: { state: 'unreadable', why: 'gone' } },
];

test('one row per run, columns as wide as what is in them', () => {
  expect(
    runsTable(runs),
  ).toBe(`RUN        RUNBOOK            ENVIRONMENT         OUTCOME                    TIME               STARTED               RESPONDER
1123-0314  payment-processor  production          succeeded                  3:11 of 5:00       2026-11-23 03:14:09Z  mira
1122-0909  漢字               production (drill)  running                    3:11               2026-11-23 03:14:09Z  mira
1121-0000  payment-processor  production          FAILED                     6:12 of 5:00 OVER  2026-11-23 03:14:09Z  mira
1120-0000  payment-processor  -                   INTERRUPTED                3:11 of 5:00       2026-11-23 03:14:09Z  mira
1119-0000  payment-processor  production          not ended (bastion-9)      3:11 of 5:00       2026-11-23 03:14:09Z  a [2J b
1118-0000  payment-processor  production          paused                     3:11 of 5:00       2026-11-23 03:14:09Z  mira
1117-0000  payment-processor  production          succeeded, DAMAGED line 7  3:11 of 5:00       2026-11-23 03:14:09Z  mira
1116-0000  payment-processor  production          succeeded, LOOK            3:11 of 5:00       2026-11-23 03:14:09Z  mira
w          -                  -                   UNREADABLE, version 2      -                  -                     -
x          -                  -                   UNREADABLE                 -                  -                     -

10 runs
`);
});

test('the last row counts, also when there is nothing', () => {
  expect([runsTable([]), runsTable([run]).split('\n').at(-2)]).toEqual(['0 runs\n', '1 run']);
});

test('the JSON form holds everything', () => {
  expect(JSON.parse(runsJson([run]))).toEqual({ v: 1, runs: [run] });
});
