import { readdirSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const planted = 'planted-Zx81-q7Kk-secret';

/** Everywhere that anything of a run can be read afterwards. */
async function tracesOf(stdout: string, stderr: string): Promise<readonly string[]> {
  const report = await project.run(['report']);
  const json = await project.run(['report', '--format', 'json']);
  const runs = await project.run(['runs', '--json']);
  const places = {
    stdout,
    stderr,
    report: report.stdout,
    json: json.stdout,
    runs: runs.stdout,
    kept: project.everythingKept(),
  };
  return Object.entries(places).flatMap(([place, text]) => (withoutColours(text).includes(planted) ? [place] : []));
}

function withoutColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*[mK]/g, '');
}

const leaks = {
  'Print It': fence('bash {effect=read}', 'echo "the password is $PASSWORD, really"', 'echo "$PASSWORD" >&2'),
  'Print It in Pieces': fence(
    'bash {effect=read}',
    'for ((i = 0; i < ${#PASSWORD}; i++)); do printf "%s" "${PASSWORD:i:1}"; sleep 0.01; done; echo',
  ),
  'Print It in Colours': fence(
    'bash {effect=read}',
    `printf '\\033[31m%s\\033[0m%s\\n' "\${PASSWORD:0:5}" "\${PASSWORD:5}"`,
    'echo "password: $PASSWORD" | grep --color=always "${PASSWORD:3:6}"',
  ),
  'Pass It On':
    fence('bash {effect=read capture=copied}', 'echo "$PASSWORD"') + fence('bash {effect=read}', 'echo "copy $COPIED"'),
  'Print It by Program': fence(
    'js {effect=read}',
    'console.log(process.env.PASSWORD, encodeURIComponent(process.env.PASSWORD));',
  ),
};

describe('a secret', () => {
  test('that an action gives is nowhere, though later steps print it in every way', async () => {
    const steps = {
      'Get It': fence('bash {effect=read secret=password}', `echo ${planted.slice(0, 8)}"${planted.slice(8)}"`),
      ...leaks,
    };
    project.write('deploy.md', runbookText(steps));
    const { code, stdout, stderr } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
    expect({ code, traces: await tracesOf(stdout, stderr) }).toEqual({ code: 0, traces: [] });
    expect(told(stdout)).toContain(' | the password is [secret], really');
    expect(told(stdout).filter((line) => line === ' | [secret]')).not.toEqual([]);
  });

  test.each([
    ['a flag', ['--set', `password=${planted}`], {}],
    ['the environment', [], { PGPASSWORD: planted }],
    ['its own variable', [], { RUNBOOK_INPUT_PASSWORD: planted }],
  ])('that is an input from %s is nowhere', async (_, flags, env) => {
    const front = 'inputs: { password: { type: secret, fromEnv: PGPASSWORD } }';
    project.write(
      'deploy.md',
      runbookText({ ...leaks, Fail: fence('bash {effect=read}', 'sh -c "exit 3" "$PASSWORD"') }, { front }),
    );
    const { code, stdout, stderr } = await project.run(
      ['run', 'deploy.md', '--no-input', '--yes-to', 'reads', ...flags],
      { env },
    );
    expect({ code, traces: await tracesOf(stdout, stderr) }).toEqual({ code: 1, traces: [] });
    expect(project.events()[0]).toMatchObject({ type: 'run-started', inputs: { password: '[secret]' } });
    const plan = await project.run(['plan', 'deploy.md', ...flags], { env });
    expect(plan.stdout.includes(planted)).toBe(false);
  });

  test('is not among the events on standard output either', async () => {
    const front = 'inputs: { password: { type: secret } }';
    project.write('deploy.md', runbookText(leaks, { front }));
    const flags = ['--no-input', '--yes-to', 'reads', '--json', '--set', `password=${planted}`];
    const { code, stdout, stderr } = await project.run(['run', 'deploy.md', ...flags]);
    expect({ code, lines: stdout.split('\n').length > 20, traces: await tracesOf(stdout, stderr) }).toEqual({
      code: 0,
      lines: true,
      traces: [],
    });
  });

  test('of several lines is hidden line by line', async () => {
    const steps = {
      'Get It': fence('bash {effect=read secret=password}', `printf 'first-${planted}\\nsecond-${planted}\\n'`),
      'Print It': fence('bash {effect=read}', 'echo "$PASSWORD"', 'echo "$PASSWORD" | tail -n 1'),
    };
    project.write('deploy.md', runbookText(steps));
    const { code, stdout } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
    const { stdout: report } = await project.run(['report']);
    // The runbook itself holds the text, as its author wrote it.
    const kept = project
      .everythingKept()
      .split('\n')
      .filter((line) => line.includes(planted) && !line.startsWith('printf'));
    const journal = kept.filter((line) => !line.includes('printf '));
    expect({ code, stdout: stdout.includes(planted), journal }).toEqual({ code: 0, stdout: false, journal: [] });
    expect(report.split('\n').filter((line) => line.includes(planted) && !line.includes('printf '))).toEqual([]);
  });

  test('that is refused as an answer is not repeated in the message', async () => {
    const front = `inputs: { password: { type: secret, pattern: '[0-9]+' } }`;
    project.write('deploy.md', runbookText({ One: fence('bash {effect=read}', 'true') }, { front }));
    const { code, stderr } = await project.run(['run', 'deploy.md', '--no-input', '--set', `password=${planted}`]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'the value of password (--set) is not possible: it must match [0-9]+\nWrite --set password=VALUE.\n',
    });
  });
});

