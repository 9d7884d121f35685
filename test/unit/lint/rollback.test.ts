import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inStep } from './lint-example.ts';
import { bad, found, outside } from './rollback-text.ts';
import { correctSnippets } from './snippets.ts';

const seed = (name: string) => readFileSync(resolve(import.meta.dirname, '../../fixtures/seed', name), 'utf8');

describe('a command of a rollback', () => {
  it.each(bad)('is named at its word: %s', (command, ...wanted) => {
    expect(found(inStep('bash', command))).toEqual(wanted);
  });

  it('is named on its own line, behind a prompt, and in words over lines', () => {
    const text = inStep('console', '$ date\n$ kubectl rollout undo \\\n    deployment/shop \\\n    --to-revision=2');
    expect(found(text)).toEqual(['11:5 undo-to-fixed-revision']);
    expect(found(inStep('bash', 'date\nssh bastion "kubectl rollout undo deployment/shop"'))).toEqual([
      '9:35 undo-without-target',
    ]);
  });

  it('is not limited by the fence where that only states an effect', () => {
    const wait = 'kubectl rollout status deployment/shop';
    expect(found(inStep('bash', `{effect=read}\n${wait}`))).toHaveLength(2);
    for (const limited of [`{effect=read timeout=2m}\n${wait}`, `{effect=read until=60s every=2s}\n${wait}`]) {
      expect(found(inStep('bash', limited))).toEqual(['8:1 status-is-no-proof']);
    }
    expect(found(inStep('bash', `timeout 60 ${wait}`))).toEqual(['8:12 status-is-no-proof']);
  });
});

describe('an image', () => {
  it.each([
    ['shop=registry.example.com/shop:latest', '8:65'],
    ['shop=registry.example.com/shop', '8:35'],
    ['shop=registry.example.com:5000/shop', '8:35'],
    ['shop=registry.example.com:5000/shop:stable', '8:70'],
    ['shop=shop:prod', '8:44'],
    ['shop=shop:2024', '8:44'],
    ['"shop=$IMAGE:latest"', '8:47'],
    [`"shop=\${REGISTRY}/shop"`, '8:35'],
    ["'shop=shop:latest'", '8:45'],
    ['shop=shop:v1.2.3', undefined],
    ['shop=shop:1.2.3-rc.1', undefined],
    ['shop=postgres:16.4-alpine', undefined],
    ['shop=shop:main-4f2a91c', undefined],
    ['"shop=$IMAGE:$VERSION"', undefined],
    ['"shop=$IMAGE"', undefined],
    [`shop=shop:v\${VERSION#v}`, undefined],
    [`"shop=\${IMAGE:-shop:v1.2.3}"`, undefined],
    [`shop=shop@sha256:${'a'.repeat(64)}`, undefined],
  ])('is placed at its tag: %s', (image, place) => {
    const text = outside(`kubectl set image deployment/shop ${image}`);
    expect(found(text)).toEqual(place === undefined ? [] : [`${place} tag-not-a-version`]);
  });
});

