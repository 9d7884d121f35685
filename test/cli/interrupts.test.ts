import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAnswerServer } from '../integration/http-server.ts';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { endOf } from './told.ts';
import { createProject, type Project, type Started } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const writes = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];
const patience = { timeout: 30_000, interval: 20 };

/** A whole family of processes, one of which ignores what it may; their numbers are in `pids`. */
const family = [
  'sleep 300 &',
  'echo $! >> pids',
  "sh -c 'sleep 300; true' &",
  'echo $! >> pids',
  'echo $$ >> pids',
  'touch begun',
  'sleep 300',
  'touch done',
];

async function begun(file = 'begun'): Promise<void> {
  await expect.poll(() => project.exists(file), patience).toBe(true);
}

function survivors(): readonly string[] {
  return project.read('pids').trim().split('\n').filter(isAlive);
}

async function standing(): Promise<unknown> {
  const { stdout } = await project.run(['runs', '--json']);
  return JSON.parse(stdout).runs;
}

async function interrupt(started: Started, signal: NodeJS.Signals) {
  started.child.kill(signal);
  return await started.ended;
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s without a person', (signal, exitCode) => {
  test.each(['read', 'write', 'destructive'])(
    `during a %s ends its whole process group and the run, with ${exitCode}`,
    async (effect) => {
      project.write(
        'deploy.md',
        runbookText({
          One: fence(`bash {effect=${effect}}`, ...family),
          Two: fence('bash {effect=write}', 'touch two'),
        }),
      );
      using started = project.start([...writes, ...(effect === 'destructive' ? ['--answer', 'one.1=Deploy'] : [])]);
      await begun();
      const { code } = await interrupt(started, signal);
      expect({
        code,
        end: endOf(project),
        left: survivors(),
        done: project.exists('done'),
        two: project.exists('two'),
      }).toEqual({
        code: exitCode,
        end: [`interrupted, exit code ${exitCode}`, `interrupted by ${signal}`],
        left: [],
        done: false,
        two: false,
      });
      const ended = project.events().find((event) => event.type === 'action-ended');
      expect(ended).toMatchObject({ outcome: 'stopped' });
      expect(project.events().some((event) => event.type === 'step-ended')).toBe(false);
    },
  );

  test(`while until= waits for its next attempt ends the run with ${exitCode}`, async () => {
    project.write(
      'deploy.md',
      runbookText({ One: fence('bash {effect=read until=300s every=200s}', 'touch begun', 'false') }),
    );
    using started = project.start(writes);
    await begun();
    await expect.poll(() => project.events().some((event) => event.type === 'action-started'), patience).toBe(true);
    const { code } = await interrupt(started, signal);
    expect({ code, end: endOf(project)[0] }).toEqual({ code: exitCode, end: `interrupted, exit code ${exitCode}` });
  });

  test(`caught by a command that then ends well is still no success`, async () => {
    const lines = ["trap 'exit 0' INT TERM", 'touch begun', 'for _ in $(seq 6000); do sleep 0.05; done'];
    project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', ...lines) }));
    using started = project.start(writes);
    await begun();
    const { code } = await interrupt(started, signal);
    expect({ code, end: endOf(project)[0] }).toEqual({ code: exitCode, end: `interrupted, exit code ${exitCode}` });
  });

  test('during a request ends the run', async () => {
    await using server = await startAnswerServer();
    project.write('deploy.md', runbookText({ One: fence('http {effect=read}', `GET ${server.url}/never`) }));
    using started = project.start(writes);
    await expect.poll(() => server.waiting.length, patience).toBe(1);
    const { code } = await interrupt(started, signal);
    expect({ code, end: endOf(project)[0] }).toEqual({ code: exitCode, end: `interrupted, exit code ${exitCode}` });
  });
});

describe('SIGHUP', () => {
  test('lets a running write finish, writes its end down, and pauses', async () => {
    const lines = ['touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done', 'touch done'];
    project.write(
      'deploy.md',
      runbookText({ One: fence('bash {effect=write}', ...lines), Two: fence('bash {effect=write}', 'touch two') }),
    );
    using started = project.start(writes);
    await begun();
    started.child.kill('SIGHUP');
    project.write('go-on', '');
    const { code } = await started.ended;
    const types = project.events().map((event) => event.type);
    expect({ code, done: project.exists('done'), two: project.exists('two'), last: types.slice(-2) }).toEqual({
      code: 129,
      done: true,
      two: false,
      last: ['action-ended', 'run-paused'],
    });
    expect(project.events().at(-2)).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
    expect(await standing()).toMatchObject([{ standing: { state: 'paused' } }]);
  });

  test('stops a read, and pauses', async () => {
    project.write('deploy.md', runbookText({ One: fence('bash {effect=read}', ...family) }));
    using started = project.start(writes);
    await begun();
    const { code } = await interrupt(started, 'SIGHUP');
    expect({ code, left: survivors(), last: project.events().at(-1)?.type }).toEqual({
      code: 129,
      left: [],
      last: 'run-paused',
    });
  });
});

test('a run whose process was killed is interrupted, never running, and its command is not left behind', async () => {
  project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', ...family) }));
  using started = project.start(writes);
  await begun();
  expect(await standing()).toMatchObject([{ standing: { state: 'running', pid: started.child.pid } }]);
  await interrupt(started, 'SIGKILL');
  expect(await standing()).toMatchObject([{ standing: { state: 'interrupted' } }]);
  expect((await project.run(['runs'])).stdout).toMatch(/ INTERRUPTED .*\n\n1 run\n$/);
  await expect.poll(survivors, patience).toEqual([]);
  expect((await project.run(['report', '--format', 'json'])).stdout).toContain('"inFlight": [\n    "one.1"\n  ]');
});

test('a signal while the target is being proved ends the start with the code of the signal', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const config = {
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: `https://127.0.0.1:${port}` } }],
    users: [{ name: 'u', user: {} }],
  };
  project.write('kubeconfig', JSON.stringify(config));
  const front = 'environments: { staging: { kubernetes: { context: a } } }';
  project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', 'touch done') }, { front }));
  using started = project.start([...writes, '--env', 'staging'], {
    env: { KUBECONFIG: `${project.folder}/kubeconfig` },
  });
  await once(silent, 'connection');
  const { code, stdout, stderr } = await interrupt(started, 'SIGTERM');
  silent.close();
  expect(stderr).toBe('INTERRUPTED before the start, exit code 143.\n     Nothing has been changed.\n');
  expect({ code, stdout, runs: project.runNames(), done: project.exists('done') }).toEqual({
    code: 143,
    stdout: '',
    runs: [],
    done: false,
  });
});
