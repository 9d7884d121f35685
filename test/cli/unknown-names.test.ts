import { afterAll, beforeAll, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeAll(() => {
  project = createProject({
    'deploy.md': runbookText(
      {
        'Choose a Way':
          fence('bash {effect=write option="A: left"}', 'echo a >> trace') +
          fence('bash {effect=write option="B: right"}', 'echo b >> trace'),
        'Only Sometimes': `Only if it rains:\n\n${fence('bash {effect=write}', 'echo c >> trace')}${fence('bash {id=umbrella effect=write}', 'echo c >> trace')}`,
        'Drop It': fence('bash {effect=destructive}', 'echo d >> trace'),
      },
      {
        front: [
          'environments: { staging: {}, production: {} }',
          'inputs: { version: { type: semver }, size: { type: integer, default: 3 }, ready: { type: boolean, default: no } }',
        ].join('\n'),
        after: '## Success Criteria\n\n- [ ] All is well\n',
      },
    ),
  });
});

afterAll(() => project[Symbol.dispose]());

const staging = ['--env', 'staging', '--set', 'version=v1.0.0'];

test.each([
  [['--env', 'stagin'], 'unknown environment "stagin"\nDid you mean "staging"?'],
  [[], 'this runbook defines environments and none is named\nAdd --env staging or --env production.'],
  [[...staging, '--set', 'verison=v1.0.0'], 'unknown input "verison"\nDid you mean "version"?'],
  [[...staging, '--set', 'version'], '--set "version" has no value\nWrite --set NAME=VALUE.'],
  [
    ['--env', 'staging', '--set', 'version=latest'],
    'the value "latest" of version (--set) is not possible: it must be a version such as v1.4.2\nWrite --set version=VALUE.',
  ],
  [
    [...staging, '--set', 'size=three'],
    'the value "three" of size (--set) is not possible: it must be a whole number\nWrite --set size=VALUE.',
  ],
  [
    [...staging, '--set', 'ready=perhaps'],
    'the value "perhaps" of ready (--set) is not possible: it must be yes or no\nWrite --set ready=VALUE.',
  ],
  [[...staging, '--option', 'chose-a-way=A'], 'unknown step with options "chose-a-way"\nDid you mean "choose-a-way"?'],
  [[...staging, '--option', 'choose-a-way=C'], 'unknown option of choose-a-way "C"\nThere are: A, B.'],
  [[...staging, '--answer', 'only-sometime=yes'], 'unknown question "only-sometime"\nDid you mean "only-sometimes"?'],
  [
    [...staging, '--answer', 'only-sometimes.umbrela=run'],
    'unknown question "only-sometimes.umbrela"\nDid you mean "only-sometimes.umbrella"?',
  ],
  [
    [...staging, '--answer', 'only-sometimes=yess'],
    '--answer only-sometimes does not take the value given\nDid you mean "yes"?',
  ],
  [
    [...staging, '--answer', 'drop-it.1=production'],
    '--answer drop-it.1 does not take the value given\nWrite one of: staging, skip.',
  ],
  [[...staging, '--answer', 'version=v1.0.0'], '"version" is an input\nWrite --set version=VALUE.'],
  [
    [...staging, '--answer', 'choose-a-way.option=A'],
    '"choose-a-way.option" is a choice\nWrite --option choose-a-way.option=KEY.',
  ],
  [[...staging, '--env', 'production'], '--env is given twice, as "staging" and as "production"\nGive it once.'],
  [[...staging, '--yes-to', 'reads'], '--yes-to is given twice, as "writes" and as "reads"\nGive it once.'],
  [[...staging, '--set', 'version=v2.0.0'], '--set gives "version" two values\nWrite --set version=VALUE once.'],
  [
    [...staging, '--answer', 'only-sometimes=yes', '--answer', 'only-sometimes=no'],
    '--answer gives "only-sometimes" two values\nWrite --answer only-sometimes=VALUE once.',
  ],
  [
    [...staging, '--option', 'choose-a-way=A', '--option', 'choose-a-way=B'],
    '--option gives "choose-a-way" two values\nWrite --option choose-a-way=VALUE once.',
  ],
  [
    [...staging, '--option', 'choose-a-way=A', '--option', 'choose-a-way.option=B'],
    '--option gives "choose-a-way" and "choose-a-way.option", the same choice, two values\nName one of them.',
  ],
])('%j is refused with the nearest name or what is wrong, by run and by plan', async (flags, said) => {
  const run = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...flags]);
  expect(run).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
  expect({ runs: project.runNames(), trace: project.exists('trace') }).toEqual({ runs: [], trace: false });
  if (!flags.includes('--env')) return;
  const yesTo = flags.includes('--yes-to') ? ['--yes-to', 'writes'] : [];
  expect(await project.run(['plan', 'deploy.md', ...yesTo, ...flags])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${said}\n`,
  });
});

test('a flag that is repeated with the same value is taken once', async () => {
  const flags = [
    ...staging,
    ...staging,
    '--option',
    'choose-a-way=A',
    '--option',
    'choose-a-way=A',
    '--yes-to',
    'reads',
  ];
  expect(await project.run(['plan', 'deploy.md', ...flags, '--yes-to', 'reads'])).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test.each([
  [['run', 'deploy.md', '--no-imput'], "error: unknown option '--no-imput'\n(Did you mean --no-input?)"],
  [['run', 'deploy.md', '--yes-to', 'write'], "error: option '--yes-to <effects>' argument 'write' is invalid."],
  [['run', 'deploy.md', '--yes'], "error: unknown option '--yes'"],
  [['run'], "error: missing required argument 'file'"],
  [['run', 'deploy.md', 'other.md'], "error: too many arguments for 'run'."],
  [['plam', 'deploy.md'], "error: unknown command 'plam'\n(Did you mean plan?)"],
  [['graph', 'deploy.md', '--format', 'mermade'], "error: option '--format <format>' argument 'mermade' is invalid."],
  [['report', '--format', 'html'], "error: option '--format <format>' argument 'html' is invalid."],
  [['runs', 'prune', '--older', 'long'], '--older does not take "long"\nWrite a duration such as 90d or 12h.'],
  [['report', 'nothing'], 'there are no runs in this project\nrunbook run FILE makes one.'],
  [['completion', 'powershell'], 'unknown shell "powershell"\nThere are: bash, zsh, fish.'],
  [['completion', 'bsh'], 'unknown shell "bsh"\nDid you mean "bash"?'],
])('%j is refused as usage', async (args, said) => {
  const { code, stdout, stderr } = await project.run(args);
  expect({ code, stdout, said: stderr.slice(0, said.length) }).toEqual({ code: 2, stdout: '', said });
});

test.each([
  [
    ['run', 'deploy.md', '--no-input', '--version', 'v2'],
    'version is an input of the runbook: write --set version=VALUE.',
  ],
  [['plan', 'deploy.md', '--size=4'], 'size is an input of the runbook: write --set size=VALUE.'],
  [
    ['runs', '--version'],
    'runbook --version prints the version of the program; the value of an input is given with --set version=VALUE.',
  ],
])('%j is no flag, and how an input is set is said', async (args, hint) => {
  const { code, stdout, stderr } = await project.run(args);
  const flag = args.find((argument) => /^--(?:version|size)/.test(argument))?.replace(/=.*/, '');
  expect({ code, stdout, stderr: stderr.split('\n') }).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.arrayContaining([`error: unknown option '${flag}'`, hint]),
  });
});

test('a procedure that the file does not have is refused with the nearest name', async () => {
  const { code, stdout, stderr } = await project.run(['run', 'deploy.md#stepps', '--no-input', ...staging]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n').slice(0, 5)).toEqual([
    'deploy.md:7:1  error  unknown-procedure',
    ' why  no procedure "#stepps" in this file',
    '    7 | # Deploy',
    '      | ^^^^^^^^',
    ' do   Did you mean "#steps"?',
  ]);
});

test('a runbook that is not there is refused with the nearest name', async () => {
  project.write('runbooks/rollback.md', runbookText({ One: fence('bash {effect=read}', 'true') }));
  expect(await project.run(['run', 'rolback.md', '--no-input'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'rolback.md:1:1 no such file\nLooked in the working folder and in runbooks. Did you mean "rollback.md"?\n',
  });
  expect(await project.run(['run', 'rollback.md', '--no-input', '--yes-to', 'reads'])).toMatchObject({ code: 0 });
});

test('a run that is not there is refused, and the newest is named', async () => {
  const { code, stderr } = await project.run(['report', '19990101']);
  expect({ code, said: stderr.split('\n')[0] }).toEqual({ code: 2, said: 'no run matches "19990101"' });
});

test('of 400 names that none is near to, eight are said', async () => {
  const steps = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [
      `Part ${index + 1}`,
      `Only if it rains:\n\n${fence('bash {effect=write}', 'echo a')}`,
    ]),
  );
  using own = createProject({ 'long.md': runbookText(steps) });
  expect(await own.run(['plan', 'long.md', '--answer', 'zzzzzzzzzz=yes'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'unknown question "zzzzzzzzzz"\nThere are: part-1, part-1.1, part-2, part-2.1, part-3, part-3.1, part-4, part-4.1 and 392 more.\n',
  });
});
