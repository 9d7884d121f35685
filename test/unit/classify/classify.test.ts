import { describe, expect, it } from 'vitest';
import { type ClassifyOptions, classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Action } from '../../../src/runbook/action.ts';
import type { Environment } from '../../../src/runbook/environment.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();
const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function dispositionsOf(actions: readonly Action[], given: Partial<Runbook> = {}, options: ClassifyOptions = {}) {
  return [...classify(runbookOf(actions, given), parse, options).dispositions.values()];
}

it('a known read is allow-listed and keeps its script as written', () => {
  expect(dispositionsOf([shellAction('kubectl get pods -n shop')])).toEqual([
    {
      may: 'run',
      row: 18,
      reasons: ['Every command in it is known to only read'],
      effect: 'read',
      assumed: true,
      script: 'kubectl get pods -n shop',
      placeholders: [],
      allowListed: true,
      statusIsFinding: false,
      successIsFinding: false,
      masksOutput: false,
      dependsOn: [],
    },
  ]);
});

it.each([
  ['patronictl -c /etc/patroni.yml list orders', 'read'],
  ['patronictl topology', 'read'],
  ['patronictl list -w 2', 'write'],
  ['patronictl pause', 'write'],
  ['patronictl query orders -c "DROP TABLE a"', 'write'],
  ['patronictl switchover orders', 'destructive'],
  ['rabbitmqctl -p / list_queues name messages', 'read'],
  ['rabbitmqctl purge_queue jobs', 'destructive'],
])('a program of several verbs is judged by its verb: %s', (command, effect) => {
  expect(dispositionsOf([shellAction(command)])).toMatchObject([{ may: 'run', effect }]);
});

it('an annotated action runs as its author says, prompts taken off', () => {
  expect(dispositionsOf([shellAction('$ rm -rf /srv/cart', { effect: 'destructive' })])).toEqual([
    {
      may: 'run',
      row: 0,
      reasons: ['Its author states its effect'],
      effect: 'destructive',
      assumed: false,
      script: 'rm -rf /srv/cart',
      placeholders: [],
      allowListed: false,
      statusIsFinding: false,
      successIsFinding: false,
      masksOutput: false,
      dependsOn: [],
    },
  ]);
});

it('a refusal names the line of the file and what to do', () => {
  const { dispositions, diagnostics } = classify(runbookOf([shellAction('ssh db1\nuptime')]), parse);
  const message = '"uptime" stands below "ssh db1" and would run on this machine, not in that session';
  const hint =
    'Give the command to the session itself, as in `... -- sh -c "command"`, or put each part into a fence of its own.';
  expect(dispositions.get('step.1')).toEqual({
    may: 'be-refused',
    row: 8,
    reasons: [message],
    code: 'commands-after-context-switch',
    line: 11,
    hint,
    opens: { script: 'ssh db1', program: 'ssh', wayOut: 'exit', effect: 'write', placeholders: [], dependsOn: [] },
  });
  expect(diagnostics).toEqual([
    {
      code: 'commands-after-context-switch',
      severity: 'error',
      place: { line: 11, column: 1, endLine: 11, endColumn: 7 },
      message,
      hint,
    },
  ]);
});

it('a hand-off says which program and how to leave it', () => {
  expect(dispositionsOf([shellAction('psql -h db.shop.example')])).toEqual([
    {
      may: 'be-handed-off',
      row: 9,
      reasons: ['"psql -h db.shop.example" waits for a person at a terminal'],
      effect: 'write',
      script: 'psql -h db.shop.example',
      program: 'psql',
      wayOut: '\\q',
      opens: {
        script: 'psql -h db.shop.example',
        program: 'psql',
        wayOut: '\\q',
        effect: 'write',
        placeholders: [],
        dependsOn: [],
      },
    },
  ]);
});

