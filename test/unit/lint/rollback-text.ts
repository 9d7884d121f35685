import { rollbackRules } from '../../../src/lint/rollback-rules.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { inStep, lintExample } from './lint-example.ts';

const own = new Set<string>(rollbackRules.map(({ code }) => code));

/** `line:column code`, of the rules of this group, in the order of the text. */
export function found(text: string, as: Example['as'] = 'runbook', file?: string) {
  return lintExample({ as, text, ...(file === undefined ? {} : { file }) })
    .filter(({ code }) => own.has(code))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

export const outside = (command: string) => inStep('bash', command).replace('Roll back', 'Look after');

/** Commands of a rollback, and the rules that they break. */
export const bad: readonly (readonly [string, ...string[]])[] = [
  ['kubectl rollout undo deployment/shop', '8:22 undo-without-target'],
  ['kubectl -n shop rollout undo deploy shop', '8:30 undo-without-target'],
  ['sudo kubectl rollout undo sts/db', '8:27 undo-without-target'],
  ['kubectl rollout undo ds/agent --to-revision=0', '8:22 undo-without-target'],
  ['kubectl argo rollouts undo shop -n shop', '8:28 undo-without-target'],
  ['kubectl-argo-rollouts undo shop', '8:28 undo-without-target'],
  ["ssh bastion 'kubectl rollout undo deployment/shop'", '8:35 undo-without-target'],
  ['helm rollback shop -n shop --timeout 2m', '8:1 undo-without-target'],
  ['helm rollback shop 0', '8:1 undo-without-target'],
  ['kubectl rollout undo deployment/shop --to-revision=2', '8:38 undo-to-fixed-revision'],
  ['kubectl rollout undo deployment/shop --to-revision 17', '8:52 undo-to-fixed-revision'],
  ['kubectl argo rollouts undo shop --to-revision=2', '8:33 undo-to-fixed-revision'],
  ['kubectl rollout undo configmap/shop', '8:22 configmap-has-no-undo'],
  ['kubectl rollout undo cm shop -n shop', '8:22 configmap-has-no-undo'],
  ['kubectl rollout undo secret shop', '8:22 configmap-has-no-undo'],
  ['kubectl rollout status deployment/shop --timeout=1m', '8:1 status-is-no-proof'],
  ['kubectl set image deployment/shop shop=shop:v1.2.3', '8:13 set-image-restores-tag-only'],
  ['kubectl apply -f secrets/shop.yaml', '8:18 secret-rolled-back'],
  ['kubectl apply --filename=config/secret-v1.yaml', '8:15 secret-rolled-back'],
  ['kubectl replace -f config/shop-secret.yaml', '8:20 secret-rolled-back'],
  ['git show v1.1.0:k8s/secret.yaml | kubectl apply -f -', '8:10 secret-rolled-back'],
  ['sops -d secret.enc.yaml | kubectl apply -f -', '8:9 secret-rolled-back'],
  ['kubectl apply -f - < old/secret.yaml', '8:22 secret-rolled-back'],
  ['crane delete registry.example.com/shop:v1.0.0', '8:1 image-deleted'],
  ['skopeo delete docker://registry.example.com/shop:v1.0.0', '8:1 image-deleted'],
  ['aws ecr batch-delete-image --repository-name shop --image-ids imageTag=v1', '8:1 image-deleted'],
  ['gcloud artifacts docker images delete eu-docker.pkg.dev/shop/shop/shop:v1.0.0', '8:1 image-deleted'],
  ['gcloud container images delete gcr.io/shop/shop:v1.0.0 --quiet', '8:1 image-deleted'],
  ['regctl tag rm registry.example.com/shop:v1.0.0', '8:1 image-deleted'],
  ['regctl image delete registry.example.com/shop@sha256:abc', '8:1 image-deleted'],
  ['az acr repository delete --name shop --image shop:v1.0.0 --yes', '8:1 image-deleted'],
  ['curl -fsS -X DELETE "https://registry.example.com/v2/shop/manifests/$DIGEST"', '8:1 image-deleted'],
  ['kubectl apply -f k8s/deployment.yaml', '8:18 scale-restored-by-manifest'],
  ['kubectl apply -f "k8s/shop-deployment-$VERSION.yaml"', '8:18 scale-restored-by-manifest'],
  ['git show "$GOOD:k8s/statefulset.yml" | kubectl apply -f -', '8:10 scale-restored-by-manifest'],
  ['docker pull registry.example.com/shop:latest', '8:38 tag-not-a-version'],
  ['docker pull -q registry.example.com/shop:stable', '8:41 tag-not-a-version'],
  ['docker run --rm -it -p 8080:80 -e A=b shop:prod true', '8:43 tag-not-a-version'],
  ['docker run -d --name shop registry.example.com/shop', '8:27 tag-not-a-version'],
  ['podman image push registry.example.com/shop:main', '8:44 tag-not-a-version'],
  ['nerdctl container run shop:edge', '8:27 tag-not-a-version'],
  ['kubectl run probe --image=registry.example.com/shop:latest -- true', '8:52 tag-not-a-version'],
  ['kubectl create deployment shop --image registry.example.com/shop', '8:40 tag-not-a-version'],
  ['helm upgrade shop charts/shop --set image.tag=latest', '8:47 tag-not-a-version'],
  ['helm upgrade shop charts/shop --set replicas=2,web.image.tag=prod,debug=false', '8:62 tag-not-a-version'],
  ['kubectl rollout status deployment/shop', '8:1 status-is-no-proof', '8:1 wait-without-timeout'],
  ['kubectl rollout status deployment/shop --timeout=0s', '8:1 status-is-no-proof', '8:1 wait-without-timeout'],
  ['kubectl argo rollouts status shop', '8:1 wait-without-timeout'],
  ['kubectl wait pod -l app=shop --for=condition=Ready --timeout=-1s', '8:1 wait-without-timeout'],
  ['helm upgrade shop charts/shop --wait', '8:1 wait-without-timeout'],
  ['helm rollback shop "$REVISION" --wait -n shop', '8:1 wait-without-timeout'],
  ['aws ecs wait services-stable --cluster shop --services shop', '8:1 wait-without-timeout'],
  ['argocd app wait shop --health', '8:1 wait-without-timeout'],
  ['docker wait shop', '8:1 wait-without-timeout'],
  ['until curl -fsS https://shop.example.com/health; do sleep 2; done', '8:1 wait-without-timeout'],
  ['while ! nc -z db 5432; do sleep 1; done', '8:1 wait-without-timeout'],
  ['until [ "$(kubectl get pods -o name | wc -l)" -eq 3 ]; do sleep 1; done', '8:1 wait-without-timeout'],
];
