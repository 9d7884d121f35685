import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import { finishedLines } from '../../../src/terminal/finished.ts';
import { story } from '../events/story.ts';

const folder = '/home/mira/projects/payments/.runbook/runs/20261123-031409-payment-processor';

/** The story with longer words, and with a run so late that its name has six digits. */
const longStory = story.map((event): RunEvent => {
  switch (event.type) {
    case 'run-started':
      return {
        ...event,
        run: '1123-031409',
        followUps: [
          'Notify everybody in the incident channel, and whoever asked for the release that was taken back',
          '\u001B[2JCreate a ticket',
        ],
      };
    case 'step-ended':
      return event.step === 'verify'
        ? { ...event, detail: 'the dashboards of three regions were looked at by the whole of the team on call' }
        : event;
    default:
      return event;
  }
});

test('the finished screen has no row of more than 80 columns', () => {
  expect(finishedLines(foldRun(longStory), folder)).toEqual([
    '!! payment-processor: UNVERIFIED !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!! PRODUCTION !!',
    ' 3:11 of 5:00, within budget       03:14:09Z to 03:17:20Z       run 1123-031409',
    '',
    ' criterion "Error rate < 1%" is open',
    '',
    ' 1/3 Identify Previous Version     succeeded   0:05 of 0:20',
    ' 2/3 Roll Back Application         succeeded   2:03 of 1:00-2:00, OVER by 0:03',
    ' 3/3 Verify Rollback               skipped     0:00, the dashboards of three',
    '    regions were looked at by the whole of the team on call',
    ' Success Criteria                  1 of 2 met  1 by checks',
    '   Error rate < 1%: open',
    '',
    " LOOK      Argo CD's application argocd/pay is suspended (by mira, 03:15:30Z).",
    '           Until it is back on, later changes will not be deployed:',
    '           runbook debts settle application-pay',
    '',
    ' LOOK      Argo CD is still paused',
    ' to do     [ ] Notify everybody in the incident channel, and whoever asked for',
    '               the release that was taken back',
    '           [ ] \\x1b[2JCreate a ticket',
    '',
    ' timeline to paste     runbook report 1123-031409 --format md',
    ' everything kept',
    ` ${folder}`,
  ]);
});

test('a folder that no row holds is cut', () => {
  const rows = finishedLines(foldRun(longStory), `/${'very-long/'.repeat(20)}`);
  expect(rows.filter((row) => row.length > 80)).toEqual([]);
});
