import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesBelow, strictly } from './strictly.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

describe('three components', () => {
  test('one with TypeORM and Argo Rollouts, from what the project says of it', async () => {
    project.write('package.json', '{ "dependencies": { "typeorm": "1.1.1" } }');
    project.write(
      'deploy/pay.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: pay-api, namespace: payments }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app.kubernetes.io/name: pay, tier: web } }\n  template:\n    metadata: { labels: { app.kubernetes.io/name: pay, tier: web } }\n    spec:\n      containers:\n        - name: server\n          image: registry.example.com/pay/api:v2.3.4\n          readinessProbe: { httpGet: { path: /ready, port: 80 } }\n',
    );
    const args = [
      'new',
      'rollback',
      'pay-api',
      '--yes',
      '--trigger',
      'argo',
      '--service-url',
      'https://pay.example.com',
    ];
    const { code, stderr } = await project.run(args);
    expect(code).toBe(0);
    expect(stderr).not.toContain('image: not found');
    const text = project.read('runbooks/rollback/pay-api.md');
    expect(text).toContain('runbook app undo rollout/pay-api --to "$VERSION" --suspend');
    expect(text).toContain('SELECTOR: "app.kubernetes.io/name=pay,tier=web"\n');
    expect(text).toContain('kubernetes: { context: production, namespace: payments }');
    expect(text).toContain('IMAGE: registry.example.com/pay/api\n');
    expect(text).toContain('GET $SERVICE_URL/ready\n');
    const { parse, parseAllDocuments } = await import('yaml');
    const deployment = parse(project.read('deploy/pay.yaml'));
    const [rollout] = [...parseAllDocuments(project.read('runbooks/rollback/pay-api/rollout.yaml'))];
    expect(rollout?.toJS()).toMatchObject({ kind: 'Rollout', spec: deployment.spec });
    expect(rollout?.toJS().spec.template).toEqual(deployment.spec.template);
    expect(await strictly(project, 'pay-api')).toEqual([
      'pay-api.md: 0 findings in 1 file',
      'pay-api/example-migration.ts: 0 findings in 1 file',
      'pay-api/rollback-config.sh: 0 findings in 1 file',
      'pay-api/rollout.yaml: 0 findings in 1 file',
    ]);
  });

  test('one with knex and Flagger, without a configuration of its own', async () => {
    const args = [
      'new',
      'rollback',
      'cart',
      '--yes',
      '--migration-tool',
      'knex',
      '--trigger',
      'flagger',
      '--config',
      'none',
    ];
    await project.run([...args, '--image', 'registry.example.com/cart:v1.0.0', '--owner', 'shop-team']);
    expect(await strictly(project, 'cart')).toEqual([
      'cart.md: 0 findings in 1 file',
      'cart/canary.yaml: 0 findings in 1 file',
      'cart/example-migration.cjs: 0 findings in 1 file',
      'cart/flagger-to-version.sh: 0 findings in 1 file',
    ]);
    expect(project.read('runbooks/rollback/cart.md')).toContain('### Step 2: Roll Back Database Migration (1 minute)');
  });

  test.each(['sql', 'node-pg-migrate'])('one with etcd and %s', async (tool) => {
    await project.run(['new', 'rollback', 'mail', '--yes', '--migration-tool', tool, '--config', 'etcd']);
    expect((await strictly(project, 'mail')).filter((line) => !line.endsWith(': 0 findings in 1 file'))).toEqual([]);
    for (const env of ['staging', 'production'])
      expect((await project.run(['plan', 'mail.md', '--env', env])).code).toBe(0);
  });

  const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;

  test.runIf(hasShellcheck).each([['git', '--with-secrets'], ['git'], ['etcd']])(
    'have a script that shellcheck passes: %s',
    async (...config) => {
      await project.run(['new', 'rollback', 'mail', '--yes', '--config', ...config]);
      const path = join(project.folder, 'runbooks/rollback/mail/rollback-config.sh');
      const { status, stdout } = spawnSync('shellcheck', [path], { encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    },
  );

  test.each(['git', 'etcd'])('have a script that is a program and refuses what is no version: %s', async (config) => {
    await project.run(['new', 'rollback', 'mail', '--yes', '--config', config]);
    const path = join(project.folder, 'runbooks/rollback/mail/rollback-config.sh');
    expect(statSync(path).mode & 0o111).toBe(0o111);
    expect(spawnSync('bash', ['-n', path]).status).toBe(0);
    const usage = spawnSync('bash', [path, 'latest; rm -rf /'], { encoding: 'utf8' });
    expect([usage.status, usage.stderr]).toEqual([2, 'Usage: rollback-config.sh VERSION, for example v1.1.0\n']);
  });
});

test('what a manifest holds becomes no part of a command', async () => {
  project.write(
    'deploy/shop.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop, namespace: "a; touch x" }\nspec:\n  template:\n    spec:\n      containers:\n        - name: "$(touch x)"\n          image: "r/x$(touch x):v1.0.0"\n          readinessProbe: { httpGet: { path: "/r\\nGET http://evil.example.com", port: 80 } }\n',
  );
  const { code } = await project.run(['new', 'rollback', 'shop', '--yes', '--trigger', 'argo']);
  expect(code).toBe(0);
  for (const file of ['shop.md', 'shop/rollback-config.sh'])
    expect(project.read(`runbooks/rollback/${file}`)).not.toMatch(/touch|evil/);
  // The pods stay what they are, whatever stands in them.
  const { parse, parseAllDocuments } = await import('yaml');
  const [rollout] = [...parseAllDocuments(project.read('runbooks/rollback/shop/rollout.yaml'))];
  expect(rollout?.toJS().spec.template).toEqual(parse(project.read('deploy/shop.yaml')).spec.template);
});

test('what was not found is said with the line that it is in', async () => {
  project.write('db/migrations/1_a.sql', '');
  const { stderr } = await project.run(['new', 'rollback', 'shop', '--yes', '--container', 'server']);
  const places = stderr.split('\n').filter((line) => /^ {4}runbooks/.test(line));
  const lineAt = (place: string) => {
    const [path = '', line] = place.trim().split(':');
    return project.read(path).split('\n')[Number(line) - 1]?.trim();
  };
  expect(places.map(lineAt)).toEqual([
    'image: { type: string, prompt: "Repository of the image, without a tag" }',
    'service_url: { type: string, prompt: Address of the service, pattern: "https?://.+" }',
    expect.stringContaining('deployment/shop'),
    'SELECTOR: app=shop',
    'GET $SERVICE_URL/health',
    'file=$folder/config/$component-$version.yaml',
    'kubernetes: { context: production, namespace: production }',
    'kubernetes: { context: staging, namespace: staging }',
    'database: { url: DATABASE_URL }',
    'owners: [shop]',
  ]);
  expect(project.read('runbooks/rollback/shop/rollback-last-migration.mjs')).toContain(
    "const down = ['dbmate', '--migrations-dir', 'db/migrations', 'rollback'];",
  );
});

const twoContainers = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: shop-web } }
  template:
    metadata: { labels: { app: shop-web } }
    spec:
      containers:
        - { name: proxy, image: "envoyproxy/envoy:v1.30.0" }
        - { name: api, image: "registry.example.com/store/shop-api:v1.2.0" }
