import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { type Answers, answer, comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;

function calling(name: string): string {
  return `echo ${name} >> "$CALLS"`;
}

function write(name: string): string {
  return fence('bash {effect=write}', calling(name));
}

function read(name: string): string {
  return fence('bash {effect=read}', calling(name));
}

const everyPrompt = runbookText(
  {
    'Ask First': `Only if it rains:\n\n${write('guarded')}`,
    Choose: fence('bash', '# Option A: one', calling('a'), '', '# Option B: two', calling('b')),
    Destroy: fence('bash {effect=destructive}', calling('destroyed')),
    'Look At It': fence('bash', '# - Is it so?'),
    Fail: fence('bash {effect=read}', 'false'),
    'Pull a Lever': '1. Pull the lever.\n',
    Remote: fence('bash', 'ssh host', 'systemctl restart app'),
  },
  { before: '## Prerequisites\n\n- A cup of tea\n', after: '## Success Criteria\n\n- [ ] All is well\n' },
);

const throughEveryPrompt: Answers = [
  ['A cup of tea', 'y'],
  start,
  ['it rains', 'n'],
  ['2 options', '2'],
  ['echo b', 'r'],
  ['DESTRUCTIVE', 's'],
  ['Why?', '1'],
  ['Is it so?', 'y'],
  ['false', 'r'],
  ['FAILED', 's'],
  ['Why?', '2'],
  ['Pull the lever', 'y'],
  ['REFUSED', 'y'],
  ['All is well', 'y'],
];

/** Every kind of key that no prompt has a meaning for; Enter comes again between what was typed. */
const useless = [
  ...[keys.enter, '\n', keys.up, keys.down, keys.left, keys.right, ' ', '\t', '\u007F', '\b', keys.enter],
  ...['\u001BOP', '\u001B[H', '\u001B[F', '\u001B[3~', '\u001B[5~', '\u001B[15~', '\u001B[1;5C', '\u001Br', '\u001By'],
  ...[
    'b',
    'g',
    'i',
    't',
    'x',
    'z',
    'j',
    'k',
    'm',
    'v',
    '/',
    '0',
    '9',
    '~',
    'ä',
    '€',
    '\u0001',
    '\u0012',
    '\u0019',
    keys.enter,
  ],
  ...['\u0004', '\u001A', '\u0013', '\u0011', '\u001B[200~r y 1 q\r\u001B[201~', keys.enter],
].join('');

describe.concurrent('a prompt', () => {
  test('takes the keys that it names, and nothing runs by Enter, arrows, other keys or what is pasted', async () => {
    using project = createProject({ [file]: everyPrompt });
    await using run = startInTerminal(project, args);
    await answer(
      run,
      throughEveryPrompt.map(([asked, key]) => [asked, `${useless}${key}`]),
    );
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 1,
      calls: ['b'],
      steps: [
        'ask-first: skipped-condition (answer: no)',
        'choose: succeeded',
        'destroy: skipped (not needed)',
        'look-at-it: succeeded',
        'fail: skipped (already done)',
        expect.stringMatching(/^pull-a-lever: by-hand/),
        expect.stringMatching(/^remote: by-hand/),
      ],
    });
    expect(run.text()).not.toMatch(/\[Y\/n\]|\[y\/N\]|\(Y\/n\)|\(y\/N\)/);
  });

  test('runs nothing of four thousand characters that are pasted, and is still there', async () => {
    using project = createProject({ [file]: runbookText({ One: write('one') }) });
    await using run = startInTerminal(project, args);
    const pasted = `\u001B[200~${'r\ny q\r1 rs\n'.repeat(400)}\u001B[201~`;
    expect(pasted.length).toBeGreaterThan(4_000);
    await answer(run, [start, ['echo one', pasted]]);
    await run.pressAgain(pasted);
    expect(project.calls()).toEqual([]);
    await run.pressAgain('r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one'] });
  });

  test('takes capitals as the same keys', async () => {
    using project = createProject({ [file]: everyPrompt });
    await using run = startInTerminal(project, args);
    await answer(
      run,
      throughEveryPrompt.map(([asked, key]) => [asked, key.toUpperCase()]),
    );
    expect({ code: await run.exitCode, calls: project.calls(), steps: stepsOf(project).length }).toEqual({
      code: 1,
      calls: ['b'],
      steps: 7,
    });
  });

  test('does not mistake the late rest of an arrow key for a key', async () => {
    using project = createProject({ [file]: runbookText({ One: fence('bash {effect=read}', 'false') }) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['false', 'r']]);
    await run.press('FAILED', keys.escape);
    await run.pressAgain('[A');
    await run.pressAgain('q');
    await run.press('Leave the run?', 'q');
    expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
      code: 1,
      steps: [expect.stringMatching(/^one: failed/)],
    });
  });

  test('throws away what was typed before its card stood there', async () => {
    const waiting = ['touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done', calling('one')];
    const text = runbookText({
      One: fence('bash {effect=write}', ...waiting),
      Two: write('two'),
      Three: write('three'),
    });
    using project = createProject({ [file]: text });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch begun', 'r']]);
    await comesTrue(() => project.exists('begun'));
    run.send('r\rrrrr\r\n\rRRRyy11');
    project.write('go-on', '');
    await answer(run, [
      ['echo two', 's'],
      ['Why?', '1'],
      ['echo three', 'r'],
    ]);
    await run.exitCode;
    expect({ calls: project.calls(), steps: stepsOf(project) }).toEqual({
      calls: ['one', 'three'],
      steps: ['one: succeeded', 'two: skipped (not needed)', 'three: succeeded'],
    });
  });
});

describe.concurrent('one key press', () => {
  test('runs one write and the reads after it; the next write waits', async () => {
    const text = runbookText({ One: [write('w1'), read('r2'), read('r3'), write('w4'), read('r5')].join('\n') });
    using project = createProject({ [file]: text });
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    const card = await run.asks('echo w1');
    expect(card).toMatch(/^ runs {6}1, WRITE; then 2, read; then 3, read$/m);
    expect(project.calls()).toEqual([]);
    await run.press('echo w1', 'r');
    await run.asks(/echo w4 [\s\S]*echo r5 /);
    expect(project.calls()).toEqual(['w1', 'r2', 'r3']);
    await run.press('echo w4', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({
      code: 0,
      calls: ['w1', 'r2', 'r3', 'w4', 'r5'],
    });
  });

  test('is needed by every un-annotated fence and every write, also by those that --yes-to covers elsewhere', async () => {
    using project = createProject({
      [file]: runbookText({ One: fence('bash', calling('one'), 'ls'), Two: fence('bash', './own-program') }),
    });
    await using run = startInTerminal(project, [...args, '--yes-to', 'writes']);
    await answer(run, [
      start,
      [/WRITE \(assumed\)[\s\S]*echo one/, 's'],
      ['Why?', '1'],
      ['own-program', 's'],
      ['Why?', '1'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 1, calls: [] });
  });

  test('is needed by nothing that the command line has answered', async () => {
    using project = createProject({ [file]: runbookText({ One: write('one'), Two: read('two') }) });
    await using run = startInTerminal(project, [...args, '--yes-to', 'writes']);
    await answer(run, [start]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
  });
});
