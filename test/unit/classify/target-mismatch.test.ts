import { expect, it } from 'vitest';
import { targetMismatches } from '../../../src/classify/target-mismatch.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';

const parse = await loadShellParser();
const kubernetes = { context: 'staging', server: 'https://k.example:6443', namespace: 'shop' };
const database = { host: 'db.staging.example', name: 'cart' };

function mismatchesOf(script: string) {
  return targetMismatches(parse(script), { kubernetes, database }, parse).map(
    ({ line, column, flag, value, expected }) => [`${line}:${column}`, flag, value, expected].join(' '),
  );
}

it.each([
  'kubectl get pods -n shop --context=staging --server https://k.example:6443/',
  'kubectl get pods -n "$NAMESPACE"',
  'kubectl exec cart-0 -- tool -n other',
  'psql -h db.staging.example cart',
  'psql postgres://cart@db.staging.example:5432/cart',
  'sort -n other',
  'head -n 5 pods.txt && sed -n 2p pods.txt',
  'echo "kubectl -n other get pods; PGHOST=other"',
  "grep 'kubectl -n other' history.txt",
  '# kubectl -n other get pods',
  'cat <<EOF\nkubectl -n other get pods\nEOF',
  "ssh jump.example 'kubectl -n other get pods'",
  "bash -c 'kubectl -n shop get pods'",
  'eval kubectl -n shop get pods',
  'NS=shop; kubectl -n "$NS" get pods',
  'NS=other; NS=shop; kubectl -n "$NS" get pods',
  'read -r NS; kubectl -n "$NS" get pods',
  'NS=$(cat namespace); kubectl -n "$NS" get pods',
  'for n in $NAMESPACES; do kubectl -n "$n" get pods; done',
  'kubectl get pods -A',
  'kubectl logs -A -l app=cart --tail 5',
  'kubectl rollout status deployment/cart',
  'runbook app undo deployment/cart -n shop --context staging',
  'kubectl delete pod -lApp=cart',
  'kubectl delete pod cart-0 --all-namespaces=false',
  'kubectl config use-context staging && kubectl config get-contexts other',
  'kubectl config set-context --current --namespace=shop',
  'export KUBECONFIG="$KUBECONFIG"',
  'export KUBECONFIG',
  'unset PGHOST',
  'env -u PGHOST kubectl get pods',
  'env -i date',
  'DATABASE_URL=postgres://cart@db.staging.example/cart psql "$DATABASE_URL"',
  'PGHOST="$DB_HOST" psql cart',
  'OTHER_URL=postgres://db.other.example/x',
  'kubectl exec pg-0 -- psql -h localhost cart',
])('%j is the environment', (script) => expect(mismatchesOf(script)).toEqual([]));

it.each([
  ['kubectl get pods -n other', ['1:18 -n other shop']],
  ['runbook app undo cart --context production', ['1:23 --context production staging']],
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
  ['PGHOST=db.prod.example psql cart', ['1:1 PGHOST db.prod.example db.staging.example']],
  [
    'psql "postgres://u:p@db.prod.example/orders" -c "SELECT 1"',
    ['1:6 host db.prod.example db.staging.example', '1:6 dbname orders cart'],
  ],
  ['psql "host=db.prod.example dbname=cart"', ['1:6 host db.prod.example db.staging.example']],
  ["bash -c 'kubectl -n other delete pod a'", ['1:9 -n other shop']],
  ['sudo sh -c "date\nkubectl -n other get pods"', ['2:9 -n other shop']],
  ['eval kubectl -n other get pods', ['1:1 -n other shop']],
  ['eval "kubectl -n other get pods"', ['1:6 -n other shop']],
  ["bash -c 'eval kubectl -n other get pods'", ['1:9 -n other shop']],
  ["bash -c 'PGHOST=db.prod.example psql'", ['1:9 PGHOST db.prod.example db.staging.example']],
  ['bash <<EOF\ndate\nkubectl -n other get pods\nEOF', ['3:9 -n other shop']],
  ['trap "kubectl -n other delete pod a" EXIT', ['1:6 -n other shop']],
  ['export PGHOST=db.prod.example; psql', ['1:8 PGHOST db.prod.example db.staging.example']],
  ['PGHOST=db.prod.example', ['1:1 PGHOST db.prod.example db.staging.example']],
  ['env PGHOST=db.prod.example ./migrate.sh', ['1:5 PGHOST db.prod.example db.staging.example']],
  [
    'DATABASE_URL=postgres://db.prod.example/orders psql',
    ['1:1 host db.prod.example db.staging.example', '1:1 dbname orders cart'],
  ],
  ['export DATABASE_URL="postgres://db.prod.example/cart"', ['1:8 host db.prod.example db.staging.example']],
  ['URL=postgres://db.prod.example/cart; psql "$URL"', ['1:43 host db.prod.example db.staging.example']],
  ['NS=other; kubectl -n "$NS" get pods', ['1:19 -n other shop']],
  ['NS=other\nkubectl --namespace="${NS}" get pods', ['2:9 --namespace other shop']],
  ['NS=other; bash -c "kubectl -n $NS get pods"', ['1:19 -n other shop']],
  ['FLAGS="-n other"; kubectl $FLAGS get pods', ['1:27 -n other shop']],
  ['K="kubectl --context production"; $K get pods', ['1:35 --context production staging']],
  ['for n in other; do kubectl -n $n get pods; done', ['1:28 -n other shop']],
  ['for n in shop cart other; do kubectl -n "$n" get pods; done', ['1:38 -n cart shop', '1:38 -n other shop']],
  ['kubectl --cluster=other get pods', ['1:9 --cluster other staging']],
  ['kubectl --cluster other get pods', ['1:9 --cluster other staging']],
  ['unset KUBECONFIG', ['1:7 unset KUBECONFIG the private kubeconfig of the run']],
  ['export -n KUBECONFIG', ['1:11 export KUBECONFIG the private kubeconfig of the run']],
  ['env -u KUBECONFIG kubectl get pods', ['1:5 env -u KUBECONFIG the private kubeconfig of the run']],
  ['env -i kubectl get pods', ['1:5 env -i  the private kubeconfig of the run']],
  ['env KUBECONFIG=/tmp/prod kubectl get pods', ['1:5 KUBECONFIG /tmp/prod the private kubeconfig of the run']],
  ['KUBECONFIG= kubectl get pods', ['1:1 KUBECONFIG  the private kubeconfig of the run']],
  [
    'export KUBECONFIG="$KUBECONFIG:/tmp/prod"',
    ['1:8 KUBECONFIG "$KUBECONFIG:/tmp/prod" the private kubeconfig of the run'],
  ],
  ['kubectl config use-context production', ['1:28 kubectl config use-context production staging']],
  ['kubectl config set-context --current --namespace=other', ['1:38 --namespace other shop']],
  ['kubens other', ['1:8 kubens other shop']],
  ['kubectl delete pods -A', ['1:21 -A  shop']],
  ['kubectl rollout restart deployment --all-namespaces', ['1:36 --all-namespaces  shop']],
])('%j is another target', (script, expected) => expect(mismatchesOf(script)).toEqual(expected));

it('without an environment nothing differs', () => {
  expect(targetMismatches(parse('kubectl get pods -n other'), {}, parse)).toEqual([]);
});