test('a value whose name says that it is a secret is nowhere, whatever its type', async () => {
  const front =
    'inputs: { signing_key: { type: string }, public_key: { type: string }, rotate_token: { type: boolean } }';
  const body = fence('bash {effect=read}', 'echo "$SIGNING_KEY / $PUBLIC_KEY / $ROTATE_TOKEN"', 'echo <api-token>');
  project.write('deploy.md', runbookText({ One: body }, { front }));
  const values = [`signing_key=${planted}-1`, `api_token=${planted}-2`, 'public_key=everybody', 'rotate_token=yes'];
  const flags = ['--no-input', '--yes-to', 'reads', ...values.flatMap((value) => ['--set', value])];
  const { code, stdout, stderr } = await project.run(['run', 'deploy.md', ...flags]);
  expect({
    code,
    traces: await tracesOf(stdout, stderr),
    shown: told(stdout).filter((line) => line.startsWith(' |')),
  }).toEqual({
    code: 0,
    traces: [],
    shown: [' | [secret] / everybody / true', ' | [secret]'],
  });
  expect(project.events()[0]).toMatchObject({
    inputs: { signing_key: '[secret]', api_token: '[secret]', public_key: 'everybody', rotate_token: 'true' },
  });
});

test.each([
  [['--answer', `pw=${planted}`], '"pw" is an input\nWrite --set pw=VALUE.\n'],
  [[`--set=${planted}`], '--set has no value\nWrite --set NAME=VALUE.\n'],
  [[`--set=${planted}==`], '--set has no value\nWrite --set NAME=VALUE.\n'],
  [[`--answer=${planted}`], '--answer has no value\nWrite --answer NAME=VALUE.\n'],
  [['--answer', `sure=${planted}`], expect.stringMatching(/^--answer sure does not take the value given\n/)],
  [
    ['--set', `code=${planted}`],
    'the value of code (--set) is not possible: it must match [0-9]+\nWrite --set code=VALUE.\n',
  ],
  [['--set', `pw=${planted}`, '--set', 'pw=other'], '--set gives "pw" two values\nWrite --set pw=VALUE once.\n'],
  [[`--pw=it's ${planted}`], expect.stringMatching(/^error: unknown option '--pw'\n/)],
])('a value that is given in the wrong way is not repeated: %j', async (flags, said) => {
  const front = `inputs: { pw: { type: secret }, code: { type: string, pattern: '[0-9]+' } }`;
  const guarded = `<!-- #sure -->\n\nOnly if you are sure:\n\n${fence('bash {effect=read}', 'true')}`;
  project.write('deploy.md', runbookText({ Sure: guarded }, { front }));
  const { code, stdout, stderr } = await project.run(['run', 'deploy.md', '--no-input', ...flags]);
  expect({ code, stdout, stderr, repeated: stderr.includes(planted) }).toEqual({
    code: 2,
    stdout: '',
    stderr: said,
    repeated: false,
  });
});

test.each([
  [['--set', 'pw=abc'], {}, '--set'],
  [[], { RUNBOOK_INPUT_PW: ' abc ' }, '$RUNBOOK_INPUT_PW'],
])('a secret that is too short to be masked is refused: %j %j', async (flags, env, from) => {
  project.write(
    'deploy.md',
    runbookText({ One: fence('bash {effect=read}', 'true') }, { front: 'inputs: { pw: { type: secret } }' }),
  );
  expect(await project.run(['run', 'deploy.md', '--no-input', ...flags], { env })).toEqual({
    code: 2,
    stdout: '',
    stderr: `the value of pw (${from}) is not possible: a secret shorter than 4 characters cannot be masked in what is shown and kept\nGive pw a longer value, or declare it as another type if it is no secret.\n`,
  });
});

test('what is kept of a run is for its owner alone', async () => {
  project.write('deploy.md', runbookText({ One: fence('bash {effect=read}', 'echo a') }));
  const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
  const below = readdirSync(`${project.folder}/.runbook/runs`, { recursive: true, withFileTypes: true });
  const open = below.filter((entry) => (statSync(`${entry.parentPath}/${entry.name}`).mode & 0o077) !== 0);
  expect({ code, kept: below.length > 2, open: open.map((entry) => entry.name) }).toEqual({
    code: 0,
    kept: true,
    open: [],
  });
});

test('a value whose name says that it is a secret is kept like one, and one too short to be masked is told of', async () => {
  const makes = fence('bash {effect=read}', `echo "api_token=${planted.split('').join('""')}" >> "$RUNBOOK_OUTPUT"`);
  const text = runbookText({
    Make: makes,
    Use: fence('bash {effect=read}', 'echo "it is $API_TOKEN"'),
    Short: fence('bash {effect=read secret=pin}', 'echo 12'),
  });
  project.write('deploy.md', text);
  const { code, stdout } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
  expect(code).toBe(0);
  expect(told(stdout)).toContain(' | it is [secret]');
  expect(told(stdout)).toContain('LOOK the secret pin is shorter than 4 characters and cannot be masked');
});
