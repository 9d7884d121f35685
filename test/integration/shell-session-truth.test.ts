import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRig } from './shell-session-rig.ts';

/** Scripts begin at line 42 of release.md. */
const failures: readonly (readonly [
  fact: string,
  script: string,
  told: { exitCode: number; line?: number; message: string },
])[] = [
  ['a failing command', 'true\nfalse\necho on', { exitCode: 1, line: 43, message: 'exit code 1 at line 43: false' }],
  ['its own exit code', '(exit 3)', { exitCode: 3, line: 42, message: 'exit code 3 at line 42: ( exit 3 )' }],
  ['exit with a code', 'true\n\nexit 7', { exitCode: 7, line: 44, message: 'exit code 7 at line 44: exit' }],
  [
    'a missing program',
    'no-such-program --x',
    { exitCode: 127, line: 42, message: 'exit code 127 at line 42: no-such-program --x' },
  ],
  [
    'an unset variable',
    'true\necho "$MISSING"',
    { exitCode: 1, line: 43, message: 'exit code 1 at line 43: MISSING: unbound variable' },
  ],
  [
    'a variable that must be set',
    'echo "${MISSING?say which}"',
    { exitCode: 1, line: 42, message: 'exit code 1 at line 42: MISSING: say which' },
  ],
  [
    'an assignment to a readonly variable',
    'readonly A=1\nA=2',
    { exitCode: 1, line: 43, message: 'exit code 1 at line 43: A: readonly variable' },
  ],
  [
    'a failure in the middle of a pipeline',
    'true | (exit 5) | true',
    { exitCode: 5, line: 42, message: 'exit code 5 at line 42: true (PIPESTATUS 0 5 0)' },
  ],
  [
    'a reader that stops early',
    'yes | head -n 1 >/dev/null',
    {
      exitCode: 141,
      line: 42,
      message: 'exit code 141 at line 42: head -n 1 > /dev/null (reader stopped early, PIPESTATUS 141 0)',
    },
  ],
  [
    'a failing command in a function of the script',
    'f() {\nfalse\n}\nf',
    { exitCode: 1, line: 43, message: 'exit code 1 at line 43: false' },
  ],
  [
    'a failing command substitution',
    'A=$(false; echo x)',
    { exitCode: 1, line: 42, message: 'exit code 1 at line 42: A=$(false; echo x)' },
  ],
  [
    'errexit switched off and a last command that fails',
    'set +e\nfalse',
    { exitCode: 1, message: 'exit code 1 of its last command' },
  ],
  ['return with a code', 'true\nreturn 4', { exitCode: 4, message: 'exit code 4 of its last command' }],
  [
    'a signal that the shell sends itself',
    'kill -KILL $$',
    {
      exitCode: 137,
      message: 'ended by SIGKILL; the shell left no state (exec or a kill), the state from before the action stands',
    },
  ],
  [
    'a script that replaces its shell',
    'exec true',
    {
      exitCode: 0,
      message: 'exit code 0; the shell left no state (exec or a kill), the state from before the action stands',
    },
  ],
  [
    'a folder that is gone',
    'mkdir gone; cd gone; rmdir ../gone; cd ../gone',
    { exitCode: 1, line: 42, message: 'exit code 1 at line 42: cd ../gone' },
  ],
];

test.each(failures)('%s fails the action with code, line and command', async (_, script, told) => {
  await using rig = openRig();
  const { end, exitCode, signal, line, message } = await rig.run(script);
  expect({ end, exitCode: signal === 'SIGKILL' ? 137 : exitCode, line, message }).toEqual({
    end: 'failed',
    line: undefined,
    ...told,
  });
});

test('a failure in a function of an earlier action names the function and the line that called it', async () => {
  await using rig = openRig();
  await rig.run('f() { grep -q x /dev/null; }');
  const { line, message } = await rig.run('true\nf');
  expect({ line, message }).toEqual({
    line: 43,
    message: 'exit code 1 at line 43: grep -q x /dev/null (in the function f)',
  });
});

