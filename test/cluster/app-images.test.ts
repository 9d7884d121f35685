import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookForProgram } from '../integration/look-for-program.ts';
import { account, digestOf, startRegistry, type TestRegistry } from '../registry/registry.ts';
import { cluster, createNamespace, type Namespace } from './namespace.ts';
import { app, deployment } from './workloads.ts';

const program = lookForProgram('docker-registry');
const name = `deployment/${app}`;

describe.skipIf(cluster.isMissing || program.isMissing)(
  `images of a real registry${cluster.note}${program.note}`,
  () => {
    let space: Namespace;
    let registry: TestRegistry;

    beforeAll(async () => {
      registry = await startRegistry();
      space = await createNamespace();
    });

    afterAll(async () => {
      await space[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    });

    test('that are gone are found before anything is written, and those that are there are no obstacle', async () => {
      const image = (version: string) => `${registry.address}/payments:${version}`;
      for (const version of ['v1.0.0', 'v1.1.0', 'v1.2.0'])
        await registry.push('payments', version, { layers: ['base', `layer of ${version}`] });
      for (const version of ['v1.0.0', 'v1.1.0']) {
        await space.apply(deployment({ image: image(version) }));
        expect(await space.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      }
      await space.apply(deployment({ image: image('v1.2.0'), stuck: 'CrashLoopBackOff' }));
      await registry.deleteBlob('payments', digestOf('layer of v1.1.0'));
      const before = await space.get('deployments,replicasets');
      const refused = await space.runbook('app', 'undo', name);
      expect([refused.code, refused.stdout]).toEqual([
        1,
        expect.stringContaining(
          `REFUSED it could not start: ${image('v1.1.0')} cannot be pulled: layer ${digestOf('layer of v1.1.0')} is gone`,
        ),
      ]);
      const { items } = (await space.get('deployments,replicasets')) as { items: { spec: object }[] };
      expect(items.map(({ spec }) => spec)).toEqual(
        (before as { items: { spec: object }[] }).items.map(({ spec }) => spec),
      );
      const { stdout } = await space.runbook('app', 'history', name);
      expect(
        stdout
          .split('\n')
          .map((line) => line.replace(/\s+/g, ' ').trim())
          .slice(2, 5),
      ).toEqual([
        expect.stringMatching(/^\* 3 v1\.2\.0 - \d+s no yes$/),
        expect.stringMatching(/^2 v1\.1\.0 sha256:\w{12} \d+s yes NO$/),
        expect.stringMatching(/^1 v1\.0\.0 sha256:\w{12} \d+s yes \?$/),
      ]);
      const undone = await space.runbook('app', 'undo', name, '--to', 'v1.0.0');
      expect([undone.code, undone.stdout]).toEqual([0, expect.stringContaining('and ran as')]);
    });

    test('are asked for with the pull secret of a node, whoever is logged in here', async () => {
      await using locked = await startRegistry('locked');
      const image = (version: string) => `${locked.address}/locked:${version}`;
      const [older, newer] = [await locked.push('locked', 'v1.0.0'), await locked.push('locked', 'v1.1.0')];
      const auths = { [locked.address]: { auth: account.auth } };
      const secret = (name: string, text: string) => ({
        ...{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/dockerconfigjson', metadata: { name } },
        stringData: { '.dockerconfigjson': text },
      });
      await using own = await createNamespace();
      const history = async () => (await own.runbook('app', 'history', name)).stdout;
      await own.apply(deployment({ image: image('v1.0.0'), digest: older }));
      expect(await own.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      expect(await history()).toContain('nobody is logged in there');
      await own.apply(secret('pull', JSON.stringify({ auths })));
      const references = { imagePullSecrets: [{ name: 'pull' }] };
      await own.kubectl('patch', 'serviceaccount/default', '--type=merge', `--patch=${JSON.stringify(references)}`);
      expect(await history()).toMatch(/v1\.0\.0 .* yes +yes/);
      await own.kubectl('patch', 'serviceaccount/default', '--type=merge', '--patch={"imagePullSecrets":null}');
      await own.apply(deployment({ image: image('v1.1.0'), digest: newer, pod: references }));
      expect(await history()).toMatch(/v1\.1\.0 .* yes$/m);
    });

    test('are told by an audit: tags that say nothing, versions that are not kept or not whole, tags that moved', async () => {
      await using other = await createNamespace();
      const image = (tag: string) => `${registry.address}/audited:${tag}`;
      const audit = async () => {
        const { code, stdout } = await other.runbook('images', 'audit', name);
        return { code, lines: stdout.trimEnd().split('\n').slice(1) };
      };
      for (const patch of [0, 1, 2, 3, 4])
        await registry.push('audited', `v1.0.${patch}`, { layers: [`layer ${patch}`] });
      await other.apply(deployment({ image: image('v1.0.4'), replicas: 1, stuck: 'ContainerCreating' }));
      expect(await audit()).toEqual({ code: 0, lines: ['  kept    5 versions; of the newest 5, 5 are pullable'] });
      await other.apply(deployment({ image: image('v1.0.4'), replicas: 1 }));
      expect(await other.runbook('app', 'wait', name)).toMatchObject({ code: 0 });
      await registry.push('audited', 'latest', { layers: ['layer 4'] });
      await registry.deleteBlob('audited', digestOf('layer 2'));
      await other.apply(deployment({ image: image('latest'), replicas: 1, stuck: 'ContainerCreating' }));
      const found = await audit();
      expect(found.code).toBe(1);
      expect(found.lines.slice(0, 3)).toEqual([
        '  kept    5 versions; of the newest 5, 4 are pullable',
        '  FOUND   latest is no version: nobody knows what it was yesterday',
        `  FOUND   ${registry.address}/audited:v1.0.2: layer ${digestOf('layer 2')} is gone`,
      ]);
      // kwok makes up the digest that it says a pod runs.
      expect(found.lines[3]).toMatch(
        /^ {2}FOUND {3}\S+:v1\.0\.4 was moved: it ran as sha256:\w+, and leads to sha256:\w+ now$/,
      );
    });
  },
);
