import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { blanksOf } from '../../../src/diagnostics/fix.ts';
import { rollbackRules } from '../../../src/lint/rollback-rules.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { inStep, lintExample } from './lint-example.ts';
import { correctSnippets } from './snippets.ts';

const own = new Set<string>(rollbackRules.map(({ code }) => code));

/** `line:column code`, of the rules of this group, in the order of the text. */
function found(text: string, as: Example['as'] = 'runbook', file?: string) {
  return lintExample({ as, text, ...(file === undefined ? {} : { file }) })
    .filter(({ code }) => own.has(code))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

const seed = (name: string) => readFileSync(resolve(import.meta.dirname, '../../fixtures/seed', name), 'utf8');
const outside = (command: string) => inStep('bash', command).replace('Roll back', 'Look after');

const bad: readonly (readonly [string, ...string[]])[] = [
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

const twoSteps = (first: string, second: string) =>
  `# Roll back shop\n\n## Steps\n\n### Step 1: One (1 minute)\n\n\`\`\`bash\n${first}\n\`\`\`\n\n### Step 2: Two (1 minute)\n\n\`\`\`bash\n${second}\n\`\`\`\n`;

describe('a migration that is taken down', () => {
  const back = 'runbook app undo deployment/shop --to v1.0.0';

  it.each([
    'npm run migrate:down',
    'npm run migrate down',
    'npx typeorm migration:revert -d dist/data-source.js',
    'pnpm exec typeorm migration:revert',
    'npx knex migrate:rollback',
    'npx node-pg-migrate down',
    'migrate -path db -database "$DATABASE_URL" down 1',
    'dbmate rollback',
    'goose postgres "$DATABASE_URL" down',
    'yarn db:migrate:undo',
    'npx sequelize-cli db:migrate:undo',
    'bundle exec rails db:rollback',
    'alembic downgrade -1',
  ])('is named behind the application: %s', (down) => {
    expect(found(twoSteps(back, down))).toEqual(['14:1 migration-down-needs-new-image']);
    expect(found(inStep('bash', `${back}\n${down}`))).toEqual(['9:1 migration-down-needs-new-image']);
    expect(found(twoSteps(down, back))).toEqual([]);
    expect(found(inStep('bash', down))).toEqual([]);
  });

  it.each([
    ['helm rollback shop "$REVISION"', '14:1 migration-down-needs-new-image'],
    ['kubectl argo rollouts undo shop --to-revision="$REVISION"', '14:1 migration-down-needs-new-image'],
    ['kubectl rollout restart deployment/shop', undefined],
    ['runbook app undo deployment/shop --dry-run', undefined],
    ['runbook app history deployment/shop', undefined],
  ])('is named behind what goes back: %s', (first, wanted) => {
    expect(found(twoSteps(first, 'npm run migrate:down'))).toEqual(wanted === undefined ? [] : [wanted]);
  });

  it.each([
    ['kubectl exec deployment/shop -- npm run migrate:down', '14:33 migration-down-needs-new-image'],
    ["ssh app-1 'npm run migrate:down'", '14:12 migration-down-needs-new-image'],
    ['kubectl run down --rm --attach --restart=Never --image="$BROKEN" -- npm run migrate:down', undefined],
    ['docker run --rm registry.example.com/shop:v1.1.1 npm run migrate:down', undefined],
    ['npm run migrate:up', undefined],
    ['npm run migrate:status', undefined],
    ['npx typeorm migration:show', undefined],
    ['echo npm run migrate:down', undefined],
  ])('in the image that has it is not: %s', (down, wanted) => {
    expect(found(twoSteps(back, down))).toEqual(wanted === undefined ? [] : [wanted]);
  });
});

describe('configuration', () => {
  const settings = 'kubectl apply -f "config/shop-$VERSION.yaml"';
  const back = 'runbook app undo deployment/shop --to "$VERSION"';
  const step = (body: string) => `# Roll back shop\n\n## Steps\n\n### Step 1: Back (1 minute)\n\n${body}\n`;
  const fence = (code: string) => `\`\`\`bash\n${code}\n\`\`\`\n`;

  it('in the step of the application is named, whichever comes first', () => {
    expect(found(inStep('bash', `${settings}\n${back}`))).toEqual(['8:1 config-mixed-with-application']);
    expect(found(inStep('bash', `${back}\n${settings}`))).toEqual(['9:1 config-mixed-with-application']);
    expect(found(step(`${fence(back)}\n${fence(settings)}`))).toEqual(['12:1 config-mixed-with-application']);
  });

  it('in a step of its own, or behind a condition, is not', () => {
    expect(found(twoSteps(settings, back))).toEqual([]);
    expect(found(step(`${fence(back)}\n**If configuration changed:**\n\n${fence(settings)}`))).toEqual([]);
    expect(found(inStep('bash', `# Option A: settings\n${settings}\n\n# Option B: all of it\n${back}`))).toEqual([]);
    expect(found(inStep('bash', `${settings}\nkubectl rollout restart deployment/shop`))).toEqual([]);
  });
});

describe('a fix', () => {
  const fixesOf = (text: string, code: string) =>
    lintExample({ as: 'runbook', text }).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
  const fixed = (text: string, code: string) => applyFixes(text, fixesOf(text, code)).text;

  const mended = bad.flatMap(([command, ...wanted]) =>
    wanted.flatMap((one) => {
      const code = one.split(' ')[1] ?? '';
      const text = inStep('bash', command);
      return fixesOf(text, code).length === 0 ? [] : [[code, command, text] as const];
    }),
  );

  it.each(mended)('takes the finding away: %s of %s', (code, _, text) => {
    const after = fixed(text, code);
    expect(after).not.toBe(text);
    expect(found(after).filter((one) => one.endsWith(` ${code}`))).toEqual([]);
    expect(fixesOf(text, code).flatMap(blanksOf)).toEqual([]);
  });

  it('there is for every rule that can have one', () => {
    expect([...new Set(mended.map(([code]) => code))].toSorted()).toEqual([
      'configmap-has-no-undo',
      'set-image-restores-tag-only',
      'status-is-no-proof',
      'tag-not-a-version',
      'undo-to-fixed-revision',
      'undo-without-target',
      'wait-without-timeout',
    ]);
  });

  it('goes back by version, and declares it', () => {
    const text = inStep('bash', 'kubectl rollout undo deployment/shop -n shop \\\n  --to-revision=2\necho done');
    const after = fixed(text, 'undo-to-fixed-revision');
    expect(after).toBe(
      `---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n\n${inStep(
        'bash',
        'runbook app undo deployment/shop -n shop --to "$VERSION"\necho done',
      )}`,
    );
    expect(found(after)).toEqual([]);
  });

  it('of a Rollout goes back by version, too', () => {
    const after = fixed(inStep('bash', 'kubectl argo rollouts undo shop -n shop'), 'undo-without-target');
    expect(after).toContain('\nrunbook app undo rollout/shop -n shop --to "$VERSION"\n');
  });

  it('waits for the pods, as long as before', () => {
    const after = fixed(inStep('bash', '$ kubectl rollout status deployment/shop --timeout=2m'), 'status-is-no-proof');
    expect(after).toBe(inStep('bash', '$ runbook app wait deployment/shop --timeout 2m'));
  });

  it('limits a wait in front of what stands behind the command', () => {
    const text = outside('kubectl rollout status deployment/shop > rollout.log # look at it');
    expect(fixed(text, 'wait-without-timeout')).toBe(
      outside('kubectl rollout status deployment/shop --timeout=2m > rollout.log # look at it'),
    );
  });

  it.each([
    ['kubectl set image deployment/shop shop=shop:latest \\\n  -n shop', 'shop=shop:$VERSION \\\n  -n shop'],
    ['kubectl set image deployment/shop "shop=$IMAGE:latest"', '"shop=$IMAGE:$VERSION"'],
    ['kubectl set image deployment/shop "shop=registry.example.com/shop"', '"shop=registry.example.com/shop:$VERSION"'],
    ['docker pull shop', 'docker pull shop:$VERSION'],
    ['helm upgrade shop charts/shop --set image.tag=latest,a=b', '--set image.tag=$VERSION,a=b'],
  ])('puts the version in the place of a tag: %s', (command, wanted) => {
    expect(fixed(inStep('bash', command), 'tag-not-a-version')).toContain(wanted);
  });

  it('is not offered where a variable would stay as it is, or where it would change another command', () => {
    expect(
      fixesOf(inStep('bash', "kubectl set image deployment/shop 'shop=shop:latest'"), 'tag-not-a-version'),
    ).toEqual([]);
    expect(fixesOf(inStep('bash', "ssh a 'kubectl rollout undo deployment/shop'"), 'undo-without-target')).toEqual([]);
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