test('a failure in a sourced file names that file and the line that sourced it', async () => {
  await using rig = openRig();
  const { line, message } = await rig.run('printf \'true\\nfalse\\n\' > "$PWD/lib.sh"\n. "$PWD/lib.sh"');
  expect({ line, message }).toEqual({
    line: 43,
    message: `exit code 1 at line 43: false (in ${rig.folder}/lib.sh:2, not in the runbook)`,
  });
});

test('errors of the shell carry the name and the line of the runbook, never a temporary path', async () => {
  await using rig = openRig();
  const { stderr } = await rig.run('echo "${BASH_SOURCE[0]}" >&2\nno-such-program || true');
  expect(stderr).toBe('release.md\nrelease.md: line 43: no-such-program: command not found\n');
});

test('a script that does not parse is not run at all', async () => {
  await using rig = openRig();
  const { end, exitCode, line, message, stdout } = await rig.run('touch ran\necho ran\nif true; then\n');
  expect({ end, exitCode, line, stdout }).toEqual({ end: 'failed', exitCode: 2, line: 46, stdout: '' });
  expect(message).toMatch(/^does not parse at line 46: syntax error: unexpected end of file.*; nothing was run$/);
  expect(existsSync(join(rig.folder, 'ran'))).toBe(false);
});

test('extended globs that the script itself switches on are no syntax error', async () => {
  await using rig = openRig();
  expect(await rig.run('shopt -s extglob\n: > a; : > b\necho !(a)')).toMatchObject({ end: 'succeeded', stdout: 'b\n' });
});

test('exit 0 in the middle succeeds and says where it ended', async () => {
  await using rig = openRig();
  const { end, notes, stdout } = await rig.run('echo a\nA=kept\nexit 0\necho b');
  expect({ end, notes, stdout }).toEqual({ end: 'succeeded', notes: ['ended early at line 44'], stdout: 'a\n' });
  expect((await rig.run('echo $A')).stdout).toBe('kept\n');
});

test('exit 0 as the last line leaves nothing out', async () => {
  await using rig = openRig();
  expect(await rig.run('echo a\nexit 0\n# end\n')).toMatchObject({ end: 'succeeded', notes: [], stdout: 'a\n' });
});

test('exit in a subshell does not end the action', async () => {
  await using rig = openRig();
  expect(await rig.run('(exit 0); echo on')).toMatchObject({ end: 'succeeded', notes: [], stdout: 'on\n' });
});

test('an action is strict again after one that was not', async () => {
  await using rig = openRig();
  expect((await rig.run('set +e +u; set +o pipefail; true')).notes).toEqual([
    'not strict: errexit was off when it ended',
  ]);
  expect((await rig.run('echo $-; shopt -qo pipefail && echo pipefail')).stdout).toMatch(/^\w*e\w*u\w*\npipefail\n$/i);
  expect((await rig.run('false')).end).toBe('failed');
});

test('an unset variable is allowed where the runbook says so', async () => {
  await using rig = openRig();
  expect(await rig.run('echo "[$MISSING]"', { strict: 'no-nounset' })).toMatchObject({
    end: 'succeeded',
    stdout: '[]\n',
  });
});

test('a failed action is tried again from the state before it', async () => {
  await using rig = openRig();
  await rig.run('A=1');
  const script = 'readonly B=$A; A=2; echo "$A"; [ -e again ] || { touch again; false; }';
  expect((await rig.run(script, { action: 'step.x' })).end).toBe('failed');
  expect(await rig.run(script, { action: 'step.x' })).toMatchObject({ end: 'succeeded', stdout: '2\n' });
  expect((await rig.run('echo "$A $B"')).stdout).toBe('2 1\n');
});

test('another action after a failed one goes on from what that left', async () => {
  await using rig = openRig();
  await rig.run('A=1; cd /; false');
  expect((await rig.run('echo $A; pwd')).stdout).toBe('1\n/\n');
});

test('a shell that left no state leaves the state from before', async () => {
  await using rig = openRig();
  await rig.run('A=1');
  await rig.run('A=2; exec true');
  expect((await rig.run('echo $A')).stdout).toBe('1\n');
});

