import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openKubernetes } from '../../src/adapters/kubernetes-api.ts';
import { resume, suspend } from '../../src/rollback/gitops/suspend.ts';
import { startInTerminal } from '../cli/terminal-run.ts';
import { node, program } from '../cli/unattended-project.ts';
import { type Controller, gitOps, installGitOps, runIn, startController } from './gitops.ts';
import { cluster, createNamespace, kubeconfig, type Namespace } from './namespace.ts';
import { kubeconfigOfReader } from './reader.ts';
import { app, deployment, imageOf, statefulSet } from './workloads.ts';

const name = `deployment/${app}`;
const reconcile = 'kustomize.toolkit.fluxcd.io/reconcile';

interface Shown {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

describe.skipIf(cluster.isMissing)(`app undo of what is kept in sync with Git${cluster.note}`, () => {
  let space: Namespace;
  let stack: AsyncDisposableStack;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    space = stack.use(await createNamespace());
    await installGitOps(space, 'knows-enabled');
  });

  afterEach(() => stack.disposeAsync());

  const get = async (what: string) => (await space.get(what)) as Shown;
  const labelsOf = async (what: string) => (await get(what)).metadata.labels ?? {};
  const image = () => space.kubectl('get', name, '--output', 'jsonpath={.spec.template.spec.containers[0].image}');
  const undo = (...flags: readonly string[]) => space.runbook('app', 'undo', name, ...flags);
  const debts = async () => JSON.parse((await runIn(space, 'debts', '--json')).stdout).debts as { id: string }[];
  const settle = (...args: readonly string[]) => runIn(space, 'debts', 'settle', ...args);

