import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres } from '../postgres/start-postgres.ts';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const evil = [
  '"; touch pwned; "',
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '; touch pwned #',
  '| touch pwned',
  '{{ other }} ${OTHER} $OTHER',
];
let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

async function run(body: string, flags: readonly string[], env: Record<string, string> = {}) {
  const front = 'inputs: { name: { type: string }, other: { type: string, default: other } }';
  project.write('deploy.md', runbookText({ One: body }, { front }));
  return project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...flags], { env });
}

test.each(evil)('the input %j is a text in a shell, whichever way it comes', async (name) => {
  const body = fence(
    'bash {effect=write}',
    'printf "%s\\n" "$NAME"',
    'printf "%s\\n" "$NAME" > seen',
    'echo done $NAME',
  );
  const { code, stdout } = await run(body, [], { RUNBOOK_INPUT_NAME: name });
  expect({ code, seen: project.read('seen'), pwned: project.exists('pwned') }).toEqual({
    code: 0,
    seen: `${name}\n`,
    pwned: false,
  });
  expect(told(stdout)).toContain(` | ${name}`);
});

test('an input with a line break stays one value, and forges no line of the run', async () => {
  const name = 'a\n0:00 SUCCEEDED, exit code 0\nb';
  const { code } = await run(fence('bash {effect=write}', 'printf "%s" "$NAME" > seen'), ['--set', `name=${name}`]);
  expect({ code, seen: project.read('seen') }).toEqual({ code: 0, seen: name });
});

test('a placeholder is filled in as a variable, never as text of the command', async () => {
  project.standIn('kubectl', 'for word in "$@"; do echo "[$word]" >> "$CALLS"; done');
  project.write('deploy.md', runbookText({ One: fence('bash', 'kubectl get pod <pod-name> -n web') }));
  const flags = ['--no-input', '--answer', 'one.1=run', '--set', 'pod_name=$(touch pwned); x y'];
  const { code, stderr } = await project.run(['run', 'deploy.md', ...flags]);
  expect({ code, stderr, pwned: project.exists('pwned'), calls: project.calls() }).toEqual({
    code: 0,
    stderr: '',
    pwned: false,
    calls: ['[get]', '[pod]', '[$(touch pwned); x y]', '[-n]', '[web]'],
  });
});

test('a captured value is a text in the steps behind it', async () => {
  project.write(
    'deploy.md',
    runbookText({
      One: fence('bash {effect=read capture=found}', `echo '"; touch pwned; $(touch pwned)'`),
      Two: fence('bash {effect=write}', 'printf "%s" "$FOUND" > seen'),
    }),
  );
  const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
  expect({ code, seen: project.read('seen'), pwned: project.exists('pwned') }).toEqual({
    code: 0,
    seen: '"; touch pwned; $(touch pwned)',
    pwned: false,
  });
});

test.each(evil)('the input %j is a text in a program', async (name) => {
  const body = fence('js {effect=write}', 'require("node:fs").writeFileSync("seen", process.env.NAME);');
  const { code } = await run(body, ['--set', `name=${name}`]);
  expect({ code, seen: project.read('seen'), pwned: project.exists('pwned') }).toEqual({
    code: 0,
    seen: name,
    pwned: false,
  });
});

test('such an input is a part of the path, the query and the body of a request', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text) => seen.push(String(text)));
    request.on('end', () => response.end(`${seen.unshift(`${request.method} ${request.url}`)}`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const lines = [
    `POST http://127.0.0.1:${port}/v/$NAME?q=$NAME`,
    'Content-Type: application/json',
    '',
    '{"name": "$NAME"}',
  ];
  const { code } = await run(fence('http {effect=write}', ...lines), ['--set', 'name="; touch pwned; "/../x?a=b&c']);
  server.close();
  const encoded = '%22%3B%20touch%20pwned%3B%20%22%2F..%2Fx%3Fa%3Db%26c';
  expect({ code, seen }).toEqual({
    code: 0,
    seen: [`POST /v/${encoded}?q=${encoded}`, '{"name": "\\"; touch pwned; \\"/../x?a=b&c"}'],
  });
});

test('such an input is a setting in SQL, and drops no table', async () => {
  await using server = await startPostgres();
  const name = `'; DROP TABLE kept; --`;
  const body =
    fence(
      'sql {effect=write}',
      'CREATE TABLE kept (name text);',
      "INSERT INTO kept VALUES (current_setting('runbook.name'));",
    ) + fence('sql {effect=read expect="DROP TABLE kept"}', 'SELECT name FROM kept;');
  const { code } = await run(body, ['--set', `name=${name}`], { DATABASE_URL: server.url });
  expect({ code, actions: actionsOf(project) }).toEqual({ code: 0, actions: ['one.1: succeeded', 'one.2: succeeded'] });
});
