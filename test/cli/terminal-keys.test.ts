import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const file = 'deploy.md';
const run = ['run', file];
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
    'Look At It': fence('bash {effect=read}', '# - Is it so?'),
    Fail: fence('bash {effect=read}', 'false'),
    'By Hand': 'Go to the machine room.\n\n1. Pull the lever.',
  },
  {
    before: '## Prerequisites\n\n- A cup of tea\n',
    after: '## Success Criteria\n\n- [ ] All is well\n',
  },
);

/** Every kind of key that no prompt has a meaning for. Escape sequences also as two halves. */
const uselessKeys = [
  ...[keys.enter, '\n', keys.up, keys.down, keys.left, keys.right, ' ', '\t', '\u007F', '\b'],
  ...['\u001BOP', '\u001B[H', '\u001B[F', '\u001B[3~', '\u001B[5~', '\u001B[15~', '\u001B[1;5C'],
  ...['x', 'z', 'j', 'k', 'm', '?', '/', '0', '9', '~', 'ä', '€', '\u0001', '\u0004', '\u001A', '\u0013', '\u0011'],
];

describe.concurrent('a prompt', () => {
  test('does nothing on Enter, arrows, space and letters that it does not name', async () => {
    using project = createProject({ [file]: everyPrompt });
    await using terminal = startInTerminal(project, run);
    const answers = [
      ['A cup of tea', 'y'],
      start,
      ['it rains', 'n'],
      ['2 options', '2'],
      ['echo b', 'r'],
      [/DESTRUCTIVE[\s\S]*destroyed/, 's'],
      ['Why?', '1'],
      ['Is it so?', 'y'],
      ['false', 'r'],
      ['FAILED', 's'],
      ['Why?', '2'],
      ['All is well', 'y'],
    ] as const;
    for (const [asked, key] of answers) {
      for (const useless of uselessKeys) await terminal.press(asked, useless);
      await terminal.press(asked, key);
    }
    expect({ code: await terminal.exitCode, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 1,
      calls: ['b'],
      steps: [],
    });
  });
});
