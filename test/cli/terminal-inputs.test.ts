import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { endOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;

function typed(text: string): string {
  return `${text}${keys.enter}`;
}

/** Asks for `value`, then writes down what an action gets of it. */
function asking(input: string, before = ''): Project {
  const said = fence('bash {effect=write}', 'printf "[%s]\\n" "$VALUE" >> "$CALLS"');
  const steps = { ...(before === '' ? {} : { List: before }), Use: said };
  return createProject({ [file]: runbookText(steps, { front: `inputs:\n  value: ${input}` }) });
}

describe.concurrent('an input', () => {
  test('that is no version is refused in words, and can be corrected', async () => {
    using project = asking('{ type: semver, prompt: Version to restore }');
    await using run = startInTerminal(project, args);
    await answer(run, [
      start,
      ['Version to restore', typed('newest')],
      ['it must be a version such as v1.4.2', `${'\u007F'.repeat(6)}${typed('v1.1.0')}`],
      ['printf', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['[v1.1.0]'] });
  });

  test('of a yes or no is one key, which Enter is not, and arrives as it would from the command line', async () => {
    using project = asking('{ type: boolean, prompt: Did a migration run? }');
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    expect(await run.asks('[y] yes')).toContain('Did a migration run?');
    await run.pressAgain(keys.enter);
    await run.pressAgain('n');
    await answer(run, [['printf', 'r']]);
    await run.exitCode;
    await using same = startInTerminal(project, [...args, '--set', 'value=no']);
    await answer(same, [start, ['printf', 'r']]);
    expect({ code: await same.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['[false]', '[false]'] });
  });

  test('of several choices is chosen by its number, Enter takes none, and it can be nothing else', async () => {
    using project = asking('{ type: choice, choices: [blue, leave, red], prompt: Which colour? }');
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    expect(await run.asks('3  red')).not.toContain('type it');
    await run.pressAgain(keys.enter);
    await run.pressAgain('2');
    await answer(run, [['printf', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['[leave]'] });
  });

  test('is chosen from what an action of the runbook prints, where it is of the right type', async () => {
    const list = fence('bash {id=list-versions effect=read}', 'printf "REVISION\\nv1.1.0\\nv1.0.4\\n"');
    using project = asking('{ type: semver, choicesFrom: list-versions, prompt: Version to restore }', list);
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    expect(await run.asks('another: type it')).toMatch(/ 1 {2}v1\.1\.0\n 2 {2}v1\.0\.4\n[\s\S]* \[1-2\] choose/);
    await run.pressAgain('2');
    await answer(run, [['printf "[%s]', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['[v1.0.4]'] });
  });

  test('that is not in the list can be typed', async () => {
    const list = fence('bash {id=list-versions effect=read}', 'echo v1.1.0');
    using project = asking('{ type: semver, choicesFrom: list-versions, prompt: Version to restore }', list);
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    await run.asks('another: type it');
    await run.pressAgain('t');
    await answer(run, [
      [/^\? value:$/m, typed('v9.9.9')],
      ['printf "[%s]', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['[v9.9.9]'] });
  });

  test('is a value and never a command', async () => {
    using project = asking('{ type: string, prompt: Name }');
    await using run = startInTerminal(project, args);
    const name = '"; touch pwned; $(touch pwned) `touch pwned` \'';
    await answer(run, [start, ['Name', typed(name)], ['printf', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls(), pwned: project.exists('pwned') }).toEqual({
      code: 0,
      calls: [`[${name}]`],
      pwned: false,
    });
  });

  test('is asked for again after Ctrl-C and Esc', async () => {
    using project = asking('{ type: string, prompt: Name }');
    await using run = startInTerminal(project, args);
    await answer(run, [
      start,
      ['Name', `half${keys.ctrlC}`],
      ['Leave the run?', keys.escape],
      [/^\? value:$/m, typed('whole')],
      ['printf', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), end: endOf(project) }).toEqual({
      code: 0,
      calls: ['[whole]'],
      end: ['succeeded, exit code 0'],
    });
  });
});

describe.concurrent('a secret', () => {
  test('is used, but stands neither on the screen nor in anything that is kept', async () => {
    using project = asking('{ type: secret, prompt: Password of the database }');
    project.write(
      file,
      `${project.read(file)}\n### Step 2: Echo\n\n${fence('bash {effect=read}', 'echo "it is $VALUE!"')}`,
    );
    await using run = startInTerminal(project, args);
    const secret = 'correct-horse-42';
    await answer(run, [start, ['Password of the database', typed(secret)], ['printf', 'r'], ['it is', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: [`[${secret}]`] });
    expect(run.raw()).not.toContain(secret);
    expect(run.text()).toMatch(/^ \| it is \[secret\]!$/m);
    expect(project.everythingKept()).toContain('Password of the database');
    expect(project.everythingKept()).not.toContain(secret);
  });

  test('that an action prints is kept from the screen as well', async () => {
    const steps = {
      Get: fence('bash {effect=read secret=token}', 'echo tok-$((6 * 7))-en'),
      Use: fence('bash {effect=read}', 'echo "it is $TOKEN"'),
    };
    using project = createProject({ [file]: runbookText(steps) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['6 * 7', 'r'], ['it is', 'r']]);
    expect(await run.exitCode).toBe(0);
    expect(run.raw()).not.toContain('tok-42-en');
    expect(project.everythingKept()).not.toContain('tok-42-en');
    expect(run.text()).toMatch(/^ \| it is \[secret\]$/m);
  });
});

test('a placeholder is asked for and passed as a variable', async () => {
  using project = createProject({ [file]: runbookText({ One: fence('bash', 'kubectl logs <pod-name> --tail=5') }) });
  project.standIn('kubectl', 'printf "[%s]" "$@" >> "$CALLS"; echo >> "$CALLS"');
  await using run = startInTerminal(project, args);
  await answer(run, [
    start,
    ['pod-name', typed('a b; touch pwned')],
    [/where {12}"a b; touch pwned" is \$POD_NAME/, 'r'],
  ]);
  expect({ code: await run.exitCode, calls: project.calls(), pwned: project.exists('pwned') }).toEqual({
    code: 0,
    calls: ['[logs][a b; touch pwned][--tail=5]'],
    pwned: false,
  });
});

describe.concurrent('the words of the runbook', () => {
  test('are filled in on every screen of a run, a secret as [secret], and commands are not', async () => {
    const steps = {
      'Go to {{ version }}': [
        'Only if {{ version }} is wanted:\n',
        fence('bash {effect=write option="A: now, with {{ key }}"}', "echo '{{ version }}'"),
        fence('bash {effect=write option="B: never"}', 'true'),
      ].join('\n'),
      Look: fence('bash', '# - Is {{ version }} there?'),
      Tell: '1. Tell everybody about {{ version }}.',
    };
    const front = 'inputs: { version: { type: semver, prompt: Version }, key: { type: secret } }';
    const after = '## Success Criteria\n\n- [ ] {{ version }} answers\n\n## Follow-up\n\n- Announce {{ version }}\n';
    using project = createProject({ [file]: runbookText(steps, { front, after }) });
    await using run = startInTerminal(project, [...args, '--set', 'key=geheim'], { env: { NO_COLOR: '1' } });
    await answer(run, [start, ['Version', typed('v1.1.0')]]);
    await run.press('Only if v1.1.0 is wanted', 'y');
    await run.press('A: now, with [secret]', '1');
    expect(await run.asks('WRITE')).toContain("     echo '{{ version }}'\n");
    await run.press('-- 1/3 Go to v1.1.0 --', 'r');
    await run.press('Is v1.1.0 there?', 'y');
    await run.press('Tell everybody about v1.1.0.', keys.ctrlC);
    await run.press(' done      1/3 Go to v1.1.0 ', keys.escape);
    await run.press('[y] yes: done by hand', 'y');
    await run.press('>  1  v1.1.0 answers', 'y');
    expect(await run.exitCode).toBe(0);
    expect([...run.seenRows()].filter((row) => row.includes('{{'))).toEqual([
      ' 1  Go to {{ version }}            WRITE         only if',
      "     echo '{{ version }}'",
      ' | {{ version }}',
    ]);
    expect(run.text()).toContain(' to do     [ ] Announce v1.1.0\n');
    expect(run.raw()).not.toContain('geheim');
  });
});
