import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { type Answers, answer, keys, startInTerminal } from './terminal-run.ts';
import { actionsOf, endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;

const troubleshooting = `## Troubleshooting

**Database rollback failed:**
- Check migration logs

**Pod stuck in CrashLoopBackOff:**
- Check logs: \`kubectl logs <pod-name>\`
- Check events

**Certificate expired:**
- See [the second step](#two)
`;

/** The symptoms of a failure card in the order that it shows them. */
function helpOf(card: string): readonly string[] {
  const help = card.split('\n').slice(card.split('\n').findIndex((line) => line.startsWith(' help ')));
  const symptoms = ['Database rollback failed', 'Pod stuck in CrashLoopBackOff', 'Certificate expired'];
  const text = help.join('\n');
  const found = symptoms.flatMap((symptom) =>
    text.includes(symptom) ? [[text.indexOf(symptom), symptom] as const] : [],
  );
  return found.toSorted(([a], [b]) => a - b).map(([, symptom]) => symptom);
}

describe.concurrent('the failure card', () => {
  test('says what failed, its last words, what is true now, and the help whose word is in the output', async () => {
    const failing = fence(
      'bash {effect=write}',
      'echo rolling out',
      'echo "pod-1  0/1  CrashLoopBackOff" >&2',
      'false',
    );
    using project = createProject({ [file]: runbookText({ One: failing }, { after: troubleshooting }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['false', 'r']]);
    const card = await run.asks('FAILED');
    expect(card.slice(card.indexOf('!!')).split('\n')).toEqual([
      expect.stringMatching(/^!! 1\/1 One !+ FAILED !!$/),
      expect.stringMatching(/^ failed {4}exit code 1 after 0:0\d, action 1 {25}deploy\.md:11$/),
      '           at line 11: false',
      '     echo rolling out',
      '     echo "pod-1  0/1  CrashLoopBackOff" >&2',
      '     false',
      ' output    the last 2 lines',
      ' | rolling out',
      ' | pod-1  0/1  CrashLoopBackOff',
      ' so far    1 failed',
      '',
      ' help   1  Pod stuck in CrashLoopBackOff           its word is in the output',
      '             Check logs: kubectl logs <pod-name>',
      '             Check events',
      '        2  Database rollback failed    3  Certificate expired',
      '',
      '-'.repeat(80),
      expect.stringMatching(/^ YOUR TURN {3}run 0:0\d {3}step 0:0\d/),
      ' [1] open help 1   [h] by hand   [e] edit   [s] skip',
      ' [r] run again   [a] accept as it is, asks why',
      ' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]',
    ]);
  });

  test('names the help that is linked to the step before the one whose word is in the output', async () => {
    const failing = fence('bash {effect=read}', 'echo CrashLoopBackOff; false');
    using project = createProject({ [file]: runbookText({ One: failing, Two: failing }, { after: troubleshooting }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['false', 'r']]);
    expect(helpOf(await run.asks('FAILED'))).toEqual([
      'Pod stuck in CrashLoopBackOff',
      'Database rollback failed',
      'Certificate expired',
    ]);
    await answer(run, [
      ['FAILED', 's'],
      ['Why?', '1'],
      [/2\/2 Two[\s\S]*false/, 'r'],
    ]);
    expect(helpOf(await run.asks('FAILED'))).toEqual([
      'Certificate expired',
      'Pod stuck in CrashLoopBackOff',
      'Database rollback failed',
    ]);
  });

  test('runs the command again, as often as it is asked to', async () => {
    const third = fence('bash {effect=write}', 'echo try >> "$CALLS"', '[ "$(grep -c try "$CALLS")" -ge 3 ]');
    using project = createProject({ [file]: runbookText({ One: third }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['grep', 'r'], ['FAILED', 'r'], ['FAILED', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls(), actions: actionsOf(project).length }).toEqual({
      code: 0,
      calls: ['try', 'try', 'try'],
      actions: 3,
    });
  });

  test('goes the way that the runbook names for a failure', async () => {
    const steps = {
      One: fence('bash {effect=write on-failure=restore}', 'false'),
      Two: fence('bash {effect=write}', 'echo two >> "$CALLS"'),
      Restore: fence('bash {effect=write}', 'echo restored >> "$CALLS"'),
    };
    using project = createProject({ [file]: runbookText(steps) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['false', 'r'], ['[f] go on at: Restore', 'f'], ['echo restored', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls(), end: endOf(project)[0] }).toEqual({
      code: 1,
      calls: ['restored'],
      end: 'failed, exit code 1',
    });
  });

  const unexpected = `${fence('bash {effect=write}', 'echo "1 pod is ready"')}\nExpected output:\n\n${fence('', '3 pods are ready')}`;

  test.each([
    ['accepted for a reason that is recorded', ['a', `one is enough${keys.enter}`], 'accepted (one is enough)', 0],
    ['the end', ['q', 'q'], 'failed (the output does not hold the expected line: 3 pods are ready)', 1],
  ] as const)(
    'also comes for output that was not expected, which may be %s',
    async (_words, pressed, outcome, code) => {
      using project = createProject({ [file]: runbookText({ One: unexpected }) });
      await using run = startInTerminal(project, args);
      const asked = ['expected line: 3 pods are ready', /Why is it acceptable\?|Leave the run\?/];
      const answers: Answers = pressed.map((key, index) => [asked[index] ?? '', key]);
      await answer(run, [start, ['echo "1 pod', 'r'], ...answers]);
      expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({ code, steps: [`one: ${outcome}`] });
    },
  );
});

test('the contacts are one key away, and the question stands again below them', async () => {
  const after = '## Emergency Contacts\n\n- On-call engineer: Pager duty\n- Database admin: #database-team\n';
  using project = createProject({ [file]: runbookText({ One: fence('bash {effect=write}', 'true') }, { after }) });
  await using run = startInTerminal(project, args);
  await answer(run, [start, ['WRITE', 'c']]);
  const shown = await run.asks('Database admin: #database-team');
  expect(shown).toMatch(
    /^-- Contacts -+\n On-call engineer: Pager duty\n Database admin: #database-team\n\n-+\n YOUR TURN/,
  );
  await answer(run, [
    ['Database admin', 'r'],
    ['WRITE', 'r'],
  ]);
  expect(await run.exitCode).toBe(0);
});

test('a search that finds nothing shows its result and asks whether that is as it should be', async () => {
  const search = fence('bash', 'cat notes.txt | grep ERROR');
  using project = createProject({ [file]: runbookText({ One: search, Two: search }), 'notes.txt': 'all is well\n' });
  await using run = startInTerminal(project, args);
  await answer(run, [start, ['grep ERROR', 'r'], ['Is the result as it should be?', 'y']]);
  await answer(run, [
    ['grep ERROR', 'r'],
    ['Is the result as it should be?', 'n'],
    ['FAILED', 'q'],
    ['Leave the run?', 'q'],
  ]);
  expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
    code: 1,
    steps: ['one: succeeded', expect.stringMatching(/^two: failed/)],
  });
});
