import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badInputs } from './bad-inputs.ts';
import { fence, runbookText } from './runbook-text.ts';
import { endOf, told } from './told.ts';
import { createProject, type Ended, type Project, plainUser, type StartOptions } from './unattended-project.ts';

let project: Project;

beforeAll(() => {
  project = createProject();
});

afterAll(() => project[Symbol.dispose]());

/** Every command that reads a file, on the same file. */
async function all(file: string) {
  const commands = [['show'], ['plan'], ['graph'], ['run', '--no-input', '--yes-to', 'writes']];
  const [show, plan, graph, run] = await Promise.all(
    commands.map(([name = '', ...flags]) => project.run([name, file, ...flags])),
  );
  return { show, plan, graph, run };
}

const asPlainUser = (): StartOptions => ({ env: { NODE_COMPILE_CACHE: undefined }, uid: plainUser() });

function doesAndWhy(ended: Ended | undefined): readonly string[] {
  return ended?.stderr.split('\n').filter((line) => /^ (?:why|do) /.test(line)) ?? [];
}

const good = runbookText({ One: fence('bash {effect=write}', 'touch ran') });
const step = (info: string) => fence(info, 'touch ran');

describe('a file with', () => {
  test.each(badInputs)(
    '%s is refused with its place by every command, and nothing is run',
    async (_, content, said) => {
      project.write('bad.md', content);
      const { show, plan, graph, run } = await all('bad.md');
      const [first = '', ...rest] = said;
      expect(run?.stderr.split('\n').slice(0, said.length)).toEqual([`bad.md:${first}`, ...rest]);
      expect(
        run?.stderr.endsWith('NOT STARTED, exit code 2: bad.md is not a valid runbook. Nothing has been changed.\n'),
      ).toBe(true);
      expect(run?.stderr).toMatch(/^ do {3}\S/m);
      expect([show, plan, graph, run].map((ended) => [ended?.code, ended?.stderr.split('\n')[0]])).toEqual(
        Array.from({ length: 4 }, () => [2, `bad.md:${first}`]),
      );
      expect([plan?.stdout, run?.stdout, project.exists('ran'), project.runNames()]).toEqual(['', '', false, []]);
      expect(Math.max(...(run?.stderr.split('\n') ?? []).map((line) => line.length))).toBeLessThan(140);
    },
  );
});

test('every problem of a file is said at once, in the order of their places', async () => {
  project.write(
    'bad.md',
    runbookText({
      One: step('bash {efect=write}'),
      Two: step('bahs {effect=write}'),
      Three: step('bash {needs=zero effect=write}'),
    }),
  );
  const { stderr } = await project.run(['run', 'bad.md', '--no-input']);
  expect(stderr.split('\n').filter((line) => line.startsWith('bad.md:'))).toEqual([
    'bad.md:8:10  error  unknown-attribute',
    'bad.md:15:1  error  attribute-value',
    'bad.md:22:10  error  unknown-step',
  ]);
});

