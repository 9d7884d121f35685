import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const first = fence('bash {effect=write}', 'touch pressed');

async function start(second: string, flags: readonly string[] = [], front = '') {
  project.write('deploy.md', runbookText({ One: first, Two: `Only if x:\n\n${second}` }, { front }));
  const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes', '--answer', 'two=yes', ...flags];
  const { code, stderr } = await project.run(args);
  return {
    code,
    reason: stderr.split('\n')[0]?.replace('NOT STARTED, exit code 2: ', ''),
    pressed: project.exists('pressed'),
  };
}

describe('what cannot be run whatever happens before it keeps an unattended run from its first effect', () => {
  test.each([
    [
      'a missing program',
      'ruby {effect=write interpreter=no-such-ruby}',
      'puts 1',
      'the program no-such-ruby is not on PATH; install it',
    ],
    [
      'a database without an address',
      'sql {effect=write db=NO_SUCH_DB}',
      'select 1',
      '$NO_SUCH_DB is not set; export the connection string of the database in it',
    ],
    [
      'two requests in one fence',
      'http {effect=write}',
      'GET http://127.0.0.1/\n###\nGET http://127.0.0.1/',
      'it holds more than one request; write a fence for each',
    ],
    [
      'a value that nothing gives',
      'http {effect=write}',
      'GET http://127.0.0.1/$NO_SUCH_VALUE',
      'nothing gives $NO_SUCH_VALUE; declare it as an input, or export it',
    ],
    [
      'a name between braces',
      'http {effect=write}',
      'GET http://127.0.0.1/{{ version }}',
      '{{ version }} is filled in in prose only; write $VERSION for the value',
    ],
  ])('%s', async (_, info, text, why) => {
    expect(await start(fence(info, text))).toEqual({
      code: 2,
      reason: `two.1 cannot be run (deploy.md:23): ${why}`,
      pressed: false,
    });
  });

  test('unless its path is not gone', async () => {
    const missing = fence('ruby {effect=write interpreter=no-such-ruby}', 'puts 1');
    project.write('deploy.md', runbookText({ One: first, Two: `Only if x:\n\n${missing}` }));
    const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', '--answer', 'two=no']);
    expect({ code, pressed: project.exists('pressed') }).toEqual({ code: 0, pressed: true });
  });

  test('a statement that would end the transaction of its action', async () => {
    const sql = fence('sql {effect=write}', 'select 1; commit;');
    project.write('deploy.md', runbookText({ One: first, Two: sql }));
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/x' };
    using started = project.start(['run', 'deploy.md', '--no-input', '--yes-to', 'writes'], { env });
    const { code, stderr } = await started.ended;
    expect({ code, pressed: project.exists('pressed') }).toEqual({ code: 2, pressed: false });
    expect(stderr).toContain('the action is one transaction already and cannot begin or end one');
  });

  test('an environment whose database has no address', async () => {
    const front = 'environments: { staging: { database: { name: payments, url: PAYMENTS_URL } } }';
    project.write('deploy.md', runbookText({ One: first }, { front }));
    const { code, stderr } = await project.run([
      'run',
      'deploy.md',
      '--env',
      'staging',
      '--no-input',
      '--yes-to',
      'writes',
    ]);
    expect({ code, first: stderr.split('\n')[0], pressed: project.exists('pressed') }).toEqual({
      code: 2,
      first:
        'NOT STARTED, exit code 2: $PAYMENTS_URL is not set; export the connection string of the database of staging in it',
      pressed: false,
    });
  });
});