describe('what a person can be given to do it by hand', () => {
  const opened = (script: string) => {
    const [may] = dispositionsOf([shellAction(script)]);
    return may?.may === 'be-handed-off' || may?.may === 'be-refused' ? may.opens : undefined;
  };

  it.each([
    ['vim values.yaml', { script: 'vim values.yaml', program: 'vim', wayOut: ':q!', effect: 'write' }],
    ['tail -f app.log', { script: 'tail -f app.log', program: 'tail', wayOut: 'Ctrl-C', effect: 'read' }],
    ['psql shop\nDELETE FROM carts;', { script: 'psql shop', program: 'psql', wayOut: '\\q', effect: 'write' }],
    ['ssh db1; uptime', { script: 'ssh db1', program: 'ssh', effect: 'write' }],
    ['ssh <host>', { script: 'ssh "${HOST}"', placeholders: [{ name: 'host' }] }],
  ])('%j', (script, opens) => {
    expect(opened(script)).toMatchObject(opens);
  });

  it.each([
    ['what stands before it would run as well', 'systemctl stop app\nssh db1\nuptime'],
    ['it cannot be undone', 'dropdb shop && psql'],
    ['what it is given is not known', 'psql $NOBODY_SETS_THIS'],
    ['what is to be filled in cannot be', "ssh 'admin@<host>'"],
  ])('is nothing where %s', (_why, script) => {
    expect(opened(script)).toBeUndefined();
  });
});

it('placeholders become quoted variables, each asked for once', () => {
  const [disposition] = dispositionsOf([shellAction('echo "pod <pod-name>: <path>"\nkubectl logs <pod-name>')]);
  expect(disposition).toMatchObject({
    script: 'echo "pod ${POD_NAME}: ${PATH_VALUE}"\nkubectl logs "${POD_NAME}"',
    placeholders: [
      { text: '<pod-name>', name: 'pod_name', variable: 'POD_NAME', description: 'pod-name' },
      { text: '<path>', name: 'path_value', variable: 'PATH_VALUE', description: 'path' },
    ],
  });
});

it('a placeholder that is an input is not asked for a second time', () => {
  const inputs = [{ name: 'pod_name', type: 'string' as const, place }];
  const [disposition] = dispositionsOf([shellAction('kubectl get pods -n <pod-name>')], { inputs });
  const script = 'kubectl get pods -n "${POD_NAME}"';
  expect(disposition).toMatchObject({ script, placeholders: [], allowListed: true });
});

it.each<[string, Partial<Runbook>, ClassifyOptions]>([
  ['an input', { inputs: [{ name: 'namespace', type: 'string', place }] }, {}],
  ['requires: env', { prerequisites: { tools: [], variables: ['NAMESPACE'], asked: [], checks: [] } }, {}],
  ['an environment', { environments: [{ name: 'test', vars: { NAMESPACE: 'shop' }, place }] }, {}],
  ['the process environment', {}, { knownVariables: new Set(['NAMESPACE']) }],
])('a variable of %s is known', (_from, given, options) => {
  const [disposition] = dispositionsOf([shellAction('kubectl get pods -n "$NAMESPACE"')], given, options);
  expect(disposition).toMatchObject({ may: 'run', row: 18, allowListed: true });
});

it('with a chosen environment only its own variables are known', () => {
  const staging = { name: 'staging', vars: { NAMESPACE: 'shop' }, place };
  const production = { name: 'production', vars: {}, database: { url: 'ORDERS_URL' }, place };
  const known = (source: string, environment?: Environment) =>
    dispositionsOf([shellAction(source)], { environments: [staging, production] }, { environment })[0]?.may;
  const namespace = 'kubectl get pods -n "$NAMESPACE"';
  const orders = 'psql "$ORDERS_URL" -c "SELECT 1"';
  expect([known(namespace, staging), known(namespace, production), known(namespace)]).toEqual([
    'run',
    'be-refused',
    'run',
  ]);
  expect([known(orders, staging), known(orders, production), known(orders)]).toEqual(['be-refused', 'run', 'run']);
});