test('a working folder that was deleted is named and nothing is run', async () => {
  await using rig = openRig();
  await rig.run('mkdir sub; cd sub');
  await rig.run('rmdir "$PWD"');
  const { end, message, stdout } = await rig.run('echo ran');
  expect({ end, message, stdout }).toEqual({
    end: 'failed',
    message: `the working folder ${rig.folder}/sub is gone, nothing was run`,
    stdout: '',
  });
});

test('a folder of cwd= that is not there is named as the author wrote it, and the shell adds nothing', async () => {
  await using rig = openRig();
  const { end, message, stdout, stderr } = await rig.run('echo ran', { cwd: 'nowhere' });
  expect({ end, message, stdout, stderr }).toEqual({
    end: 'failed',
    message: 'the folder nowhere of cwd= is not there, nothing was run',
    stdout: '',
    stderr: '',
  });
});

test('standard input is empty and never hangs', async () => {
  await using rig = openRig();
  expect(await rig.run('cat; read -r x || echo "end of input"')).toMatchObject({
    end: 'succeeded',
    stdout: 'end of input\n',
  });
});

test('there is no terminal to ask a password at', async () => {
  await using rig = openRig();
  expect((await rig.run('(: </dev/tty) 2>/dev/null || echo none')).stdout).toBe('none\n');
});

test('standard output and error are real pipes that can be opened by name', async () => {
  await using rig = openRig();
  const { stdout, stderr } = await rig.run('echo a > /dev/stdout; echo b > /dev/stderr; echo c | tee /dev/stderr');
  expect({ stdout, stderr }).toEqual({ stdout: 'a\nc\n', stderr: 'b\nc\n' });
});

test('every byte of standard output comes through', async () => {
  await using rig = openRig();
  const { stdout } = await rig.run('for i in {0..255}; do printf "\\\\x$(printf %x "$i")"; done');
  expect(stdout).toBe(String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index)));
});

test('output just before the end is never lost', async () => {
  await using rig = openRig();
  for (let round = 0; round < 20; round += 1) {
    const { stdout } = await rig.run('sleep 5 & seq 1 20000; echo last');
    expect(stdout.length).toBe(108_894 + 5);
  }
});

test('a background job that holds the pipes does not hold the action, and is mentioned', async () => {
  await using rig = openRig();
  const { end, notes } = await rig.run('sleep 60 & :');
  expect({ end, notes }).toEqual({ end: 'succeeded', notes: ['1 process is still running'] });
});

test('values with quotes, commands and newlines are values', async () => {
  await using rig = openRig();
  const nasty = '"; touch pwned; $(touch pwned) `touch pwned`\n\'; touch pwned #\\';
  const { stdout } = await rig.run('printf %s "$VALUE"; printf %s "$(printenv VALUE)"', {
    variables: { VALUE: nasty },
  });
  expect(stdout).toBe(nasty + nasty);
  await rig.run('printf %s "$VALUE"');
  expect(readdirSync(rig.folder)).toEqual([]);
});

test('what the runner hands in wins over what the session holds, and a change by the script is told', async () => {
  await using rig = openRig();
  const first = await rig.run('echo $TAG; TAG=changed', { variables: { TAG: 'v1' } });
  expect({ stdout: first.stdout, notes: first.notes }).toEqual({
    stdout: 'v1\n',
    notes: ['$TAG changed by the script: later actions get the value of the run'],
  });
  expect((await rig.run('echo $TAG', { variables: { TAG: 'v2' } })).stdout).toBe('v2\n');
  expect((await rig.run('echo $TAG')).stdout).toBe('v2\n');
});

test.each([
  ['a NUL byte', 'a\0b', '$VALUE holds a NUL byte, which no process can be given'],
  ['too many bytes', 'é'.repeat(70_000), '$VALUE is 140007 bytes long; a process can be given at most 131072'],
])('a value with %s is refused in plain words', async (_, value, message) => {
  await using rig = openRig();
  expect(await rig.run('echo ran', { variables: { VALUE: value } })).toMatchObject({
    end: 'failed',
    message,
    stdout: '',
  });
});

