import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Step } from '../../../src/runbook/step.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

/** What is said of `cat a.txt` when it comes after a script. */
function readAfter(script: string, effect?: 'read') {
  const actions = [
    shellAction(script, { address: 'step.first', effect }),
    shellAction('cat a.txt', { address: 'step.2' }),
  ];
  return classify(runbookOf(actions), parse).dispositions.get('step.2');
}

it.each([
  'eval "$SETTINGS"',
  'source ./cart.env',
  '. ./cart.env',
  'cat() { touch pwned; }',
  "alias cat='touch pwned'",
  'PATH=$PWD/bin:$PATH',
  'export PATH="$PWD/bin:$PATH"',
  'export "PATH=$PWD/bin:$PATH"',
  'read -r PATH < list.txt',
  '(( PATH = 1 ))',
  'export $(xargs < cart.env)',
  'export "$SETTING"',
  'declare -x "$SETTING"',
  'printf -v PATH x',
  'printf -v "$NAME" x',
  'export BASH_ENV=./x',
  'export LD_PRELOAD=./x.so',
  'hash -p ./x cat',
  'enable -f ./x.so cat',
  'shopt -s expand_aliases',
  "trap 'touch pwned' DEBUG",
  'exec > all.log',
  'set -a',
  'set -o allexport',
  'declare -i count',
  'declare -n name=PATH',
  'command_not_found_handle() { touch pwned; }',
  'command eval "$SETTINGS"',
  'builtin source ./cart.env',
  '$TOOL x',
  'cat <<A <<B\na\nA\nb\nB',
])('after %j, annotated or not, a read of its session is unknown', (script) => {
  const known = { SETTINGS: '', SETTING: '', NAME: '', TOOL: '', PWD: '' };
  const parseWith = { knownVariables: new Set(Object.keys(known)) };
  for (const effect of [undefined, 'read'] as const) {
    const actions = [
      shellAction(script, { address: 'step.first', effect }),
      shellAction('cat a.txt', { address: 'step.2' }),
    ];
    expect(classify(runbookOf(actions), parse, parseWith).dispositions.get('step.2')).toMatchObject({
      row: 17,
      reasons: expect.arrayContaining(['step.first may have changed what "cat" means']),
      effect: 'write',
      allowListed: false,
    });
  }
});

it.each([
  'cd /srv/cart',
  'NAME=cart; export NAMESPACE=shop',
  'export CART_COLOUR=blue',
  'show() { kubectl get pods; }',
  'set -euo pipefail',
  'set +e',
  'set -- a b',
  'read -r name rest <<< "a b"',
  'declare -a names=(a b)',
  'kubectl apply -f cart.yaml',
  '"$HOME/bin/cartctl" sync',
  'printf "%s\\n" a',
])('after %j a read stays one', (script) => {
  expect(readAfter(script, 'read')).toMatchObject({ row: 18, allowListed: true });
});

it('an environment with a PATH of its own, or an output of that name, leaves no read', () => {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const environments = [{ name: 'test', vars: { PATH: './bin' }, place }];
  const inEnvironment = classify(runbookOf([shellAction('cat a.txt')], { environments }), parse);
  expect(inEnvironment.dispositions.get('step.1')).toMatchObject({
    row: 17,
    reasons: ['environment test may have changed what "cat" means'],
  });
  expect(readAfter('echo "path=./bin" >> "$RUNBOOK_OUTPUT"', 'read')).toMatchObject({ row: 17, allowListed: false });
});

it('what is only shown redefines nothing', () => {
  const actions = [
    shellAction('eval "$(x)"', { address: 'step.1', never: true }),
    shellAction('cat a.txt', { address: 'step.2' }),
  ];
  expect(classify(runbookOf(actions), parse).dispositions.get('step.2')).toMatchObject({ row: 18 });
});

it('where steps state what they need, what is written below may come before', () => {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const common = { anchor: '', heading: '', prose: [], place };
  const reads: Step = {
    ...common,
    id: 'reads',
    title: 'Reads',
    needs: [{ step: 'sets', place }],
    body: [shellAction('cat a.txt', { address: 'reads.1' })],
  };
  const sets: Step = {
    ...common,
    id: 'sets',
    title: 'Sets',
    needs: [],
    body: [shellAction('cat() { touch pwned; }', { address: 'sets.1', effect: 'write' })],
  };
  const { dispositions } = classify(runbookOf([], { steps: [reads, sets] }), parse);
  expect(dispositions.get('reads.1')).toMatchObject({ row: 17, allowListed: false });
});
