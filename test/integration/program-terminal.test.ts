import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { expect, test } from 'vitest';
import { bash, openRig } from './shell-session-rig.ts';

/** Runs one interactive script in a real terminal, types an answer when it is asked for, and returns what was shown. */
async function runInTerminal(script: string, terminal: 'whole' | 'input', answer: string): Promise<string> {
  await using rig = openRig();
  const program = `
    import { createShellSession } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/shell-session.ts'))};
    await using session = createShellSession({ bash: ${JSON.stringify(bash)}, folder: ${JSON.stringify(rig.folder)}, baseEnvironment: process.env, scratchFolder: ${JSON.stringify(rig.root)} });
    const run = { action: 'a', source: { name: 'release.md', line: 2 }, variables: {}, signal: new AbortController().signal, started() {}, background: false };
    const piped = [];
    const output = (stream, chunk) => piped.push(stream + '=' + chunk.toString().trim());
    const first = await session.run({ ...run, output, script: ${JSON.stringify(script)}, terminal: ${JSON.stringify(terminal)} });
    await session.run({ ...run, output, action: 'b', script: 'echo "kept $NAME"', terminal: 'none' });
    console.log(first.end, piped.join(' '));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { cols: 200, rows: 24 });
  let shown = '';
  child.onData((text) => {
    const isAsked = shown.includes('name? ');
    shown += text;
    if (!isAsked && shown.includes('name? ')) child.write(`${answer}\r`);
  });
  await new Promise((resolve) => child.onExit(resolve));
  return shown.replaceAll('\r\n', '\n');
}

test('an interactive action asks at the terminal, and what it learns goes on', async () => {
  const script = 'read -r -p "name? " NAME; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo "hello $NAME"';
  expect(await runInTerminal(script, 'whole', 'Ada')).toBe('name? Ada\nhello Ada\nsucceeded stdout=kept Ada\n');
});

test('an interactive action whose output is captured still asks at the terminal', async () => {
  const script = 'read -r -p "name? " NAME; [ -t 0 ] && [ -t 2 ] && echo "hello $NAME"';
  expect(await runInTerminal(script, 'input', 'Ada')).toBe('name? Ada\nsucceeded stdout=hello Ada stdout=kept Ada\n');
});
