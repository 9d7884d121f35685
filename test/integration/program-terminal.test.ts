import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { expect, test } from 'vitest';
import { bash, openRig } from './shell-session-rig.ts';

interface Options {
  readonly terminal: 'whole' | 'input';
  readonly answer: string;
  /** Whether a pseudo-terminal stands for the person's, or theirs is lent. */
  readonly person: 'joined' | 'lends';
}

/** Runs one interactive script in a real terminal, types an answer when it is asked for, and returns what was shown. */
async function runInTerminal(script: string, options: Options): Promise<string> {
  const { terminal, answer, person } = options;
  await using rig = openRig();
  const program = `
    import { createShellSession } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/shell-session.ts'))};
    await using session = createShellSession({ bash: ${JSON.stringify(bash)}, folder: ${JSON.stringify(rig.folder)}, baseEnvironment: process.env, scratchFolder: ${JSON.stringify(rig.root)}, person: ${person === 'joined' ? '{ input: process.stdin, output: process.stdout }' : 'undefined'} });
    const run = { action: 'a', source: { name: 'release.md', line: 2 }, variables: {}, signal: new AbortController().signal, started() {}, background: false };
    const piped = [];
    const output = (stream, chunk) => piped.push(stream + '=' + chunk.toString().trim());
    const first = await session.run({ ...run, output, script: ${JSON.stringify(script)}, terminal: ${JSON.stringify(terminal)} });
    await session.run({ ...run, output, action: 'b', script: 'echo "kept $NAME"', terminal: 'none' });
    console.log(first.end, ...first.notes, JSON.stringify(piped));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { cols: 200, rows: 24 });
  let shown = '';
  child.onData((text) => {
    const isAsked = shown.includes('name? ');
    shown += text;
    if (!isAsked && shown.includes('name? ')) child.write(`${answer}\r`);
  });
  await new Promise((resolve) => child.onExit(resolve));
  return shown.replaceAll(/\r+\n/g, '\n');
}

const whole = 'read -r -p "name? " NAME; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo "hello $NAME"';
const captured = 'read -r -p "name? " NAME; [ -t 0 ] && [ ! -t 1 ] && [ -t 2 ] && echo "hello $NAME"';

test('an interactive action asks at a terminal, what it learns goes on, and what was seen is kept', async () => {
  const shown = await runInTerminal(whole, { terminal: 'whole', answer: 'Ada', person: 'joined' });
  const kept = ['stdout=name? Ada', 'stdout=hello Ada', 'stdout=kept Ada'];
  expect(shown).toBe(`name? Ada\nhello Ada\nsucceeded ${JSON.stringify(kept)}\n`);
});

test('an interactive action whose output is captured still asks at a terminal', async () => {
  const shown = await runInTerminal(captured, { terminal: 'input', answer: 'Ada', person: 'joined' });
  const kept = ['stderr=name? Ada', 'stdout=hello Ada', 'stdout=kept Ada'];
  expect(shown).toBe(`name? Ada\nsucceeded ${JSON.stringify(kept)}\n`);
});

test('where there is no pseudo-terminal the terminal itself is lent, and that no transcript was kept is said', async () => {
  const shown = await runInTerminal(whole, { terminal: 'whole', answer: 'Ada', person: 'lends' });
  const note = 'this platform has no pseudo-terminals for it: no transcript was kept';
  expect(shown).toBe(`name? Ada\nhello Ada\nsucceeded ${note} ${JSON.stringify(['stdout=kept Ada'])}\n`);
  const input = await runInTerminal(captured, { terminal: 'input', answer: 'Ada', person: 'lends' });
  expect(input).toBe(`name? Ada\nsucceeded ${note} ${JSON.stringify(['stdout=hello Ada', 'stdout=kept Ada'])}\n`);
});