describe('what is no file', () => {
  test('a folder is said to be one', async () => {
    mkdirSync(`${project.folder}/folder.md`, { recursive: true });
    for (const ended of Object.values(await all('folder.md'))) {
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended?.stderr.split('\n').slice(0, 2)).toEqual([
        'folder.md:1:1  error  file-unreadable',
        ' why  it is a folder',
      ]);
    }
  });

  test('a file that is not there is named with the nearest that is', async () => {
    project.write('runbooks/rollback.md', good);
    for (const ended of Object.values(await all('rolback.md'))) {
      expect(ended).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'rolback.md:1:1 no such file\nLooked in the working folder and in runbooks. Did you mean "rollback.md"?\n',
      });
    }
  });

  test('a file that is not there is named with the nearest of its own folder', async () => {
    using own = createProject({ 'ops/rollback.md': good });
    expect(await own.run(['show', 'ops/rolback.md'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'ops/rolback.md:1:1 no such file\nLooked in the working folder and in runbooks. Did you mean "ops/rollback.md"?\n',
    });
  });

  test('symbolic links that lead in a circle are said to', async () => {
    symlinkSync('b.md', `${project.folder}/a.md`);
    symlinkSync('a.md', `${project.folder}/b.md`);
    for (const ended of Object.values(await all('a.md'))) {
      expect([ended?.code, ended?.stdout, ...doesAndWhy(ended)]).toEqual([
        2,
        '',
        ' why  its symbolic links lead in a circle',
        ' do   Let them end at a file; ls -l shows where each leads.',
      ]);
    }
  });

  test('a name that no file can have is said to be too long', async () => {
    for (const ended of Object.values(await all('x'.repeat(300)))) {
      expect([ended?.code, ended?.stdout, ...doesAndWhy(ended)]).toEqual([
        2,
        '',
        ' why  the name is longer than a file name may be',
        ' do   Look whether several names, or a text, got into one word.',
      ]);
    }
  });

  test('a folder that may not be entered is named, by every command', async () => {
    using own = createProject({ 'closed/inner/f.md': good });
    chmodSync(own.folder, 0o755);
    chmodSync(`${own.folder}/closed`, 0o000);
    const ends = await Promise.all(
      ['show', 'plan', 'graph', 'run'].map((name) => own.run([name, 'closed/inner/f.md'], asPlainUser())),
    );
    chmodSync(`${own.folder}/closed`, 0o755);
    for (const ended of ends) {
      expect([ended.code, ended.stdout, ...doesAndWhy(ended)]).toEqual([
        2,
        '',
        ` why  there is no permission to enter the folder ${own.folder}/closed`,
        ' do   Have it opened, chmod +x on the folder, or run this as a user who may enter it.',
      ]);
    }
  });

  test('a file that may not be read is said to be so', async () => {
    using own = createProject({ 'closed.md': good });
    chmodSync(`${own.folder}/closed.md`, 0o000);
    chmodSync(own.folder, 0o755);
    const args = ['run', 'closed.md', '--no-input'];
    const { code, stdout, stderr } = await own.run(args, asPlainUser());
    expect({ code, stdout, said: stderr.split('\n').slice(0, 2) }).toEqual({
      code: 2,
      stdout: '',
      said: ['closed.md:1:1  error  file-unreadable', ' why  there is no permission to read it'],
    });
  });
});

describe('a run for which there is no room starts nothing', () => {
  test('when nothing can be kept in the project, nor in the home of the user, nor in the temporary folder', async () => {
    using own = createProject({
      'deploy.md': good,
      '.runbook': 'a file, where a folder should be',
      [`tmp/runbook-state-${process.getuid?.()}`]: 'a file too',
    });
    const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];
    expect([await own.run(args, { env: { XDG_STATE_HOME: '/dev/null' } }), own.exists('ran')]).toEqual([
      {
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /^runs can be kept neither in the project nor in \/dev\/null\/runbook\/\w+ nor in \S+\/tmp\/runbook-state-\d+\/\w+\nMake one of them writable, or set XDG_STATE_HOME to a folder that is\.\n$/,
        ),
      },
      false,
    ]);
  });

  test('when there is no folder for what is only there during the run', async () => {
    using own = createProject({ 'deploy.md': good });
    const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];
    expect([await own.run(args, { env: { TMPDIR: '/nowhere' } }), own.exists('ran')]).toEqual([
      {
        code: 2,
        stdout: '',
        stderr:
          "no folder for pipes and scripts can be made in /nowhere: ENOENT: no such file or directory, mkdtemp '/nowhere/runbook-XXXXXX'\nMake it, free some space in it, or set TMPDIR to a folder that can be written.\n",
      },
      false,
    ]);
  });
});

describe('what looks odd and is no error', () => {
  test.each([
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\uFEFF${good}`],
    ['no line break at its end', good.trimEnd()],
    ['tabs in a command', runbookText({ One: fence('bash {effect=write}', '\ttouch\tran') })],
    [
      'a fence in a list item',
      `# Deploy\n\n## Steps\n\n1. One\n\n   \`\`\`bash {effect=write}\n   touch ran\n   \`\`\`\n`,
    ],
  ])('%s runs', async (_, text) => {
    using own = createProject({ 'odd.md': text });
    const { code, stdout } = await own.run(['run', 'odd.md', '--no-input', '--yes-to', 'writes']);
    expect({ code, ran: own.exists('ran'), end: endOf(own) }).toEqual({
      code: 0,
      ran: true,
      end: ['succeeded, exit code 0'],
    });
    expect(told(stdout)[0]).toBe('run of Deploy');
  });
});
