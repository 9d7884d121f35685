import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSelfSigned } from '../tls/self-signed.ts';
import { fence, runbookText } from './runbook-text.ts';
import { endOf, stepsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let certificate: string;
const servers: Server[] = [];
let urls: readonly string[] = [];
let status = 200;
let project: Project;

beforeAll(async () => {
  const own = createSelfSigned('127.0.0.1');
  certificate = Buffer.from(own.certificate).toString('base64');
  urls = await Promise.all([0, 1].map(() => startApi({ key: own.key, cert: own.certificate })));
});

afterAll(() => {
  for (const server of servers) server.close();
});

beforeEach(() => {
  status = 200;
  project = createProject();
  project.standIn(
    'kubectl',
    `server=$(sed -n 's/.*"server": "\\(.*\\)".*/\\1/p' "$KUBECONFIG")
namespace=$(sed -n 's/.*"namespace": "\\(.*\\)".*/\\1/p' "$KUBECONFIG")
echo "$* at $server in $namespace" >> "$CALLS"`,
  );
  writeKubeconfig('blue');
});

afterEach(() => project[Symbol.dispose]());

async function startApi(tls: { key: string; cert: string }): Promise<string> {
  const server = createServer(tls, (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end('{ "major": "1", "gitVersion": "v1.34.4" }');
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? `https://127.0.0.1:${address.port}` : '';
}

/** What the person's own kubectl would use. */
function writeKubeconfig(current: string): void {
  const [blue = '', green = ''] = urls;
  const cluster = (server: string) => ({ server, 'certificate-authority-data': certificate });
  const context = (name: string) => ({ name, context: { cluster: name, user: 'mira', namespace: `of-${name}` } });
  project.write(
    'kubeconfig',
    JSON.stringify({
      'current-context': current,
      contexts: [context('blue'), context('green')],
      clusters: [
        { name: 'blue', cluster: cluster(blue) },
        { name: 'green', cluster: cluster(green) },
      ],
      users: [{ name: 'mira', user: { token: 'let-me-in' } }],
    }),
  );
}

const apply = fence('bash {effect=write}', 'kubectl apply -f a.yaml');
const pause = fence('bash {effect=write}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done');

function start(
  steps: Readonly<Record<string, string>>,
  target: string,
  flags: readonly string[] = ['--env', 'staging'],
) {
  const front = `environments: { staging: { kubernetes: ${target} }, production: {} }`;
  project.write('deploy.md', runbookText(steps, { front }));
  const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...flags];
  return project.start(args, { env: { KUBECONFIG: join(project.folder, 'kubeconfig') } });
}

async function refusal(steps: Readonly<Record<string, string>>, target: string) {
  using started = start(steps, target);
  const { code, stdout, stderr } = await started.ended;
  expect({ code, stdout, calls: project.calls(), runs: project.runNames() }).toEqual({
    code: 2,
    stdout: '',
    calls: [],
    runs: [],
  });
  return stderr;
}

test('a use-context elsewhere does not redirect the next write', async () => {
  using started = start({ One: apply, Two: pause, Three: apply }, '{ namespace: web }');
  await expect.poll(() => project.exists('begun'), { timeout: 60_000 }).toBe(true);
  writeKubeconfig('green');
  project.write('go-on', '');
  const { code } = await started.ended;
  const call = `apply -f a.yaml at ${urls[0]} in web`;
  expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: [call, call] });
});

test('what a step makes of KUBECONFIG does not redirect the next write', async () => {
  const loses = fence('bash {effect=read}', 'source ./team.env');
  project.write('team.env', 'export KUBECONFIG=/elsewhere');
  using started = start({ One: loses, Two: apply }, '{ context: blue, namespace: web }');
  const { code } = await started.ended;
  expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: [`apply -f a.yaml at ${urls[0]} in web`] });
});

test('the target is proved at the start and again before every write, and every proof is written down', async () => {
  using started = start({ One: fence('bash {effect=read}', 'true'), Two: apply }, '{ context: green }');
  const { code, stdout } = await started.ended;
  const proof = `${urls[1]}, namespace of-green`;
  expect(code).toBe(0);
  expect(told(stdout).filter((line) => line.startsWith('target'))).toEqual([
    `target proved: ${proof}`,
    `target proved again, the same: ${proof}`,
  ]);
  expect(project.calls()).toEqual([`apply -f a.yaml at ${urls[1]} in of-green`]);
});

