import { expect, it } from 'vitest';
import { targetMismatches } from '../../../src/classify/target-mismatch.ts';
import { loadShellParser } from '../../../src/cli/load-shell-parser.ts';

const parse = await loadShellParser();
const kubernetes = { context: 'staging', server: 'https://k.example:6443', namespace: 'shop' };
const database = { host: 'db.staging.example', name: 'cart' };

function mismatchesOf(script: string) {
  return targetMismatches(parse(script), kubernetes, database).map(({ line, column, flag, value, expected }) =>
    [`${line}:${column}`, flag, value, expected].join(' '),
  );
}

it.each([
  'kubectl get pods -n shop --context=staging --server https://k.example:6443/',
  'kubectl get pods -n "$NAMESPACE"',
  'kubectl exec cart-0 -- tool -n other',
  'psql -h db.staging.example cart',
  'psql postgres://cart@db.staging.example:5432/cart',
  'sort -n other',
])('%j is the environment', (script) => expect(mismatchesOf(script)).toEqual([]));

it.each([
  ['kubectl get pods -n other', ['1:18 -n other shop']],
  ['kubectl get pods -nother', ['1:18 -n other shop']],
  ['ls\nsudo oc --namespace=other get pods', ['2:9 --namespace other shop']],
  [
    'kubectl --context production -s https://p get pods',
    ['1:9 --context production staging', '1:30 -s https://p https://k.example:6443'],
  ],
  ['helm list --kube-context production', ['1:11 --kube-context production staging']],
  ['kubectl --kubeconfig ~/.kube/prod get pods', ['1:9 --kubeconfig ~/.kube/prod the private kubeconfig of the run']],
  ['export KUBECONFIG=/tmp/prod', ['1:8 KUBECONFIG /tmp/prod the private kubeconfig of the run']],
  ['pg_dump --host=db.prod.example cart', ['1:9 --host db.prod.example db.staging.example']],
  ['PGHOST=db.prod.example psql cart', ['1:8 PGHOST db.prod.example db.staging.example']],
  [
    'psql "postgres://u:p@db.prod.example/orders" -c "SELECT 1"',
    ['1:6 host db.prod.example db.staging.example', '1:6 dbname orders cart'],
  ],
  ['psql "host=db.prod.example dbname=cart"', ['1:6 host db.prod.example db.staging.example']],
])('%j is another target', (script, expected) => expect(mismatchesOf(script)).toEqual(expected));

it('without an environment nothing differs', () => {
  expect(targetMismatches(parse('kubectl get pods -n other'), undefined, undefined)).toEqual([]);
});
