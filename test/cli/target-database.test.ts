import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { hasRealPostgres, startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { fence, runbookText } from './runbook-text.ts';
import { startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let blue: TestServer;
let green: TestServer;
let door: Server;
/** Where the one address that the runbook knows leads to. */
let behind: TestServer;
let url = '';
let project: Project;

beforeAll(async () => {
  [blue, green] = await Promise.all([startPostgres(), startPostgres()]);
  door = createServer((socket) => {
    const onward = connect(behind.port, '127.0.0.1');
    socket.on('error', () => onward.destroy()).pipe(onward);
    onward.on('error', () => socket.destroy()).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
});

afterAll(async () => {
  door.close();
  await Promise.all([blue, green].map((server) => server[Symbol.asyncDispose]()));
});

beforeEach(() => {
  behind = blue;
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

async function tablesOf(server: TestServer): Promise<readonly string[]> {
  const client = new pg.Client(server.url);
  await client.connect();
  const { rows } = await client.query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  await client.query('DROP TABLE IF EXISTS one, two');
  await client.end();
  return rows.map(({ name }) => String(name));
}

const create = (name: string) => fence('sql {effect=write}', `CREATE TABLE ${name} (id integer);`);
const pause = fence('bash {effect=read timeout=60s}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done');
const writes = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];

test('a write is made where the database is the one from the start', async () => {
  project.write('deploy.md', runbookText({ One: create('one'), Two: create('two') }));
  const { code } = await project.run(writes, { env: { DATABASE_URL: url } });
  expect({ code, end: endOf(project), tables: await tablesOf(blue) }).toEqual({
    code: 0,
    end: ['succeeded, exit code 0'],
    tables: ['one', 'two'],
  });
});

test.runIf(hasRealPostgres)(
  'a database that answers as another one in the middle of the run stops the next write',
  async () => {
    project.write('deploy.md', runbookText({ One: create('one'), Two: pause, Three: create('two') }));
    using started = project.start(writes, { env: { DATABASE_URL: url } });
    await expect.poll(() => project.exists('begun'), { timeout: 60_000 }).toBe(true);
    behind = green;
    project.write('go-on', '');
    const { code } = await started.ended;
    expect({
      code,
      steps: stepsOf(project).slice(0, 2),
      blue: await tablesOf(blue),
      green: await tablesOf(green),
    }).toEqual({
      code: 1,
      steps: ['one: succeeded', 'two: succeeded'],
      blue: ['one'],
      green: [],
    });
    expect(stepsOf(project)[2]).toMatch(
      /^three: failed \(TARGET CHANGED: it was database postgres at .* and is .* now; nothing was run\)$/,
    );
  },
);

test.runIf(hasRealPostgres)('a run goes on only against the database that it was begun against', async () => {
  project.write('deploy.md', runbookText({ One: create('one'), Two: pause, Three: create('two') }));
  using started = project.start(writes, { env: { DATABASE_URL: url } });
  await expect.poll(() => project.exists('begun'), { timeout: 60_000 }).toBe(true);
  started.child.kill('SIGKILL');
  await started.ended;
  project.write('go-on', '');
  const resume = ['resume', ...writes.slice(2)];
  behind = green;
  const { code, stderr } = await project.run(resume, { env: { DATABASE_URL: url } });
  expect({ code, green: await tablesOf(green) }).toEqual({ code: 2, green: [] });
  expect(stderr).toMatch(/^NOT STARTED, exit code 2: TARGET CHANGED: it was database postgres at .* and is .* now\n/);
  behind = blue;
  const again = await project.run(resume, { env: { DATABASE_URL: url } });
  expect({ code: again.code, tables: await tablesOf(blue) }).toEqual({ code: 0, tables: ['one', 'two'] });
});

test('a database other than the environment says is refused before anything runs', async () => {
  const front = 'environments: { staging: { database: { name: payments } } }';
  project.write('deploy.md', runbookText({ One: create('one') }, { front }));
  expect(await project.run([...writes, '--env', 'staging'], { env: { DATABASE_URL: url } })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'NOT STARTED, exit code 2: the target is not proved: the database is postgres, payments is expected\n     Nothing has been changed.\n',
  });
  expect({ runs: project.runNames(), tables: await tablesOf(blue) }).toEqual({ runs: [], tables: [] });
});

test('a database that cannot be reached is refused before anything runs, its password unsaid', async () => {
  project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', 'touch ran'), Two: create('one') }));
  const env = { DATABASE_URL: 'postgresql://mira:hush-hush@127.0.0.1:1/payments' };
  const { code, stdout, stderr } = await project.run(writes, { env });
  expect({ code, stdout, ran: project.exists('ran'), told: stderr.includes('hush-hush') }).toEqual({
    code: 2,
    stdout: '',
    ran: false,
    told: false,
  });
  expect(stderr.split('\n')[0]).toBe(
    'NOT STARTED, exit code 2: the target is not proved: cannot connect to postgresql://mira:[secret]@127.0.0.1:1/payments: connection refused (ECONNREFUSED)',
  );
});

test("a literal host in a command that is not the environment's is refused before anything runs, with its place", async () => {
  const front = 'environments: { staging: { database: { host: 127.0.0.1 } } }';
  const line = 'psql -h otherhost -c "SELECT 1"';
  project.write(
    'deploy.md',
    runbookText({ One: fence('bash {effect=write}', 'touch ran'), Two: fence('bash {effect=read}', line) }, { front }),
  );
  const { code, stdout, stderr } = await project.run([...writes, '--env', 'staging'], { env: { DATABASE_URL: url } });
  expect({ code, stdout, ran: project.exists('ran'), said: stderr.split('\n').slice(0, 2) }).toEqual({
    code: 2,
    stdout: '',
    ran: false,
    said: [
      'deploy.md:21:6  error  target-mismatch',
      ' why  -h otherhost is not the target of staging, which is 127.0.0.1',
    ],
  });
});

test.runIf(hasRealPostgres)(
  'a database that becomes another one while a person reads takes the key away, and gives it back with itself',
  async () => {
    project.write('deploy.md', runbookText({ One: create('one') }));
    await using run = startInTerminal(project, ['run', 'deploy.md'], { env: { DATABASE_URL: url } });
    await run.press('the clock starts', 'r');
    expect(await run.asks('the same as at the start')).toContain('[r] run');
    behind = green;
    await expect
      .poll(() => run.visible().join('\n'), { timeout: 60_000 })
      .toMatch(/^!! 1\/1 One !+ TARGET CHANGED !!$/m);
    expect(run.visible().join('\n')).not.toContain('[r] run');
    run.send('r');
    behind = blue;
    await expect.poll(() => run.visible().join('\n'), { timeout: 60_000 }).toContain('[r] run');
    await run.pressAgain('r');
    expect(await run.exitCode).toBe(0);
    expect({ blue: await tablesOf(blue), green: await tablesOf(green) }).toEqual({ blue: ['one'], green: [] });
  },
);
