import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

/** What lint says of every file of a component, with every rule on. */
async function strictly(name: string): Promise<readonly string[]> {
  const folder = join(project.folder, 'runbooks/rollback');
  const files = filesBelow(folder).filter((file) => file.startsWith(name) && !/\.(?:mjs)$/.test(file));
  const said = await Promise.all(
    files.map(async (file) => {
      const { stdout } = await project.run(['lint', join('runbooks/rollback', file), '--preset', 'strict']);
      return `${file}: ${stdout.split('\n')[0]}`;
    }),
  );
  return said;
}

describe('in an empty folder', () => {
  test('init, new, lint and plan follow each other', async () => {
    const begun = await project.run(['init', '--yes']);
    expect([begun.code, begun.stdout]).toEqual([0, '']);
    expect(begun.stderr.split('\n').slice(0, 5)).toEqual([
      '  new   runbook.config.yaml',
      '  new   runbooks/look-at-the-service.md',
      '  new   .github/workflows/runbooks.yml',
      '  new   .vscode/settings.json',
      '  new   .gitignore',
    ]);
    const made = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([made.code, made.stdout]).toEqual([0, '']);
    expect(made.stderr).toContain('image: not found, so each run asks for it; --image');
    const linted = await project.run(['lint', '--preset', 'strict']);
    expect(linted).toEqual({ code: 0, stdout: '0 findings in 2 files\n', stderr: '' });
    const planned = await project.run(['plan', 'shop.md', '--env', 'staging']);
    expect([planned.code, planned.stdout.split('\n')[0]]).toEqual([
      0,
      'shop, STAGING: budget 5:00, steps 3:50. Nothing is run.',
    ]);
  });

  test('the workflow is one that GitHub takes', async () => {
    await project.run(['init', '--yes']);
    const { parse } = await import('yaml');
    const { Ajv } = await import('ajv');
    const { createRequire } = await import('node:module');
    const { readFileSync } = await import('node:fs');
    const path = createRequire(import.meta.url).resolve('schemastore/schemas/json/github-workflow.json');
    const isWorkflow = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    isWorkflow(parse(project.read('.github/workflows/runbooks.yml')));
    expect(isWorkflow.errors ?? []).toEqual([]);
  });
});

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
    expect(await strictly('pay-api')).toEqual([
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
    expect(await strictly('cart')).toEqual([
      'cart.md: 0 findings in 1 file',
      'cart/canary.yaml: 0 findings in 1 file',
      'cart/example-migration.cjs: 0 findings in 1 file',
      'cart/flagger-to-version.sh: 0 findings in 1 file',
    ]);
    expect(project.read('runbooks/rollback/cart.md')).toContain('### Step 2: Roll Back Database Migration (1 minute)');
  });

  test.each(['sql', 'node-pg-migrate'])('one with etcd and %s', async (tool) => {
    await project.run(['new', 'rollback', 'mail', '--yes', '--migration-tool', tool, '--config', 'etcd']);
    expect((await strictly('mail')).filter((line) => !line.endsWith(': 0 findings in 1 file'))).toEqual([]);
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

describe('nothing is written', () => {
  test('over a file that is there', async () => {
    project.write('runbooks/rollback/shop.md', 'mine\n');
    project.write('.gitignore', 'dist\n');
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('  kept  runbooks/rollback/shop.md, which is there already'),
    ]);
    const begun = await project.run(['init', '--yes']);
    expect(begun.stderr).toContain('.gitignore is there already: add .runbook/ to it.');
    expect(project.read('runbooks/rollback/shop.md')).toBe('mine\n');
    expect(project.read('.gitignore')).toBe('dist\n');
  });

  test('in a dry run, which shows every file; as JSON with its text', async () => {
    const { code, stdout } = await project.run(['new', 'rollback', 'shop', '--dry-run']);
    expect([code, stdout.split('\n').slice(0, 6)]).toEqual([
      0,
      [
        '  new   runbooks/rollback/shop.md',
        '  new   runbooks/rollback/shop/rollback-config.sh',
        '',
        '==> runbooks/rollback/shop.md <==',
        '---',
        'title: Roll back shop',
      ],
    ]);
    expect(stdout).toContain('\n==> runbooks/rollback/shop/rollback-config.sh <==\n#!/usr/bin/env bash\n');
    const json = await project.run(['new', 'blank', 'shop', '--dry-run', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      v: 1,
      state: 'shown',
      written: ['runbooks/shop.md'],
      files: [{ path: 'runbooks/shop.md', text: expect.stringContaining('# Shop\n') }],
    });
    expect(project.exists('runbooks')).toBe(false);
  });

  test('without a person who says so', async () => {
    const { code, stderr } = await project.run(['init']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Add --yes to write them, or --dry-run.')]);
    expect(project.exists('runbook.config.yaml')).toBe(false);
  });

  test('through a link that leads out of the project', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'runbook-outside-'));
    symlinkSync(outside, join(project.folder, 'runbooks'));
    const { code, stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('would be written outside of')]);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('through a link to nowhere, which is kept like a file', async () => {
    const nowhere = join(project.folder, 'home/nowhere');
    mkdirSync(join(project.folder, 'runbooks'));
    symlinkSync(nowhere, join(project.folder, 'runbooks/shop.md'));
    const { code, stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
    expect([code, stderr]).toEqual([0, '  kept  runbooks/shop.md, which is there already\n\n']);
    expect(project.exists('home/nowhere')).toBe(false);
  });

  test.each([
    ['a link to nowhere', () => symlinkSync(join(project.folder, 'nowhere'), join(project.folder, 'runbooks'))],
    ['a link to itself', () => symlinkSync('runbooks', join(project.folder, 'runbooks'))],
    ['a file', () => project.write('runbooks', 'mine\n')],
  ])('where the folder would be there is %s', async (_, put) => {
    put();
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([code, stderr]).toEqual([
      2,
      'runbooks is there and is no folder\nMove it, or choose another place for runbooks/rollback/shop.md.\n',
    ]);
  });

  test.each([
    ['--workload', 'deployment/x; touch pwned', 'names no workload'],
    ['--workload', 'configmap/x', 'names no workload'],
    ['--container', '$(touch pwned)', 'cannot be taken'],
    ['--image', 'r/x`touch pwned`', 'cannot be taken'],
    ['--namespace', 'a }, vars: { B: c', 'cannot be taken'],
    ['--service-url', 'javascript:alert(1)', 'cannot be taken'],
    ['--service-url', 'https://me:secret@shop.example.com', 'cannot be taken'],
    ['--service-url', 'https://shop.example.com\nconfirm: none', 'cannot be taken'],
    ['--prometheus', 'http://x # y', 'cannot be taken'],
    ['--owner', 'a], budget: 1m, x: [b', 'cannot be taken'],
    ['--owner', 'null', 'cannot be taken'],
    ['--migrations', '../elsewhere', 'cannot be taken'],
    ['--migrations', 'nowhere', 'is no folder'],
  ])('for %s %j', async (flag, value, told) => {
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes', flag, value]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
    expect(project.exists('runbooks')).toBe(false);
  });

  test.each(['../x', 'A b', '$(touch x)', '-x-', '', 'null', 'on'])('for the name %j', async (name) => {
    const { code } = await project.run(['new', 'rollback', '--yes', '--', name]);
    expect(code).toBe(2);
    expect(project.exists('runbooks')).toBe(false);
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

test('a context may be called anything', async () => {
  const name = 'arn:aws:eks:eu-west-1:1:cluster/x, y: {"z"}';
  project.write('home/.kube/config', JSON.stringify({ 'current-context': name, contexts: [{ name, context: {} }] }));
  await project.run(['new', 'rollback', 'shop', '--yes']);
  const { code, stdout } = await project.run(['plan', 'shop.md', '--env', 'production']);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`context ${name}, namespace production`)]);
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
    expect(await strictly('shop')).toEqual([
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

test.each([
  [['--trigger', 'flagger', '--workload', 'rollout/shop'], 'Flagger has no say over rollout/shop'],
  [['--config', 'etcd', '--with-secrets'], '--with-secrets has no meaning with --config etcd'],
  [['--template', 'nowhere'], 'nowhere is no folder'],
])('what does not go together is refused: %s', async (flags, told) => {
  const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes', ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  expect(project.exists('runbooks')).toBe(false);
});

test('what is there already is named in the configuration', async () => {
  project.write('k8s/shop.yaml', '');
  project.write('db/migrations/1_a.sql', '');
  project.write('.vscode/settings.json', '{}');
  const { code, stderr } = await project.run(['init', '--yes']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('add to "yaml.schemas"')]);
  expect(project.read('runbook.config.yaml')).toContain(
    'runbooks: [runbooks]\nmanifests: [k8s]\nmigrations: [{ path: db/migrations }]\n',
  );
  expect((await project.run(['lint'])).code).toBe(0);
});

test('Ctrl-C at the question is no answer', async () => {
  await using run = startInTerminal(project, ['init']);
  await run.asks('Write these 5 files?');
  run.send(keys.ctrlC);
  expect(await run.exitCode).toBe(130);
  expect(project.exists('runbook.config.yaml')).toBe(false);
});

test('a wrong flag leads to the help of its own command', async () => {
  const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--nope']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('(see runbook new rollback --help)')]);
});

test('a blank runbook says what stands in for something', async () => {
  const { stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
  expect(stderr).toContain('  steps: one that only looks at the clock\n    runbooks/shop.md:16\n');
  expect(project.read('runbooks/shop.md').split('\n')[15]).toBe('### Step 1: Look (30 seconds)');
});

test('a second call says that its flags change nothing', async () => {
  await project.run(['new', 'rollback', 'shop', '--yes']);
  const again = await project.run(['new', 'rollback', 'shop', '--yes', '--service-url', 'https://shop.example.com']);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('No flag changes a file that is there.')]);
});

describe('what is no Deployment', () => {
  test('is asked about by what keeps its templates: a StatefulSet', async () => {
    await project.run(['new', 'rollback', 'shop', '--yes', '--workload', 'sts/shop']);
    const text = project.read('runbooks/rollback/shop.md');
    expect(text).toContain('kubectl get controllerrevisions --selector "$SELECTOR"');
    expect(text).toContain("'REVISION:.revision,IMAGE:.data.spec.template.spec.containers[0].image'");
    expect(await strictly('shop')).toEqual([
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
    expect(await strictly('shop')).toEqual([
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
  expect(await strictly('shop')).toEqual(['shop.md: 0 findings in 1 file']);
});

test('a template of the team comes before the own one', async () => {
  project.write('runbook.config.yaml', 'templates: team\n');
  project.write('team/blank.md', '# @@title@@ of the team @@owner@@\n');
  await project.run(['new', 'blank', 'shop', '--yes', '--owner', 'blue']);
  expect(project.read('runbooks/shop.md')).toBe('# Shop of the team blue\n');
  project.write('team/blank.md', '# @@nothing@@\n');
  const { code, stderr } = await project.run(['new', 'blank', 'other', '--yes']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('line 1 asks for "nothing"')]);
});

test('at a terminal one key writes, and Enter alone does not', async () => {
  mkdirSync(join(project.folder, 'empty'));
  await using no = startInTerminal(project, ['new', 'blank', 'shop']);
  await no.sees('Write this file?');
  no.send(keys.enter);
  expect(await no.exitCode).toBe(1);
  expect(project.exists('runbooks')).toBe(false);
  await using yes = startInTerminal(project, ['new', 'blank', 'shop']);
  await yes.sees('Write this file?');
  yes.send(`y${keys.enter}`);
  expect(await yes.exitCode).toBe(0);
  expect(project.exists('runbooks/shop.md')).toBe(true);
});

test('git sees nothing but what was shown', async () => {
  await project.run(['init', '--yes', '--ci', 'none']);
  const status = execFileSync('git', ['-C', project.folder, 'init', '--quiet'], { encoding: 'utf8' });
  expect(status).toBe('');
  expect(project.exists('.github')).toBe(false);
});