test('values that are too long together are refused in plain words', async () => {
  await using rig = openRig();
  const variables = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`V${index}`, 'x'.repeat(120_000)]));
  const { end, message } = await rig.run('echo ran', { variables });
  expect({ end, message }).toEqual({ end: 'failed', message: expect.stringContaining('too long together') });
  expect(await rig.run('echo on')).toMatchObject({ end: 'succeeded', stdout: 'on\n' });
});

test('outputs are read from $RUNBOOK_OUTPUT', async () => {
  await using rig = openRig();
  const { outputs, notes } = await rig.run('echo "tag=v1=2" >> "$RUNBOOK_OUTPUT"; echo "no pair" >> "$RUNBOOK_OUTPUT"');
  expect({ outputs, notes }).toEqual({
    outputs: { tag: 'v1=2' },
    notes: ['line 2 of $RUNBOOK_OUTPUT is not key=value'],
  });
});

test('cwd= is for one action', async () => {
  await using rig = openRig();
  await rig.run('mkdir sub');
  expect((await rig.run('pwd; A=1', { cwd: 'sub' })).stdout).toBe(`${rig.folder}/sub\n`);
  expect((await rig.run('pwd; echo $A')).stdout).toBe(`${rig.folder}\n1\n`);
});

test('$0 stands for the runbook', async () => {
  await using rig = openRig();
  expect((await rig.run('dirname "$0"; basename "$0"')).stdout).toBe(`${rig.folder}\nrelease.md\n`);
});

test('settings of the runner that would steer a shell do not reach it', async () => {
  await using rig = openRig({
    environment: { BASH_ENV: '/nowhere', ENV: '/nowhere', SHELLOPTS: 'xtrace', PS4: '$(touch pwned)' },
  });
  expect(await rig.run('echo "${BASH_ENV-none}"')).toMatchObject({ stdout: 'none\n', stderr: '' });
});

test('nothing of a value is written to disk, and nothing is left afterwards', async () => {
  const rig = openRig();
  await rig.run('A=hunter2-from-script; sleep 60 & :', { variables: { SECRET: 'hunter2-from-runner' } });
  const files = readdirSync(rig.scratchFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of files)
    expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain('hunter2-from-runner');
  await rig.session[Symbol.asyncDispose]();
  expect(rig.scratch()).toEqual([]);
  await rig[Symbol.asyncDispose]();
});

test('a background action starts from a copy of the state and is not merged back', async () => {
  await using rig = openRig();
  await rig.run('A=1');
  let late = '';
  const { end } = await rig.run('echo "began with $A"; A=2; until [ -e go-on ]; do sleep 0.02; done; touch ended', {
    background: true,
    output: (_, chunk) => {
      late += Buffer.from(chunk).toString();
    },
  });
  expect(end).toBe('succeeded');
  await rig.run('touch go-on; until [ -e ended ]; do sleep 0.02; done');
  expect((await rig.run('echo $A')).stdout).toBe('1\n');
  expect(late).toBe('began with 1\n');
});

test('a background action that fails at once has failed, and one that fails later is told of', async () => {
  await using rig = openRig();
  expect(await rig.run('nosuchcommand', { background: true })).toMatchObject({ end: 'failed', exitCode: 127 });
  const late = Promise.withResolvers<unknown>();
  const script = 'until [ -e go-on ]; do sleep 0.02; done; exit 7';
  expect(await rig.run(script, { background: true, endedLater: late.resolve })).toMatchObject({ end: 'succeeded' });
  await rig.run('touch go-on');
  expect(await late.promise).toMatchObject({ end: 'failed', exitCode: 7 });
});

test('a background action that does not parse fails at once', async () => {
  await using rig = openRig();
  expect(await rig.run('if true; then', { background: true })).toMatchObject({ end: 'failed', exitCode: 2 });
});

test('a missing bash is named', async () => {
  await using rig = openRig({ bash: '/nowhere/bash' });
  expect(await rig.run('echo ran')).toMatchObject({ end: 'failed', message: 'the program /nowhere/bash is missing' });
});
