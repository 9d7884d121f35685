import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { actionsOf, endOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;

/** A step that has the terminal, and one that shows what it left. */
function projectOf(lines: readonly string[], effect = 'read', after = 'true'): Project {
  const talk = fence(`bash {effect=${effect} interactive}`, ...lines);
  const use = fence('bash {effect=write}', `echo "after $(${after})" >> "$CALLS"`);
  return createProject({ 'deploy.md': runbookText({ Talk: talk, Use: use }) });
}

/** All that the logs of the one run hold. */
function logsOf(project: Project): string {
  const folder = join(project.folder, '.runbook/runs', project.runNames()[0] ?? '');
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}

describe.concurrent('a program that has the terminal', () => {
  test('is talked to, and the log holds what was seen, corrected as it was typed', async () => {
    using project = projectOf(['python3 -q'], 'write');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['python3 -q', 'r']]);
    await run.sees(/^>>> $/m);
    run.send(`print(6*8)\u007F\u007F7)${keys.enter}`);
    await run.sees(/^42$/m);
    run.send('\u0004');
    await answer(run, [['after', 'r']]);
    expect({ code: await run.exitCode, actions: actionsOf(project), log: logsOf(project) }).toEqual({
      code: 0,
      actions: ['talk.1: succeeded', 'use.1: succeeded'],
      log: '>>> print(6*7)\n42\n>>>\n',
    });
  });

  test('may close it before it ends', async () => {
    using project = projectOf(['exec 0<&- 1>&- 2>&-', 'sleep 0.2']);
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['sleep 0.2', 'r'], ['after', 'r']]);
    expect({ code: await run.exitCode, actions: actionsOf(project) }).toEqual({
      code: 0,
      actions: ['talk.1: succeeded', 'use.1: succeeded'],
    });
  });

  test('knows the size of the terminal, and when it changes', async () => {
    using project = projectOf(["trap 'stty size; exit 0' WINCH", 'stty size', 'while true; do sleep 0.05; done']);
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['stty size', 'r']]);
    await run.sees(/^24 80$/m);
    run.resize(101, 33);
    await run.sees(/^33 101$/m);
    await answer(run, [['after', 'r']]);
    expect({ code: await run.exitCode, log: logsOf(project) }).toEqual({ code: 0, log: '24 80\n33 101\n' });
  });

  test('leaves the terminal as it found it when it is killed with a screen of its own', async () => {
    const unclean = ["printf '\\033[?1049h\\033[?25l\\033[?1000h\\033[2;5rthe %s' editor", 'read -r', 'kill -9 $$'];
    using project = projectOf(unclean);
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['kill -9', 'r']]);
    await run.sees(/^the editor$/m);
    run.send(keys.enter);
    const card = await run.asks('FAILED');
    expect(card).toContain('!! 1/2 Talk !!');
    const modes = run.raw().slice(run.raw().indexOf('the editor'));
    expect(modes).toContain('\u001B[?1049l\u001B[?1000l\u001B[?25h\u001B7\u001B[r\u001B8');
    await answer(run, [
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, actions: actionsOf(project), log: logsOf(project) }).toEqual({
      code: 1,
      actions: [expect.stringMatching(/^talk\.1: failed, .*SIGKILL/)],
      log: 'the editor\n',
    });
  });

  test('gets Ctrl-C for itself, and goes on when it wants to', async () => {
    using project = projectOf(["trap 'echo caught' INT", 'echo waiting', 'read -r line', 'echo "got $line"']);
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['read -r line', 'r']]);
    await run.sees(/^waiting$/m);
    run.send(keys.ctrlC);
    await run.sees(/caught$/m);
    run.send(`words${keys.enter}`);
    await answer(run, [['after', 'r']]);
    expect({ code: await run.exitCode, end: endOf(project) }).toEqual({ code: 0, end: ['succeeded, exit code 0'] });
    expect(logsOf(project)).toMatch(/caught\n.*got words\n/s);
  });

  test('is told when the terminal is gone, and the run pauses', async () => {
    const hanging = ["trap '' HUP", 'echo waiting', 'read -r line || echo told >> "$CALLS"'];
    using project = projectOf(hanging, 'write');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['read -r line', 'r']]);
    await run.sees(/^waiting$/m);
    run.close();
    await comesTrue(() => project.events().some(({ type }) => type === 'run-paused'));
    expect({ calls: project.calls(), last: project.events().at(-1) }).toMatchObject({
      calls: ['told'],
      last: { type: 'run-paused', reason: 'the terminal was closed' },
    });
  });
});

describe.concurrent('what is kept of a program that has the terminal', () => {
  test('does not hold a password, which the terminal does not show', async () => {
    using project = projectOf(
      ['read -rs -p "Password: " PASSWORD < /dev/tty', 'echo', 'echo "${#PASSWORD} letters"'],
      'write',
      'echo "${#PASSWORD}"',
    );
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['read -rs', 'r']]);
    await run.sees(/^Password: $/m);
    run.send(`correct-horse${keys.enter}`);
    await run.sees('13 letters');
    await answer(run, [['after', 'r']]);
    expect({ code: await run.exitCode, calls: project.calls(), log: logsOf(project) }).toEqual({
      code: 0,
      calls: ['after 13'],
      log: 'Password:\n13 letters\n',
    });
    expect(project.everythingKept()).not.toContain('correct-horse');
  });

  test('does not hold a secret of the run, also when it was shown in colours', async () => {
    const talk = fence(
      'bash {effect=read interactive}',
      'printf \'%s\\033[31m%s\\033[0m.\\n\' "${TOKEN:0:5}" "${TOKEN:5}"',
    );
    const inputs = '---\nrunbook:\n  inputs:\n    token: { type: secret }\n---\n';
    using project = createProject({ 'deploy.md': `${inputs}${runbookText({ Talk: talk })}` });
    await using run = startInTerminal(project, args, { env: { RUNBOOK_INPUT_TOKEN: 'sesame-open-up' } });
    await answer(run, [start, ['printf', 'r']]);
    expect({ code: await run.exitCode, log: logsOf(project) }).toEqual({ code: 0, log: '[secret].\n' });
    expect(project.everythingKept()).not.toContain('sesame');
  });

  test('is nothing but the times with --no-transcript', async () => {
    using project = projectOf(['echo seen', 'read -r line', 'echo "got $line"']);
    await using run = startInTerminal(project, [...args, '--no-transcript']);
    await answer(run, [start, ['read -r line', 'r']]);
    await run.sees(/^seen$/m);
    run.send(`private words${keys.enter}`);
    await run.sees(/^got private words$/m);
    await answer(run, [['after', 'r']]);
    expect({ code: await run.exitCode, log: logsOf(project) }).toEqual({ code: 0, log: '' });
    expect(project.everythingKept()).not.toContain('private words');
    expect(project.events().find(({ type }) => type === 'action-ended')).toMatchObject({ outcome: 'succeeded' });
  });
});