  /** A good release, then a bad one, both by whoever keeps it in sync, which goes on to do so. */
  async function keep(
    manager: string,
    marks: { readonly labels?: object; readonly annotations?: Readonly<Record<string, string>> },
    isToldNotTo: () => Promise<boolean>,
  ): Promise<Pick<Controller, 'counts'> & { state: { git: string } }> {
    const state = { git: 'v1.0.0' };
    const wanted = () => {
      const made = deployment({
        image: imageOf(state.git),
        // A rollback takes so long that a controller comes by before it has arrived.
        spec: { minReadySeconds: 2, strategy: { type: 'Recreate' } },
        ...(marks.annotations === undefined ? {} : { annotations: marks.annotations }),
        ...(state.git === 'v1.1.0' ? { stuck: 'CrashLoopBackOff' } : {}),
      }) as { metadata: object };
      return { ...made, metadata: { ...made.metadata, labels: marks.labels } };
    };
    const controller = stack.use(startController(space, { manager, wanted, isToldNotTo }));
    await expect.poll(() => controller.counts.applied, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    state.git = 'v1.1.0';
    await expect.poll(image, { timeout: 30_000 }).toBe(imageOf('v1.1.0'));
    return { ...controller, state };
  }

  const fluxLabels = {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    get 'kustomize.toolkit.fluxcd.io/namespace'() {
      return space.name;
    },
  };

  async function keepByFlux() {
    await space.apply(gitOps('Kustomization', 'apps', { status: { lastAppliedRevision: 'main@sha1:bad' } }));
    return await keep('kustomize-controller', { labels: fluxLabels }, async () => {
      const labels = await labelsOf(name).catch(() => ({}) as Readonly<Record<string, string>>);
      return labels[reconcile] === 'disabled';
    });
  }

  test('that Flux would take back is said to be taken back; suspended it holds for a minute, until it is settled', {
    timeout: 180_000,
  }, async () => {
    const flux = await keepByFlux();
    const naive = await undo('--even-if-reverted', '--wait');
    expect(naive.code).toBe(1);
    expect(naive.stderr).toMatch(/kustomize-controller has put v1\.1\.0, revision \d+ back/);
    await expect.poll(image, { timeout: 10_000 }).toBe(imageOf('v1.1.0'));

    const undone = await undo('--suspend', '--wait', '--json');
    expect(undone.code).toBe(0);
    expect(JSON.parse(undone.stdout)).toMatchObject({
      applied: true,
      debts: [{ id: 'kustomization-apps', what: `Flux's Kustomization ${space.name}/apps (${name} alone)` }],
      wait: { state: 'done', revision: { version: 'v1.0.0' } },
    });
    const before = flux.counts.letBe;
    const until = Date.now() + 60_000;
    while (Date.now() < until) {
      expect(await image()).toBe(imageOf('v1.0.0'));
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(flux.counts.letBe - before).toBeGreaterThan(30);
    // The second time there is nothing to do, and nothing more is owed.
    expect(await undo('--suspend')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(await debts()).toHaveLength(1);

    const refused = await settle();
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Git has not changed since') });
    expect(await labelsOf(name)).toHaveProperty([reconcile], 'disabled');
    flux.state.git = 'v1.0.0';
    await space.apply(gitOps('Kustomization', 'apps', { status: { lastAppliedRevision: 'main@sha1:good' } }));
    // A commit of a whole repository says nothing of this one object.
    const unseen = 'main@sha1:good since, and whether that says what the cluster runs cannot be seen here';
    expect(await settle()).toMatchObject({ code: 1, stderr: expect.stringContaining(unseen) });
    expect(await settle('--even-if-reverted')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is switched on again'),
    });
    expect(await labelsOf(name)).not.toHaveProperty([reconcile]);
    // As annotations do, by way of the ReplicaSets.
    await space.kubectl('rollout', 'undo', name);
    expect(JSON.stringify(await space.get('deployments,replicasets'))).not.toContain(reconcile);
    expect(await debts()).toEqual([]);
    const applied = flux.counts.applied;
    await expect.poll(() => flux.counts.applied, { timeout: 10_000 }).toBeGreaterThan(applied + 1);
    expect(await image()).toBe(imageOf('v1.0.0'));
  });

  test('is asked for at a terminal, and nothing is done before the answer', async () => {
    await keepByFlux();
    const args = ['app', 'undo', name, '--wait', '--namespace', space.name];
    const env = { KUBECONFIG: kubeconfig() };
    await using left = startInTerminal(space.project, args, { env });
    expect(await left.asks('Somebody would put it back')).toContain(
      'label kustomize.toolkit.fluxcd.io/reconcile: disabled',
    );
    await left.press('[q] quit', 'q');
    expect(await left.exitCode).toBe(1);
    expect([await image(), await debts()]).toEqual([imageOf('v1.1.0'), []]);
    await using agreed = startInTerminal(space.project, args, { env });
    await agreed.press('[s] suspend it, then roll back', 's');
    expect(await agreed.exitCode).toBe(0);
    expect(agreed.text()).toContain('runs v1.0.0, all of its pods are available');
    // One row for each wait, that is written over; a sync that was under way when it was suspended makes one more wait.
    const waits = 1 + (agreed.text().match(/: rolling back once more\.$/gm) ?? []).length;
    expect(agreed.text().match(/^\d+ s {2}/gm)).toHaveLength(waits);
    expect(agreed.text()).toMatch(/^\d+ s {2}3 of 3 updated, 3 available$/m);
    expect([await image(), await debts()]).toMatchObject([imageOf('v1.0.0'), [{ id: 'kustomization-apps' }]]);
  });

  test('can be written off where there is nothing left to look at, with the reason', async () => {
    await keepByFlux();
    expect(await undo('--suspend')).toMatchObject({ code: 0 });
    const gone = await space.project.run(['debts', 'settle'], { env: { KUBECONFIG: '/nowhere' } });
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('there is no kubeconfig at /nowhere')]);
    const forgotten = await space.project.run(['debts', 'settle', '--forget', 'that cluster is gone']);
    expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('is written off') });
    const { stdout } = await space.project.run(['debts', '--all']);
    expect(stdout).toContain('written off, because: that cluster is gone');
  });

  test('is owed also where the program is killed in the middle of it', async () => {
    await keepByFlux();
    using started = space.project.start(['app', 'undo', name, '--suspend', '--wait', '--namespace', space.name], {
      env: { KUBECONFIG: kubeconfig() },
    });
    await expect
      .poll(async () => (await labelsOf(name))[reconcile], { timeout: 30_000, interval: 20 })
      .toBe('disabled');
    started.child.kill('SIGKILL');
    await started.ended;
    const listed = await runIn(space, 'debts');
    expect(listed.stdout).toContain(`kustomization-apps\n  Flux's Kustomization ${space.name}/apps`);
    expect(listed.stdout).toContain('switched on again by runbook debts settle kustomization-apps');
    expect(await settle('kustomization-apps', '--even-if-reverted')).toMatchObject({ code: 0 });
    expect((await runIn(space, 'debts')).stdout).toBe('nothing is owed\n');
    expect((await runIn(space, 'debts', '--all')).stdout).toContain('is switched on again');
    await expect.poll(image, { timeout: 10_000 }).toBe(imageOf('v1.1.0'));
  });

  test('is owed by the run that did it: at its end, in its report, and after a kill', async () => {
    await keepByFlux();
    space.project.standIn('runbook', `exec ${node} ${program} "$@"`);
    const { clusters, contexts } = JSON.parse(await space.kubectl('config', 'view', '--output', 'json'));
    const kubernetes = { context: contexts[0].name, server: clusters[0].cluster.server, namespace: space.name };
    const settings = { runbook: { language: 1, environments: { here: { kubernetes } } } };
    space.project.write(
      'back.md',
      [
        '---',
        JSON.stringify(settings),
        '---',
        '# Back',
        '',
        '## Steps',
        '',
        '### Step 1: Undo',
        '',
        '```bash {id=undo effect=write timeout=60s}',
        `cd /; runbook app undo ${name} --suspend --wait`,
        '```',
        '',
        '### Step 2: Look',
        '',
        '```bash {id=look effect=read timeout=60s}',
        `while [ -e ${space.project.folder}/hold ]; do sleep 0.1; done`,
        '```',
        '',
      ].join('\n'),
    );
    space.project.write('hold', '');
    const env = { KUBECONFIG: kubeconfig() };
    const unattended = ['--no-input', '--yes-to', 'writes'];
    using started = space.project.start(['run', 'back.md', '--env', 'here', ...unattended], { env });
    const owed = `OWED Flux's Kustomization ${space.name}/apps (${name} alone) is suspended (by `;
    await expect.poll(started.seen, { timeout: 30_000 }).toContain('2/2 Look: begins');
    const kept = `LOOK Flux's Kustomization ${space.name}/apps keeps ${name} in sync and will put the other version back.`;
    expect(started.seen()).toContain(kept);
    expect(started.seen()).toContain(owed);
    expect(await debts()).toMatchObject([{ run: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    started.child.kill('SIGKILL');
    await started.ended;
    expect(await debts()).toHaveLength(1);
    rmSync(`${space.project.folder}/hold`);
    const resumed = await space.project.run(['resume', ...unattended], { env });
    expect([resumed.stderr, resumed.code]).toEqual(['', 0]);
    const end = resumed.stdout.slice(resumed.stdout.indexOf('SUCCEEDED'));
    expect(end).toMatch(/\n +OWED .*; runbook debts settle kustomization-apps\n$/);
    const report = await space.project.run(['report']);
    expect(report.stdout).toMatch(/## Owed\n\n- \[ \] .* is suspended .*: `runbook debts settle kustomization-apps`/);
    expect(await settle('--even-if-reverted')).toMatchObject({ code: 0 });
  });

  const application = (spec: object, more: object = {}) =>
    gitOps('Application', `pay-${space.name}`, { spec, ...more });
  const syncing = { syncPolicy: { automated: { prune: true, selfHeal: true } } };
  const isOff = async () => {
    const { spec } = await get(`applications.argoproj.io/pay-${space.name}`);
    const { automated } = spec['syncPolicy'] as { automated?: { enabled?: boolean } };
    return automated === undefined || automated.enabled === false;
  };
  const tracked = () => ({
    'argocd.argoproj.io/tracking-id': `pay-${space.name}:apps/Deployment:${space.name}/${app}`,
  });

  test('suspends the application of Argo CD, and settles it as it was, when Git and the cluster agree', async () => {
    await space.apply(application(syncing, { status: { sync: { status: 'OutOfSync', revision: 'bad' } } }));
    await keep('argocd-controller', { annotations: tracked() }, isOff);
    const shown = await undo('--suspend', '--dry-run');
    expect(shown.stdout).toContain(`suspend Argo CD's application ${space.name}/pay-${space.name}`);
    expect((await get(`applications.argoproj.io/pay-${space.name}`)).spec).toEqual(syncing);
    expect(await undo('--suspend', '--wait')).toMatchObject({
      stderr: expect.stringContaining('Rolled back'),
      code: 0,
    });
    const what = `applications.argoproj.io/pay-${space.name}`;
    expect((await get(what)).spec).toEqual({
      syncPolicy: { automated: { prune: true, selfHeal: true, enabled: false } },
    });
    expect(await settle()).toMatchObject({ code: 1, stderr: expect.stringContaining('Git and the cluster differ') });
    const own = { group: 'apps', kind: 'Deployment', name: app, namespace: space.name, status: 'Synced' };
    // Something else of the same application is not as Git says; that is no matter here.
    const synced = {
      status: { sync: { status: 'OutOfSync' }, resources: [{ ...own, name: 'x', status: 'OutOfSync' }, own] },
    };
    await space.kubectl('patch', what, '--type=merge', `--patch=${JSON.stringify(synced)}`);
    expect(await settle()).toMatchObject({ code: 0 });
    expect((await get(what)).spec).toEqual(syncing);
  });

  test('takes the whole policy away where Argo CD is too old to know that it can be switched off', async () => {
    await installGitOps(space, 'older');
    await space.apply(application(syncing));
    await keep('argocd-controller', { annotations: tracked() }, isOff);
    const drops = async () => {
      const patch = JSON.stringify({ spec: { syncPolicy: { automated: { enabled: false } } } });
      const what = `applications.argoproj.io/pay-${space.name}`;
      const flags = ['--type=merge', '--dry-run=server', '--output=jsonpath={.spec}', `--patch=${patch}`];
      return (await space.kubectl('patch', what, ...flags)).includes('enabled');
    };
    await expect.poll(drops, { timeout: 30_000 }).toBe(false);
    expect(await undo('--suspend', '--wait')).toMatchObject({
      stderr: expect.stringContaining('Rolled back'),
      code: 0,
    });
    expect((await get(`applications.argoproj.io/pay-${space.name}`)).spec).toEqual({ syncPolicy: {} });
    expect(await settle('--even-if-reverted')).toMatchObject({ code: 0 });
    expect((await get(`applications.argoproj.io/pay-${space.name}`)).spec).toEqual(syncing);
  });

  test('tells the ApplicationSet first, which would write the policy anew', async () => {
    await space.apply(gitOps('ApplicationSet', 'fleet', { spec: { generators: [] } }));
    const { metadata } = (await space.get('applicationsets.argoproj.io/fleet')) as { metadata: { uid: string } };
    const owner = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', name: 'fleet', uid: metadata.uid };
    const owned = { metadata: { ownerReferences: [{ ...owner, controller: true }] } };
    await space.apply(application(syncing, owned));
    const ignores = async () => {
      const { spec } = await get('applicationsets.argoproj.io/fleet');
      return JSON.stringify(spec['ignoreApplicationDifferences'] ?? '').includes('/spec/syncPolicy');
    };
    const enabled = { syncPolicy: { automated: { ...syncing.syncPolicy.automated, enabled: true } } };
    const set = stack.use(
      startController(space, {
        manager: 'argocd-applicationset-controller',
        wanted: () => application(enabled, owned),
        isToldNotTo: ignores,
      }),
    );
    await keep('argocd-controller', { annotations: tracked() }, isOff);
    expect(await undo('--suspend', '--wait')).toMatchObject({
      stderr: expect.stringContaining('Rolled back'),
      code: 0,
    });
    expect(await debts()).toMatchObject([{ id: `application-pay-${space.name}` }, { id: 'applicationset-fleet' }]);
    const before = set.counts.letBe;
    await expect.poll(() => set.counts.letBe, { timeout: 10_000 }).toBeGreaterThan(before + 3);
    expect(await isOff()).toBe(true);
    expect(await image()).toBe(imageOf('v1.0.0'));
    expect(await settle()).toMatchObject({ code: 2, stderr: expect.stringContaining('several debts are owed') });
    for (const refused of [await settle('--all'), await settle('applicationset-fleet')]) {
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(`Settle application-pay-${space.name} before`);
    }
    expect(await isOff()).toBe(true);
    expect(await settle('--all', '--even-if-reverted')).toMatchObject({ code: 0 });
    expect((await get('applicationsets.argoproj.io/fleet')).spec).toEqual({ generators: [] });
    expect(await isOff()).toBe(false);
  });

  test('names the Kustomization that sets the suspension of a HelmRelease itself, and keeps it from doing so', async () => {
    const release = 'helmreleases.helm.toolkit.fluxcd.io/pay';
    const parent = stack.use(
      startController(space, {
        manager: 'kustomize-controller',
        wanted: () =>
          gitOps('HelmRelease', 'pay', { metadata: { labels: fluxLabels }, spec: { suspend: false, chart: {} } }),
        isToldNotTo: async () => (await labelsOf(release).catch(() => ({ [reconcile]: '' })))[reconcile] === 'disabled',
      }),
    );
    await expect.poll(() => parent.counts.applied, { timeout: 30_000 }).toBeGreaterThan(0);
    const labels = { 'helm.toolkit.fluxcd.io/name': 'pay', 'helm.toolkit.fluxcd.io/namespace': space.name };
    await keep('helm-controller', { labels }, async () => (await get(release)).spec['suspend'] === true);
    const undone = await undo('--suspend', '--wait');
    expect(undone.code).toBe(0);
    const named = `Flux's Kustomization ${space.name}/apps sets spec.suspend too, and leaves it alone then`;
    expect(undone.stdout).toContain(`spec.suspend: true; ${named}`);
    const before = parent.counts.letBe;
    await expect.poll(() => parent.counts.letBe, { timeout: 10_000 }).toBeGreaterThan(before + 3);
    expect((await get(release)).spec['suspend']).toBe(true);
    expect(await image()).toBe(imageOf('v1.0.0'));
    expect(await settle()).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be seen here') });
    expect(await settle('helmrelease-pay', '--even-if-reverted')).toMatchObject({ code: 0 });
    expect(await get(release)).toMatchObject({ spec: { suspend: false } });
    expect(await labelsOf(release)).not.toHaveProperty([reconcile]);
  });

  test('leaves alone what is above and does not sync by itself, also when it is settled', async () => {
    const root = gitOps('Application', `root-${space.name}`, { spec: { syncPolicy: {} } });
    await space.apply(root);
    const rootId = { 'argocd.argoproj.io/tracking-id': `root-${space.name}:argoproj.io/Application:x/y` };
    const enabled = { syncPolicy: { automated: { selfHeal: true, enabled: true } } };
    const file = space.project.write(
      'child.json',
      JSON.stringify(application(enabled, { metadata: { annotations: rootId } })),
    );
    await space.kubectl('apply', '--server-side', '--field-manager=argocd-controller', '-f', file);
    await keep('argocd-controller', { annotations: tracked() }, isOff);
    expect(await undo('--suspend', '--wait')).toMatchObject({ code: 0 });
    expect(await debts()).toMatchObject([{ id: `application-pay-${space.name}` }]);
    expect(await settle('--even-if-reverted')).toMatchObject({ code: 0 });
    expect((await get(`applications.argoproj.io/pay-${space.name}`)).spec).toEqual(enabled);
    expect((await get(`applications.argoproj.io/root-${space.name}`)).spec).toEqual({ syncPolicy: {} });
  });

  test('is done for what runs the wanted version already, and is not yet kept from being taken back', async () => {
    const flux = await keepByFlux();
    flux.state.git = 'v1.0.0';
    await expect.poll(image, { timeout: 10_000 }).toBe(imageOf('v1.0.0'));
    const suspended = await undo('--to', 'v1.0.0', '--suspend', '--wait');
    expect(suspended).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(await labelsOf(name)).toHaveProperty([reconcile], 'disabled');
    expect(await debts()).toHaveLength(1);
  });

  test('leaves a deployment that a person makes meanwhile as it is', async () => {
    await keepByFlux();
    using started = space.project.start(['app', 'undo', name, '--suspend', '--wait', '--namespace', space.name], {
      env: { KUBECONFIG: kubeconfig() },
    });
    await expect.poll(image, { timeout: 30_000, interval: 20 }).toBe(imageOf('v1.0.0'));
    await space.kubectl('set', 'image', name, `${app}=${imageOf('v1.2.0')}`);
    const ended = await started.ended;
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringMatching(/has put v1\.2\.0, revision \d+ in its place/),
    ]);
    expect(await image()).toBe(imageOf('v1.2.0'));
  });

  test('holds also where a pod that is in the way may not be deleted', async () => {
    const labels = { ...fluxLabels };
    const make = (version: string, more: object = {}) => {
      const made = statefulSet({ image: imageOf(version), replicas: 2, ...more }) as { metadata: object };
      return { ...made, metadata: { ...made.metadata, labels } };
    };
    const own = `statefulset/${app}`;
    await space.apply(make('v1.0.0'));
    expect(await space.runbook('app', 'wait', own)).toMatchObject({ code: 0 });
    await space.apply(make('v1.1.0', { stuck: 'CrashLoopBackOff' }));
    expect((await space.runbook('app', 'wait', own, '--timeout', '30s')).code).toBe(1);
    const env = { KUBECONFIG: await kubeconfigOfReader(space) };
    const { stdout: role } = await space.project.run(['app', 'rbac', own, '--least', '--namespace', space.name]);
    await space.kubectl('apply', '-f', space.project.write('role.yaml', role));
    await space.kubectl(
      'create',
      'rolebinding',
      'undo',
      `--role=runbook-undo-${app}`,
      `--serviceaccount=${space.name}:reader`,
    );
    const ended = await space.project.run(['app', 'undo', own, '--suspend', '--namespace', space.name], { env });
    expect([ended.code, ended.stderr]).toEqual([
      0,
      expect.stringMatching(/pod \S+, which holds it up, could not be deleted/),
    ]);
    expect(await labelsOf(own)).toHaveProperty([reconcile], 'disabled');
    expect(await debts()).toHaveLength(1);
  });

  test('adds to a list and takes away from it what is its own, whatever others do to it meanwhile', async () => {
    await space.apply(gitOps('ApplicationSet', 'fleet', { spec: { generators: [] } }));
    const api = await openKubernetes([kubeconfig()], { namespace: space.name });
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${space.name}/applicationsets/fleet`;
    const field = ['spec', 'ignoreApplicationDifferences'];
    const rule = (one: string) =>
      ({ path, settings: [], additions: [{ field, added: { name: one } }], git: { by: 'nobody' } }) as const;
    await Promise.all(['a', 'b', 'c'].map((one) => suspend(rule(one), api)));
    const names = async () => {
      const { spec } = await get('applicationsets.argoproj.io/fleet');
      return ((spec['ignoreApplicationDifferences'] ?? []) as { name: string }[]).map((one) => one.name).toSorted();
    };
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await resume(rule('a'), api, true)).toEqual({ state: 'resumed' });
    expect(await names()).toEqual(['b', 'c']);
    expect(await resume(rule('a'), api, true)).toMatchObject({ state: 'was-on' });
    for (const one of ['b', 'c']) await resume(rule(one), api, true);
    expect((await get('applicationsets.argoproj.io/fleet')).spec).toEqual({ generators: [] });
  });

  test('names the right to suspend that is missing before it writes anything', async () => {
    const labels = { 'helm.toolkit.fluxcd.io/name': 'pay', 'helm.toolkit.fluxcd.io/namespace': space.name };
    await space.apply(gitOps('HelmRelease', 'pay', { spec: { suspend: false } }));
    await keep('helm-controller', { labels }, async () => false);
    const env = { KUBECONFIG: await kubeconfigOfReader(space) };
    const { stdout: role } = await space.project.run(['app', 'rbac', name, '--least', '--namespace', space.name]);
    await space.kubectl('apply', '-f', space.project.write('role.yaml', role));
    await space.kubectl('create', 'role', 'see', '--verb=get', '--resource=helmreleases.helm.toolkit.fluxcd.io');
    for (const given of [`runbook-undo-${app}`, 'see'])
      await space.kubectl('create', 'rolebinding', given, `--role=${given}`, `--serviceaccount=${space.name}:reader`);
    const refused = await space.project.run(['app', 'undo', name, '--suspend', '--namespace', space.name], { env });
    const right = `patch helmreleases/pay (helm.toolkit.fluxcd.io) in ${space.name}`;
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`these credentials may not ${right}`)]);
    expect(await image()).toBe(imageOf('v1.1.0'));
    expect(await debts()).toEqual([]);
  });

  test('changes nothing where the keeper is not to be found, or may not be suspended', async () => {
    await space.apply(deployment({ image: imageOf('v1.0.0') }));
    expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
    await space.apply(deployment({ image: imageOf('v1.1.0'), stuck: 'CrashLoopBackOff', annotations: tracked() }));
    const refused = await undo('--suspend');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('is not to be found in this cluster')]);
    expect(await image()).toBe(imageOf('v1.1.0'));
    expect(await debts()).toEqual([]);
    expect(await undo('--suspend', '--even-if-reverted')).toMatchObject({ code: 2 });
  });
});
