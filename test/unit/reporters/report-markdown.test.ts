import { describe, expect, test } from 'vitest';
import type { EventBody, UnknownEvent } from '../../../src/events/event.ts';
import { reportMarkdown } from '../../../src/reporters/report-markdown.ts';
import { eventsOf, runStarted, story } from '../events/story.ts';

const started = { ...runStarted, steps: [], criteria: [], followUps: [], budget: undefined };

const intended: EventBody = {
  type: 'action-intended',
  action: 'one.1',
  attempt: 1,
  kind: 'shell',
  effect: 'write',
  command: 'true',
  line: 1,
};
const ended: EventBody = {
  type: 'action-ended',
  action: 'one.1',
  attempt: 1,
  outcome: 'succeeded',
  elapsedMs: 1,
  tail: [],
  outputs: {},
};

describe('reportMarkdown', () => {
  test('a whole run, with outputs, is a post-mortem’s timeline', () => {
    expect(reportMarkdown(story, { logText: (file) => logs.get(file) })).toBe(wholeReport);
  });

  test('without logs there are no outputs, and nothing else is missing', () => {
    const outputs = /\n {2}(`{3,})text\n[\s\S]*?\n {2}\1\n\n/g;
    expect(reportMarkdown(story)).toBe(wholeReport.replace(outputs, ''));
  });

  test('a run without an end says so, and which action was in flight, below what is wrong with the journal', () => {
    const [head] = reportMarkdown(story.slice(0, 11), { warnings: ['line 3 is missing'] }).split('\n## ');
    expect(head).toBe(`- **LOOK** line 3 is missing

# payment-processor: NO END

- **Time:** 0:12 of 5:00, within budget
- **Environment:** PRODUCTION
- **Target:** cluster https://api.example.com:6443, namespace production
- **Responder:** mira on bastion-2
- **From:** 2026-11-23 03:14:09Z to 2026-11-23 03:14:21Z
- **Run:** 20261123-031409-payment-processor
- **Runbook:** rollback/payment-processor.md, sha256 abababababab
- **UNKNOWN:** roll-back.undo began and its end was never written
`);
  });

  test.each<[string, readonly EventBody[], string]>([
    ['none of its actions was begun', [], 'not reached'],
    ['an action was intended and has no end', [intended], 'UNKNOWN, no end written'],
    ['all its actions have ended', [intended, ended], 'not finished'],
  ])('of a step without an end it is said what is known: %s', (_title, events, expected) => {
    const steps = [{ id: 'one', title: 'One' }];
    const bodies: EventBody[] = [{ ...started, steps }, { type: 'step-started', step: 'one' }, ...events];
    const report = reportMarkdown(eventsOf(bodies.map((body) => [0, body])));
    expect(/^\| 1 One \| (.*?) \|/m.exec(report)?.[1]).toBe(expected);
  });

  test('when a run was paused, and when it was interrupted, stands in its head', () => {
    const paused: EventBody = { type: 'run-paused', user: 'mira', reason: 'the terminal was closed' };
    const interrupted: EventBody = {
      type: 'run-ended',
      outcome: 'interrupted',
      exitCode: 130,
      elapsedMs: 5_000,
      reasons: ['interrupted by SIGINT'],
    };
    const heads = [paused, interrupted].map((body) =>
      reportMarkdown(
        eventsOf([
          [0, started],
          [5_000, body],
        ]),
      ).match(/^# .*|- \*\*(?:Paused|Interrupted):.*/gm),
    );
    expect(heads).toEqual([
      ['# payment-processor: PAUSED', '- **Paused:** 2026-11-23 03:14:14Z by mira, because: the terminal was closed'],
      ['# payment-processor: INTERRUPTED', '- **Interrupted:** 2026-11-23 03:14:14Z'],
    ]);
  });

  test('the day stands at the first entry of the next one', () => {
    const nextDay = 22 * 3_600_000;
    const events = eventsOf([
      [0, started],
      [nextDay, { type: 'note', level: 'info', text: 'late' }],
      [nextDay + 1_000, { type: 'note', level: 'info', text: 'later' }],
    ]);
    expect(timelineOf(reportMarkdown(events))).toEqual([
      '- 03:14:09Z (0:00) **mira** started the run on bastion-2',
      '- 2026-11-24 01:14:09Z (22:00:00) **runbook** late',
      '- 01:14:10Z (22:00:01) **runbook** later',
    ]);
  });

  test('text of a runbook or a person cannot be markup', () => {
    const text = '# *a* `b` <img src=x>\n| c | [d](e) snake_case _f_ &amp; ~g~ \\';
    const events = eventsOf([
      [0, started],
      [0, { type: 'note', level: 'info', text }],
    ]);
    expect(timelineOf(reportMarkdown(events))[1]).toBe(
      '- 03:14:09Z (0:00) **runbook** \\# \\*a\\* \\`b\\` \\<img src=x\\> \\| c \\| \\[d\\](e) snake_case \\_f\\_ \\&amp; \\~g\\~ \\\\',
    );
  });

  test('an event that is not understood stands in its place', () => {
    const unknown: UnknownEvent = { type: 'unknown', raw: { v: 2 }, why: 'version 2 is not read here, only 1' };
    const [first, ...rest] = eventsOf([
      [0, started],
      [1_000, { type: 'note', level: 'info', text: 'x' }],
    ]);
    expect(timelineOf(reportMarkdown(first === undefined ? [] : [first, unknown, ...rest]))).toEqual([
      '- 03:14:09Z (0:00) **mira** started the run on bastion-2',
      '- 03:14:09Z (0:00) **runbook** an event that this version does not understand (version 2 is not read here, only 1)',
      '- 03:14:10Z (0:01) **runbook** x',
    ]);
  });

  test('every other kind of event has its line', () => {
    const target = {
      kind: 'database',
      name: 'payments',
      host: 'db-1',
      systemIdentifier: '7',
      role: 'primary',
    } as const;
    const events = eventsOf([
      [0, { type: 'run-paused', user: 'mira', reason: 'lunch' }],
      [0, { type: 'run-handed-off', from: 'mira', to: 'jonas' }],
      [0, { type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 1 }],
      [0, { type: 'target-proved', target, outcome: 'changed', before: 'a.b', detail: 'was a replica' }],
      [0, { type: 'target-proved', target, outcome: 'unreachable' }],
      [0, { type: 'target-proved', target, outcome: 'proved', before: 'a.b' }],
      [0, { type: 'question-answered', question: 'q', kind: 'guard', text: 'Only if x', answer: 'no', by: 'flag' }],
      [0, { type: 'option-chosen', choice: 'c', option: 'B', title: 'Slow', by: 'value' }],
      [0, { type: 'check-ended', criterion: 'k', verdict: 'not-met', by: 'responder', user: 'jonas' }],
      [0, { type: 'undo-started', actions: ['a.b', 'a.c'] }],
      [0, { type: 'undo-ended', outcome: 'stopped' }],
    ]);
    const said = timelineOf(reportMarkdown(events)).map((line) => line.slice('- 03:14:09Z (0:00) '.length));
    expect(said).toEqual([
      '**mira** paused the run, because: lunch',
      '**mira** handed the run off to jonas',
      '**jonas** resumed the run on bastion-3',
      '**runbook** TARGET CHANGED, now database payments at db-1, primary (was a replica)',
      '**runbook** target NOT PROVED: database payments at db-1, primary',
      '**runbook** target proved before a.b: database payments at db-1, primary',
      '**a flag** answered "Only if x": no',
      '**an input** chose option B: Slow',
      '**jonas** criterion "k": NOT MET',
      '**runbook** undo begins: a.b, a.c',
      '**runbook** undo stopped',
    ]);
  });

  test('nothing at all is still a report', () => {
    expect(reportMarkdown([])).toBe('# A run without a beginning: NO END\n\n- **Time:** 0:00\n');
  });
});

const logs = new Map([['identify.history.1.log', 'REVISION  CHANGE-CAUSE\n\n41  v1.1.0\n']]);

function timelineOf(report: string): string[] {
  const [, timeline = ''] = report.split('## Timeline (UTC)\n\n');
  const [lines = ''] = timeline.split('\n\n## ');
  return lines.split('\n').filter((line) => line.startsWith('- '));
}

const wholeReport = `# payment-processor: UNVERIFIED

- **Time:** 3:11 of 5:00, within budget
- **Environment:** PRODUCTION
- **Target:** cluster https://api.example.com:6443, namespace production
- **Responder:** mira on bastion-2
- **From:** 2026-11-23 03:14:09Z to 2026-11-23 03:17:20Z
- **Run:** 20261123-031409-payment-processor
- **Runbook:** rollback/payment-processor.md, sha256 abababababab
- **Because:** criterion "Error rate \\< 1%" is open

## Steps

| Step | Outcome | Planned | Actual | Verdict |
| --- | --- | ---: | ---: | --- |
| 1 Identify Previous Version | succeeded | 0:20 | 0:05 | within budget |
| 2 Roll Back Application | succeeded | 1:00-2:00 | 2:03 | OVER BUDGET |
| 3 Verify Rollback | skipped (not needed) |  | 0:00 |  |

## Success criteria

- All pods running and healthy: met, by check (3 of 3 ready)
- Error rate \\< 1%: open

## Timeline (UTC)

- 03:14:09Z (0:00) **mira** started the run on bastion-2, budget 5:00
- 03:14:09Z (0:00) **runbook** target proved: cluster https://api.example.com:6443, namespace production
- 03:14:10Z (0:01) **runbook** step 1/3 Identify Previous Version begins
- 03:14:10Z (0:01) **runbook** identify.history, read, line 31

  \`\`\`sh
  kubectl rollout history deployment/payment-processor
  \`\`\`

- 03:14:15Z (0:06) **runbook** identify.history: succeeded, exit code 0 after 0:04

  \`\`\`text
  REVISION  CHANGE-CAUSE

  41  v1.1.0
  \`\`\`

- 03:14:15Z (0:06) **runbook** step 1/3 Identify Previous Version: succeeded after 0:05
- 03:14:16Z (0:07) **runbook** step 2/3 Roll Back Application begins
- 03:14:18Z (0:09) **mira** chose option A: The chosen revision
- 03:14:21Z (0:12) **mira** answered "WRITE to production": run, because: v1.1.1 is broken
- 03:14:21Z (0:12) **runbook** roll-back.undo, WRITE, line 47

  \`\`\`sh
  kubectl rollout undo deployment/payment-processor
  echo done
  \`\`\`

- 03:14:24Z (0:15) **runbook** roll-back.undo: failed after 0:02: exit code 1 at line 47

  \`\`\`\`text
  \`\`\`
  error: conflict
  \`\`\`\`

- 03:14:25Z (0:16) **runbook** roll-back.undo, WRITE, line 47, attempt 2

  \`\`\`sh
  kubectl rollout undo deployment/payment-processor
  \`\`\`

- 03:14:29Z (0:20) **runbook** roll-back.undo: succeeded, exit code 0 after 0:04
- 03:16:16Z (2:07) **runbook** 2/3 Roll Back Application went OVER BUDGET 2:00 and goes on
- 03:16:19Z (2:10) **runbook** step 2/3 Roll Back Application: succeeded after 2:03, OVER BUDGET
- 03:16:19Z (2:10) **runbook** step 3/3 Verify Rollback: skipped (not needed) after 0:00
- 03:16:29Z (2:20) **a check** criterion "All pods running and healthy": met (3 of 3 ready)
- 03:16:39Z (2:30) **runbook** LOOK Argo CD is still paused
- 03:16:39Z (2:30) **runbook** owed: Argo CD's application argocd/pay is suspended (by mira, 03:15:30Z)
- 03:16:39Z (2:30) **runbook** owed: Flux waits (by mira, 03:16:00Z)
- 03:16:39Z (2:30) **runbook** settled: kustomization-apps
- 03:17:20Z (3:11) **runbook** run UNVERIFIED after 3:11

## Owed

- [ ] Argo CD's application argocd/pay is suspended (by mira, 03:15:30Z): \`runbook debts settle application-pay\`

## Follow-up

- [ ] Notify team in incident channel
- [ ] Create post-mortem ticket

## Notes

- LOOK Argo CD is still paused
`;
