import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Effect } from '../../../src/runbook/effect.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

/** The script as it would run, its placeholders filled by variables. */
function scriptOf(source: string, effect?: Effect): string | undefined {
  const disposition = classify(runbookOf([shellAction(source, { effect })]), parse).dispositions.get('step.1');
  return disposition !== undefined && 'script' in disposition ? disposition.script : undefined;
}

it.each([
  ['kubectl get pods -n {namespace}', 'kubectl get pods -n "${NAMESPACE}"'],
  ['kubectl get pods --namespace={name-space}', 'kubectl get pods --namespace="${NAME_SPACE}"'],
  ['curl https://shop.example/{tenant}/cart', 'curl https://shop.example/"${TENANT}"/cart'],
  ['curl "https://shop.example/{tenant}/cart?a={b}"', 'curl "https://shop.example/${TENANT}/cart?a={b}"'],
  ['ls cart-{podName}', 'ls cart-"${PODNAME}"'],
])('a braced name is a placeholder, annotated or not: %j', (source, expected) => {
  expect([scriptOf(source), scriptOf(source, 'read')]).toEqual([expected, expected]);
});

it.each([
  ['aws ec2 stop-instances --instance-ids i-xxxxxxxx', 'aws ec2 stop-instances --instance-ids "${I_XXXXXXXX}"'],
  ['kubectl logs cart-6d4f-xxxxx', 'kubectl logs "${CART_6D4F_XXXXX}"'],
  ['aws ec2 describe-security-groups --group-ids "sg-xxx"', 'aws ec2 describe-security-groups --group-ids "${SG_XXX}"'],
  ['ping -c 1 x.x.x.x', 'ping -c 1 "${X_X_X_X}"'],
  ['docker pull shop/cart:v1.x.x', 'docker pull shop/cart:"${V1_X_X}"'],
  ['curl https://shop.example/hooks/xxxx/late', 'curl https://shop.example/hooks/"${XXXX}"/late'],
  ['kubectl -n NAMESPACE get pods', 'kubectl -n "${NAMESPACE}" get pods'],
  ['kubectl delete pod POD_NAME --namespace=NAMESPACE', 'kubectl delete pod "${POD_NAME}" --namespace="${NAMESPACE}"'],
  ['kubectl logs "POD-NAME" | grep ERROR', 'kubectl logs "${POD_NAME}" | grep ERROR'],
  ['oc get deployment/NAME', 'oc get deployment/"${NAME}"'],
  ['kubectl exec POD -- psql -c SELECT', 'kubectl exec "${POD}" -- psql -c SELECT'],
  ['kubectl delete pod <pod-name> -n NAMESPACE', 'kubectl delete pod "${POD_NAME}" -n "${NAMESPACE}"'],
  ['helm rollback RELEASE 3', 'helm rollback "${RELEASE}" 3'],
  [
    'aws ec2 describe-instances --instance-ids INSTANCE_ID',
    'aws ec2 describe-instances --instance-ids "${INSTANCE_ID}"',
  ],
  [
    'gcloud sql instances restart INSTANCE --project PROJECT_ID',
    'gcloud sql instances restart "${INSTANCE}" --project "${PROJECT_ID}"',
  ],
])('a stand-in is a placeholder only where no author vouches for it: %j', (source, expected) => {
  expect([scriptOf(source), scriptOf(source, 'write')]).toEqual([expected, vouched(source)]);
});

/** With an effect only what is written as a placeholder is one. */
function vouched(source: string): string {
  return source.replace('<pod-name>', '"${POD_NAME}"');
}

it.each([
  "awk '{print}' list.txt",
  'awk {print} list.txt',
  'X=1; echo ${X} "${X}"',
  "jq '{name}' list.json",
  'jq {name} list.json',
  'jq "{name}" list.json',
  "kubectl get pods -o jsonpath='{.items}'",
  'kubectl get pods -o jsonpath={.items}',
  'kubectl get pods -o custom-columns=NAME:.metadata.name,STATUS:.status',
  'kubectl get pods -o NAME',
  'kubectl get PVC -A',
  "curl -d '{name}' https://shop.example",
  'curl -w "%{http_code}" https://shop.example',
  'curl --json "{id}" https://shop.example',
  'ls | xargs -I{item} cat {item}',
  'git show stash@{upstream} HEAD@{yesterday}',
  'cp cart.{yaml,bak} /tmp/{a..c}',
  'helm upgrade cart shop/cart --set hosts={shop}',
  'f() { ls; }; f',
  'exec {log}>out.txt',
  'echo "{namespace}"',
  'cat <<EOF\n{namespace} i-xxxx\nEOF',
  'docker ps --format {name}',
  "psql -c 'SELECT NAME FROM CART'",
  'kill -s HUP 12',
  'git checkout HEAD',
  'curl -X POST https://shop.example',
  'LEVEL=DEBUG kubectl get pods',
  'kubectl set env deployment/cart LEVEL=DEBUG',
  'kubectl exec cart-0 -- redis-cli INFO',
  'kubectl exec cart-0 env HOSTNAME',
  'aws dynamodb update-item --return-values ALL_NEW --table-name cart',
  'aws cloudformation deploy --capabilities CAPABILITY_NAMED_IAM',
  'aws ssm get-parameter --name DATABASE_URL',
  'gcloud compute firewall-rules create cart --allow TCP',
  'mktemp /tmp/cart.XXX',
  'bash -xxx cart.sh',
  'git checkout 1.x release-2.x',
  'jq .x.x.x list.json',
  "grep 'xxxx' list.txt",
])('%j holds no placeholder', (source) => expect(scriptOf(source)).toBe(source));

it('text in braces without a label stays text', () => {
  const shown = classify(runbookOf([shellAction('GET /orders/{id}/items', { language: '' })]), parse);
  expect(shown.dispositions.get('step.1')?.may).toBe('be-shown');
});