test('another server behind the context is refused before anything runs', async () => {
  expect(await refusal({ One: apply }, `{ context: blue, server: "${urls[1]}" }`)).toBe(
    `context "blue" leads to ${urls[0]}, the runbook says ${urls[1]}\nchoose the context of that server, or correct the environment in the runbook\n`,
  );
});

test('an unknown context is refused with the nearest name', async () => {
  expect(await refusal({ One: apply }, '{ context: bleu }')).toBe(
    'the kubeconfig has no context "bleu"\ndid you mean "blue"?\n',
  );
});

test('a server that does not let itself be proved is refused before anything runs', async () => {
  status = 401;
  expect(await refusal({ One: apply }, '{ context: blue }')).toBe(
    'NOT STARTED, exit code 2: the target is not proved: the server does not accept the credentials (401)\n     Nothing has been changed.\n',
  );
});

test.each([1, 3])(
  'a server that is not to be proved in the middle of the run stops the next write, asked %i times',
  async (times) => {
    const retried = times === 1 ? apply : fence(`bash {effect=write retry=${times - 1}}`, 'kubectl apply -f a.yaml');
    using started = start({ One: pause, Two: retried, Three: apply }, '{ context: blue }');
    await expect.poll(() => project.exists('begun'), { timeout: 60_000 }).toBe(true);
    status = 503;
    project.write('go-on', '');
    const { code } = await started.ended;
    const why = 'the target is NOT PROVED: the server answered 503; nothing was run';
    expect({ code, calls: project.calls(), steps: stepsOf(project), end: endOf(project)[0] }).toEqual({
      code: 1,
      calls: [],
      steps: ['one: succeeded', `two: failed (${why})`, 'three: not-reached'],
      end: 'failed, exit code 1',
    });
    const ofTwo = project.events().filter((event) => 'action' in event && event.action === 'two.1');
    expect(ofTwo.map(({ type }) => type)).toEqual(Array.from({ length: times }, () => 'action-ended'));
  },
);

test.each([
  ['-n other', 'kubectl apply -n other -f a.yaml', '21:15', '-n other is not the target of staging, which is web'],
  [
    '--namespace=other',
    'kubectl apply --namespace=other -f a.yaml',
    '21:15',
    '--namespace other is not the target of staging, which is web',
  ],
  [
    '--context green',
    'kubectl --context green get pods',
    '21:9',
    '--context green is not the target of staging, which is blue',
  ],
  [
    '--kubeconfig',
    'kubectl --kubeconfig /tmp/other apply -f a.yaml',
    '21:9',
    '--kubeconfig /tmp/other is not the target of staging, which is the private kubeconfig of the',
  ],
])('a literal %s in a command is refused before anything runs, with its place', async (_, line, place, message) => {
  const stderr = await refusal(
    { One: apply, Two: fence('bash {effect=write}', line) },
    '{ context: blue, namespace: web }',
  );
  const [head = '', why = ''] = stderr.split('\n');
  expect([head, why]).toEqual([`deploy.md:${place}  error  target-mismatch`, ` why  ${message}`]);
  expect(
    stderr.endsWith('NOT STARTED, exit code 2: deploy.md is not a valid runbook. Nothing has been changed.\n'),
  ).toBe(true);
});

test.each([
  ['a server', `kubectl --server=https://127.0.0.1:1 apply -f a.yaml`, '{ context: blue }'],
  ['a namespace', 'kubectl -n other apply -f a.yaml', '{ context: blue }'],
  ['a context', 'kubectl --context green apply -f a.yaml', '{ namespace: web }'],
  ['a namespace in what a person is to run', 'kubectl -n other exec -it pod -- sh', '{ context: blue }'],
])('%s that the environment leaves open is held to what the kubeconfig says', async (_, line, target) => {
  const stderr = await refusal({ One: apply, Two: fence('bash {effect=write}', line) }, target);
  expect(stderr.split('\n')[0]).toMatch(/^deploy\.md:\d+:\d+ {2}error {2}target-mismatch$/);
});

test('without --env nothing runs where environments are defined, whatever the current context is', async () => {
  using started = start({ One: apply }, '{ context: blue }', []);
  expect(await started.ended).toEqual({
    code: 2,
    stdout: '',
    stderr: 'this runbook defines environments and none is named\nAdd --env staging or --env production.\n',
  });
  expect(project.calls()).toEqual([]);
});