it('what uses variables, functions or captures of an earlier action names it and is not allow-listed', () => {
  const found = dispositionsOf([
    shellAction('POD=$(kubectl get pods -o name | head -1)', { address: 'step.find' }),
    shellAction('kubectl get pods -o name', { address: 'step.list', effect: 'read', capture: 'names' }),
    shellAction('show() { kubectl describe "$1"; }', { address: 'step.define' }),
    shellAction('show "$POD"\necho "$NAMES"', { address: 'step.use' }),
  ]);
  expect(found.at(-1)).toMatchObject({
    row: 17,
    reasons: ['Its effect is not known', 'It uses what step.find, step.list, step.define left behind'],
    dependsOn: [
      { variable: 'POD', setBy: ['step.find'] },
      { variable: 'NAMES', setBy: ['step.list'] },
    ],
    allowListed: false,
  });
});

it('a read that only uses an earlier variable is row 15', () => {
  const found = dispositionsOf([
    shellAction('POD=cart-0', { address: 'step.set' }),
    shellAction('kubectl logs -- "$POD"', { address: 'step.read' }),
  ]);
  expect(found.at(-1)).toMatchObject({
    row: 15,
    effect: 'read',
    dependsOn: [{ variable: 'POD', setBy: ['step.set'] }],
    allowListed: false,
  });
});

it('a name that an earlier action defined anew is no longer a known read', () => {
  const found = dispositionsOf([
    shellAction('ls() { cartctl wipe; }', { address: 'step.define' }),
    shellAction('ls', { address: 'step.use' }),
  ]);
  expect(found.at(-1)).toMatchObject({ row: 17, allowListed: false });
});

it('lines of $RUNBOOK_OUTPUT and whatever a sourced file may set are known afterwards', () => {
  const output = shellAction('echo "revision=3" >> "$RUNBOOK_OUTPUT"', { address: 'step.a' });
  const use = shellAction('echo "$REVISION"', { address: 'step.b' });
  expect(dispositionsOf([output, use]).at(-1)).toMatchObject({
    may: 'run',
    dependsOn: [{ variable: 'REVISION', setBy: ['step.a'] }],
  });
  const source = shellAction('source ./cart.env', { address: 'step.a' });
  expect(dispositionsOf([source, use]).at(-1)).toMatchObject({ may: 'run' });
});

it('a timeout, background or interactive mark takes an annotated action past rows 9 and 10, never past row 8', () => {
  const follow = (given: Parameters<typeof shellAction>[1]) =>
    dispositionsOf([shellAction('kubectl logs -f cart-0', { effect: 'read', ...given })])[0]?.may;
  expect([follow({}), follow({ timeoutMs: 5000 }), follow({ background: true })]).toEqual([
    'be-handed-off',
    'run',
    'run',
  ]);
  const shell = (source: string) =>
    dispositionsOf([shellAction(source, { effect: 'write', interactive: true })])[0]?.may;
  expect([shell('ssh db1'), shell('ssh db1\nuptime')]).toEqual(['run', 'be-refused']);
});

it('other kinds are shown until they state an effect', () => {
  const { kind: _kind, ...common } = shellAction('SELECT 1', { language: 'sql' });
  const sql: Action = { ...common, kind: 'sql', database: 'DATABASE_URL', transaction: true };
  expect(dispositionsOf([sql])).toMatchObject([{ may: 'be-shown', row: 3 }]);
  expect(dispositionsOf([{ ...sql, effect: 'read' }])).toMatchObject([
    { may: 'run', effect: 'read', script: 'SELECT 1' },
  ]);
});

it.each([
  ['kubectl get pods | grep cart', true, false],
  ['curl -s https://shop.example/health', false, true],
  ['uptime; curl -s https://shop.example/health; uptime', false, true],
  ['curl -sf https://shop.example/health', false, false],
  ['grep -q cart list.txt && echo yes', true, false],
  ['kubectl get pods | grep cart | wc -l', false, false],
])('whether status 1 and status 0 of %j are findings', (source, statusIsFinding, successIsFinding) => {
  expect(dispositionsOf([shellAction(source)])).toMatchObject([{ statusIsFinding, successIsFinding }]);
});