describe('a near miss', () => {
  it.each([
    // undo-without-target, undo-to-fixed-revision
    'kubectl rollout undo deployment/shop --to-revision="$REVISION"',
    'kubectl rollout undo --help',
    'kubectl rollout history deployment/shop --revision=2',
    'kubectl argo rollouts undo shop --to-revision="$REVISION"',
    'kubectl argo rollouts get rollout shop',
    'helm rollback shop "$REVISION" --timeout 2m',
    'helm history shop',
    'git revert --no-edit HEAD',
    'echo "kubectl rollout undo deployment/shop --to-revision=2"',
    // configmap-has-no-undo, config-mixed-with-application
    'kubectl get configmap shop -o yaml',
    'kubectl rollout restart deployment/shop',
    'kubectl --kubeconfig config/shop rollout pause deployment/shop',
    // secret-rolled-back
    'kubectl apply -f config/sealed-secret-shop.yaml',
    'kubectl apply -f external-secrets.yaml',
    'kubectl get secret shop -o name',
    'kubectl create secret generic shop --from-file=secret.txt --dry-run=client -o yaml | kubectl apply -f -',
    'kubectl apply -f config/secretary.yaml',
    'git show v1.1.0:k8s/secret.yaml > /dev/null',
    // set-image-restores-tag-only, tag-not-a-version
    'kubectl set env deployment/shop TAG=latest',
    'kubectl set resources deployment/shop --limits=cpu=1',
    'docker image ls shop:latest',
    'docker push --all-tags registry.example.com/shop',
    'docker tag shop:latest registry.example.com/shop:v1.2.3',
    'docker run --rm -v latest:/data -w /data registry.example.com/shop:v1.2.3 ls',
    'docker exec shop cat /etc/hostname',
    'helm list -l tag=latest',
    'helm upgrade shop charts/shop --set pool.tag=prod',
    // status-is-no-proof, wait-without-timeout
    'kubectl rollout status ds/agent --watch=false -n shop | tail -n 1 > /dev/null; true',
    'kubectl wait deployment/shop --for=condition=Available',
    'runbook app wait deployment/shop',
    'helm upgrade shop charts/shop --wait --timeout 90s',
    'helm upgrade shop charts/shop --wait=false',
    'aws ecs describe-services --cluster shop --services shop',
    'timeout 120 aws ecs wait services-stable --cluster shop --services shop',
    'argocd app wait shop --timeout 120',
    'for i in 1 2 3; do curl -fsS https://shop.example.com/health && break; sleep 2; done',
    'i=0; until curl -fsS https://shop.example.com/health || [ $((i += 1)) -ge 30 ]; do sleep 2; done',
    'end=$((SECONDS + 60)); until curl -fsS https://shop.example.com/health || [ $SECONDS -ge $end ]; do sleep 2; done',
    'until curl -fsS https://shop.example.com/health; do sleep 2; i=$((i+1)); [ "$i" -lt 30 ] || exit 1; done',
    'while read -r pod; do kubectl delete "$pod"; sleep 1; done < pods.txt',
    // image-deleted
    'docker rmi shop:v1.0.0',
    'docker image prune --force',
    'crane digest registry.example.com/shop:v1.0.0',
    'aws ecr describe-images --repository-name shop',
    'curl -fsS -X DELETE https://shop.example.com/api/v2/carts/1',
    'curl -fsS https://registry.example.com/v2/shop/manifests/v1.0.0',
    // scale-restored-by-manifest
    'kubectl apply -f k8s/service.yaml',
    'kubectl diff -f k8s/deployment.yaml',
    'kubectl apply -f deployment/configmap.yaml',
    'kubectl scale deployment/shop --replicas=3',
  ])('is left alone in a rollback: %s', (command) => {
    const isStatus = command.startsWith('kubectl rollout status');
    expect(found(inStep('bash', command))).toEqual(isStatus ? ['8:1 status-is-no-proof'] : []);
  });

  it.each([
    'docker run --rm -it alpine sh',
    'docker pull postgres',
    'kubectl run probe --image=busybox --rm --attach --restart=Never -- wget -qO- http://shop',
    'helm upgrade shop charts/shop --wait',
    'kubectl set image deployment/shop shop=shop:v1.2.3',
    'kubectl rollout status deployment/shop --timeout=2m',
    'kubectl apply -f k8s/secret.yaml',
    'kubectl apply -f k8s/deployment.yaml',
  ])('is left alone outside of a rollback: %s', (command) => {
    expect(found(outside(command))).toEqual([]);
  });

  it('in a drill is what the drill is for', () => {
    const text = inStep('bash', '{fault effect=write}\nkubectl set image deployment/shop shop=shop:v9.9.9');
    expect(found(text)).toEqual([]);
  });
});

describe('correct snippets', () => {
  it('are enough to mean something', () => {
    expect(new Set(correctSnippets).size).toBeGreaterThanOrEqual(40);
  });

  it.each(correctSnippets)('are left alone outside of a rollback: %s', (command) => {
    expect(found(outside(command))).toEqual([]);
  });

  it('are left alone in a rollback, but for those that only a rollback must not hold', () => {
    const named = correctSnippets.flatMap((command) =>
      found(inStep('bash', command)).map((one) => `${one.split(' ')[1]}: ${command.slice(0, 24)}`),
    );
    expect(named).toEqual([
      'status-is-no-proof: kubectl rollout status d',
      'set-image-restores-tag-only: kubectl set image deploy',
      'set-image-restores-tag-only: kubectl set image deploy',
      'set-image-restores-tag-only: kubectl set image deploy',
    ]);
  });
});

describe("the seed's own text", () => {
  it('has every defect that its commands can show, at its line', () => {
    expect(found(seed('payment-processor.md'))).toEqual([
      '34:22 undo-without-target',
      '37:65 undo-to-fixed-revision',
      '40:13 set-image-restores-tag-only',
      '45:1 status-is-no-proof',
      '65:1 migration-down-needs-new-image',
      '77:22 configmap-has-no-undo',
    ]);
  });

  it('has two of them left in the good procedure', () => {
    expect(found(seed('good-procedure.md'))).toEqual(['5:22 undo-without-target', '8:1 status-is-no-proof']);
  });

  it('has none in the bad one, which has no commands', () => {
    expect(found(seed('bad-procedure.md'))).toEqual([]);
  });

  it('puts a Secret back in its script, and takes the status for proof', () => {
    expect(found(seed('rollback-config.sh'), 'script', 'rollback-config.sh')).toEqual([
      '27:20 secret-rolled-back',
      '36:1 status-is-no-proof',
    ]);
  });
});