`;

describe('a Deployment with several containers', () => {
  test('is asked for the one that was named, under the name of the workload', async () => {
    project.write('k8s/web.yaml', twoContainers);
    const args = ['new', 'rollback', 'shop', '--yes', '--workload', 'deployment/web'];
    await project.run([...args, '--container', 'api']);
    const text = project.read('runbooks/rollback/shop.md');
    expect(text).toContain('IMAGE: registry.example.com/store/shop-api\n');
    expect(text).toContain('"api=$IMAGE:v0.0.0-broken"');
    expect(text).toContain(`{.status.containerStatuses[?(@.name=="api")].ready}`);
    expect(text).not.toContain('containers[0]');
    expect(text).toContain('SELECTOR: app=shop-web\n');
    expect(await strictly(project, 'shop')).toEqual([
      'shop.md: 0 findings in 1 file',
      'shop/rollback-config.sh: 0 findings in 1 file',
    ]);
  });

  test('is known by its image, and else nothing is assumed of it', async () => {
    project.write('k8s/web.yaml', twoContainers.replace('name: web', 'name: shop-api'));
    await project.run(['new', 'rollback', 'shop-api', '--yes']);
    expect(project.read('runbooks/rollback/shop-api.md')).toContain('"api=$IMAGE:v0.0.0-broken"');
    project.write('k8s/web.yaml', twoContainers);
    const { stderr } = await project.run(['new', 'rollback', 'web', '--yes']);
    expect(stderr).toContain('container: web was assumed; --container');
    expect(stderr).toContain('image: not found');
  });

  test('is not taken for one that it does not have', async () => {
    project.write('k8s/web.yaml', twoContainers);
    const { code, stderr } = await project.run(['new', 'rollback', 'web', '--yes', '--container', 'server']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('k8s/web.yaml has no container server')]);
    expect(stderr).toContain('There are: proxy, api.');
  });
});

describe('what is no Deployment', () => {
  test('is asked about by what keeps its templates: a StatefulSet', async () => {
    await project.run(['new', 'rollback', 'shop', '--yes', '--workload', 'sts/shop']);
    const text = project.read('runbooks/rollback/shop.md');
    expect(text).toContain('kubectl get controllerrevisions --selector "$SELECTOR"');
    expect(text).toContain("'REVISION:.revision,IMAGE:.data.spec.template.spec.containers[0].image'");
    expect(await strictly(project, 'shop')).toEqual([
      'shop.md: 0 findings in 1 file',
      'shop/rollback-config.sh: 0 findings in 1 file',
    ]);
  });

  test('is broken in a drill by what can change it: a Rollout, which --trigger argo makes', async () => {
    await project.run(['new', 'rollback', 'shop', '--yes', '--trigger', 'argo']);
    const text = project.read('runbooks/rollback/shop.md');
    expect(text).toContain('runbook app undo rollout/shop --to "$VERSION" --suspend');
    expect(text).toContain('kubectl auth can-i patch rollouts.argoproj.io/shop');
    expect(text).toContain('rollout\\.argoproj\\.io/revision');
    const patch = /--patch (".*")/.exec(text)?.[1] ?? '';
    const said = execFileSync('bash', ['-c', `echo ${patch}`], { encoding: 'utf8', env: { IMAGE: 'r/shop' } });
    expect(JSON.parse(said)).toEqual([
      { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'r/shop:v0.0.0-broken' },
    ]);
    expect(await strictly(project, 'shop')).toEqual([
      'shop.md: 0 findings in 1 file',
      'shop/rollback-config.sh: 0 findings in 1 file',
      'shop/rollout.yaml: 0 findings in 1 file',
    ]);
  });
});

test.each(['argo', 'flagger'])(
  'every document of the YAML for %s is read, with its names as texts',
  async (trigger) => {
    const { parseAllDocuments } = await import('yaml');
    await project.run(['new', 'rollback', 'shop', '--yes', '--trigger', trigger, '--container', '1e3']);
    const file = trigger === 'argo' ? 'rollout.yaml' : 'canary.yaml';
    const documents = parseAllDocuments(project.read(`runbooks/rollback/shop/${file}`));
    expect([...documents].flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    if (trigger === 'argo')
      expect([...documents][0]?.toJS()).toMatchObject({
        spec: { template: { spec: { containers: [{ name: '1e3' }] } } },
      });
  },
);

test('a ConfigMap for each version needs no script', async () => {
  await project.run(['new', 'rollback', 'shop', '--yes', '--config', 'configmap']);
  expect(filesBelow(join(project.folder, 'runbooks/rollback'))).toEqual(['shop.md']);
  expect(project.read('runbooks/rollback/shop.md')).toContain('The configuration comes back with it');
  expect(await strictly(project, 'shop')).toEqual(['shop.md: 0 findings in 1 file']);
});
