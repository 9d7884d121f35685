import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { createProject, node, type Project, program } from './unattended-project.ts';

let project: Project;

beforeAll(() => {
  const lines = Array.from({ length: 400 }, (_, index) => fence('bash {effect=read}', `echo line ${index}`));
  project = createProject({ 'deploy.md': runbookText({ One: lines.join('\n') }) });
});

afterAll(() => project[Symbol.dispose]());

const hasFish = spawnSync('bash', ['-c', 'type fish']).status === 0;

const table = `Exit codes:
  0    succeeded
  1    failed, unverified, aborted or paused; lint found errors
  2    could not start: usage, invalid runbook, missing tool, unreadable file, an answer needed and nobody to ask
  3    succeeded but over budget, with --strict-budget
  129  interrupted: the terminal was closed (SIGHUP)
  130  interrupted by Ctrl-C (SIGINT)
  143  interrupted by SIGTERM
`;

/** A line for bash with `runbook` in it, in the folder of the project. */
function bash(script: string, env: Record<string, string> = {}) {
  const whole = `runbook() { "${node}" "${program}" "$@"; }\n${script}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', whole], {
    cwd: project.folder,
    env: { PATH: process.env['PATH'], HOME: project.folder, LANG: 'C.UTF-8', ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('help', () => {
  test('of the program has examples and ends with the table of exit codes', async () => {
    const { code, stdout, stderr } = await project.run(['--help']);
    expect({ code, stderr, end: stdout.slice(-table.length) }).toEqual({ code: 0, stderr: '', end: table });
    expect(stdout).toContain('\nExamples:\n  runbook run ');
    expect(await project.run(['help'])).toEqual({ code: 0, stdout, stderr: '' });
  });

  test.each(['run', 'plan', 'show', 'graph', 'runs', 'report', 'completion'])(
    'of %s says what it does and with which options',
    async (command) => {
      const { code, stdout, stderr } = await project.run([command, '--help']);
      const [usage, , description = ''] = stdout.split('\n');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(usage).toMatch(new RegExp(`^Usage: runbook ${command} `));
      expect(description.length).toBeGreaterThan(20);
      expect(stdout).toContain('-h, --help');
      const undescribed = stdout.split('\n').filter((line) => /^ {2}--?\w/.test(line) && !/ {2,}\S+ \S+/.test(line));
      expect(undescribed).toEqual([]);
    },
  );

  test.each(['run', 'plan', 'show', 'graph', 'runs', 'report', 'completion'])(
    'of %s has the table of exit codes, too',
    async (command) => {
      expect((await project.run([command, '--help'])).stdout).toContain(table.trimEnd());
    },
  );

  test('without a command is on standard error, with exit code 2', async () => {
    const { code, stdout, stderr } = await project.run([]);
    expect({ code, stdout, usage: stderr.split('\n')[0] }).toEqual({
      code: 2,
      stdout: '',
      usage: 'Usage: runbook [options] [command]',
    });
  });

  test('--version is the version of the package', async () => {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    expect(await project.run(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});

describe('completion', () => {
  test('is valid bash and completes commands, flags and Markdown files', () => {
    const complete = (line: string) => {
      const words = line.split(' ');
      const script = `source <(runbook completion bash) && COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) && COMP_CWORD=${words.length - 1} && _runbook && printf '%s\\n' "\${COMPREPLY[@]}"`;
      return bash(script).stdout.trim().split('\n');
    };
    expect(bash('runbook completion bash | bash -n')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(complete('runbook pl')).toEqual(['plan']);
    expect(complete('runbook run --no')).toEqual(['--no-input', '--no-transcript']);
    expect(complete('runbook run dep')).toEqual(['deploy.md']);
    expect(complete('runbook graph --fo')).toEqual(['--format']);
  });

  test.runIf(hasFish)('for fish completes commands, flags, their values and Markdown files', () => {
    const complete = (line: string) => {
      const script = `runbook completion fish > completion.fish && fish --no-config -c 'source completion.fish; complete -C "${line}"'`;
      return bash(script).stdout.trimEnd().split('\n');
    };
    expect(complete('runbook pl')).toEqual(['plan\tshow everything that a run would do and ask; nothing is run']);
    expect(complete('runbook run --no-i')).toEqual(['--no-input\task nobody: every answer must be given by flags']);
    expect(complete('runbook run --yes-to ')).toEqual(
      ['reads', 'writes'].map((word) => expect.stringMatching(`^${word}`)),
    );
    expect(complete('runbook run dep')).toEqual(['deploy.md']);
    expect(complete('runbook runs pr')).toEqual(['prune\tremove runs that ended long ago']);
  });

  test('for zsh brings the completion of bash along', async () => {
    const { code, stdout } = await project.run(['completion', 'zsh']);
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 0,
      first: 'autoload -U +X bashcompinit && bashcompinit',
    });
  });
});

describe('output', () => {
  test('that nobody reads to its end crashes nothing', () => {
    for (const command of ['plan deploy.md', 'show deploy.md --json', 'graph deploy.md --format json', '--help']) {
      const { stdout, stderr } = bash(
        `set -o pipefail; runbook ${command} | head -n 1; echo "\${PIPESTATUS[0]}" | grep -qE '^(0|141)$' || echo "ended with \${PIPESTATUS[0]}"`,
      );
      expect({ command, lines: stdout.trimEnd().split('\n').length, stderr }).toEqual({
        command,
        lines: 1,
        stderr: '',
      });
    }
  });

  test('of a run that nobody reads to its end is still journaled to its end', () => {
    using own = createProject({ 'deploy.md': project.read('deploy.md') });
    const { stderr } = spawnPiped(own);
    const events = own.events();
    expect({ stderr, end: events.at(-1) }).toMatchObject({
      stderr: '',
      end: { type: 'run-ended', outcome: 'succeeded' },
    });
  });

  test.runIf(process.platform === 'linux')('that no disk takes is said in plain words, and a run goes on', () => {
    using own = createProject({ 'deploy.md': project.read('deploy.md') });
    const said = ['show deploy.md', '--help', 'run deploy.md --no-input --yes-to reads'].map((command) => {
      const script = `cd '${own.folder}'; runbook ${command} > /dev/full`;
      const { status, stderr } = bash(script);
      return { command, status, stderr };
    });
    const cause = 'the output cannot be written: ENOSPC: no space left on device, write\n';
    expect(said).toEqual([
      { command: 'show deploy.md', status: 1, stderr: `${cause}What is there is not all of it.\n` },
      { command: '--help', status: 1, stderr: `${cause}What is there is not all of it.\n` },
      {
        command: 'run deploy.md --no-input --yes-to reads',
        status: 0,
        stderr: `${cause}The run went on and is journaled: runbook report tells it.\n`,
      },
    ]);
    expect(own.events().at(-1)).toMatchObject({ type: 'run-ended', outcome: 'succeeded' });
  });

  test('has no colour and no cursor movement where there is no terminal', async () => {
    for (const env of [{}, { NO_COLOR: '1' }, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }]) {
      const { stdout, stderr } = await project.run(['run', 'nowhere.md'], { env });
      const plan = await project.run(['plan', 'deploy.md'], { env });
      expect(`${stdout}${stderr}${plan.stdout}${plan.stderr}`).not.toContain('\u001B');
    }
  });

  test('is whole when it is large', async () => {
    const { code, stdout } = await project.run(['show', 'deploy.md', '--json']);
    const { runbook } = JSON.parse(stdout);
    expect({ code, actions: runbook.steps[0].body.length }).toEqual({ code: 0, actions: 400 });
  });
});

function spawnPiped(own: Project) {
  const { stderr } = spawnSync(
    'bash',
    ['-c', `"${node}" "${program}" run deploy.md --no-input --yes-to reads | head -n 1`],
    { cwd: own.folder, env: { PATH: process.env['PATH'], HOME: own.folder, LANG: 'C.UTF-8' }, encoding: 'utf8' },
  );
  return { stderr };
}
