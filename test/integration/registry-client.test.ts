import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkImage } from '../../src/rollback/images/check-image.ts';
import type { RegistryCredentials } from '../../src/rollback/images/docker-credentials.ts';
import { listTags } from '../../src/rollback/images/list-tags.ts';
import { createRegistryClient } from '../../src/rollback/images/registry-client.ts';
import { type Oddities, startOddRegistry } from '../registry/odd-registry.ts';

const sorted = { versions: ['v1.10.0', 'v1.10.0-rc.1', 'v1.9.0', 'v1.0.0'], others: ['latest'] };

async function listOf(oddities: Oddities, credentials?: RegistryCredentials) {
  await using registry = await startOddRegistry(oddities);
  const client = createRegistryClient({ registry: registry.address, credentials });
  const tags = await listTags(client, 'app').catch((error: unknown) => error);
  return { tags, asked: registry.asked.filter((line) => line !== 'GET /v2/') };
}

describe('a registry that wants a token', () => {
  test('gives every page for one token', async () => {
    const { tags, asked } = await listOf({});
    expect(tags).toEqual(sorted);
    expect(asked).toEqual([
      'GET /v2/app/tags/list?n=1000',
      'GET /token?service=tests&scope=repository%3Aapp%3Apull',
      'GET /v2/app/tags/list?n=1000',
      'GET /v2/app/tags/list?last=1&n=2',
      'GET /v2/app/tags/list?last=2&n=2',
    ]);
  });

  test('gives it for a name and password, and for a token of docker login', async () => {
    const account = 'mira:open-sesame';
    const password = { kind: 'password', user: 'mira', password: 'open-sesame' } as const;
    expect((await listOf({ account }, password)).tags).toEqual(sorted);
    const refresh = { kind: 'refresh-token', token: 'long-lived' } as const;
    expect((await listOf({ account, refreshToken: 'long-lived' }, refresh)).tags).toEqual(sorted);
  });

  test.each([
    ['nobody', undefined, 'nobody is logged in there'],
    [
      'somebody with another password',
      { kind: 'password', user: 'mira', password: 'wrong' },
      'the credentials for it are not accepted',
    ],
  ] as const)('is said to refuse %s', async (_, credentials, why) => {
    const { tags } = await listOf({ account: 'mira:open-sesame' }, credentials);
    expect(tags).toMatchObject({
      code: 'registry-denied',
      message: expect.stringContaining(why),
      hint: expect.stringMatching(/^docker login 127/),
    });
  });

  test('is sent no password that would go unencrypted to somewhere else', async () => {
    const password = { kind: 'password', user: 'mira', password: 'open-sesame' } as const;
    const { tags, asked } = await listOf({ realm: 'http://auth.example.com/token' }, password);
    expect(tags).toMatchObject({ code: 'registry-denied', message: expect.stringContaining('not encrypted') });
    expect(asked).toEqual(['GET /v2/app/tags/list?n=1000']);
  });
});

describe('credentials are sent to nobody but the registry and where it says that its tokens are,', () => {
  const password = { kind: 'password', user: 'mira', password: 'open-sesame' } as const;
  const refresh = { kind: 'refresh-token', token: 'long-lived' } as const;

  test.each([password, refresh])('not to where a request for a token is sent on to: %o', async (credentials) => {
    await using other = await startOddRegistry();
    const { tags } = await listOf({ tokenFrom: `http://${other.address}/token` }, credentials);
    expect(tags).toMatchObject({
      code: 'registry-denied',
      message: expect.stringContaining(`on to http://${other.address}/token`),
    });
    expect(other.asked).toEqual([]);
  });

  test('not to another server that an answer is sent on to and that wants to know who asks', async () => {
    await using other = await startOddRegistry({ account: 'mira:open-sesame' });
    const location = `http://${other.address}/v2/app/tags/list`;
    const answers = { '/v2/app/tags/list?n=1000': { status: 307, headers: { location } } };
    const { tags } = await listOf({ answers }, password);
    expect(tags).toMatchObject({
      message: expect.stringContaining(`sends it on to ${other.address}, which answers 401`),
    });
    expect(other.asked).toEqual(['GET /v2/app/tags/list']);
  });

  test.each(['127.attacker.example', '127.0.0.1.attacker.example', 'localhost.example'])(
    'not in the clear to %s, which is not this machine',
    async (host) => {
      const { tags, asked } = await listOf({ realm: `http://${host}/token` }, password);
      expect(tags).toMatchObject({ code: 'registry-denied', message: expect.stringContaining('not encrypted') });
      expect(asked).toEqual(['GET /v2/app/tags/list?n=1000']);
    },
  );
});

describe('an answer that is none', () => {
  const first = '/v2/app/tags/list?n=1000';
  const second = '/v2/app/tags/list?n=1000&last=v1';
  const page = { headers: { link: `<${second}>; rel="next"` }, body: '{"tags":["v1"]}' };

  test.each([
    ['a page for people', { [first]: { body: '<html>Log in</html>' } }, 'a list of tags that cannot be read'],
    ['no list', { [first]: { body: '{"errors":[]}' } }, 'a list of tags that cannot be read'],
    ['cut off', { [first]: { body: '{"tags":["v1', cut: true } }, 'cannot be reached'],
    ['followed by no address', { [first]: { ...page, headers: { link: '<http://[>; rel="next"' } } }, 'is no address'],
    ['cut off on a later page', { [first]: page, [second]: { body: '{"tags":["v2', cut: true } }, 'cannot be reached'],
  ])('is no list of tags: %s', async (_, answers, said) => {
    const { tags } = await listOf({ answers });
    expect(tags).toMatchObject({ name: 'RegistryError', message: expect.stringContaining(said) });
  });

  test('but a repository without tags has none', async () => {
    const { tags } = await listOf({ answers: { [first]: { body: '{"name":"app","tags":null}' } } });
    expect(tags).toEqual({ versions: [], others: [] });
  });
});

describe('an image', () => {
  const digestOf = (text: string, algorithm = 'sha256') =>
    `${algorithm}:${createHash(algorithm).update(text).digest('hex')}`;
  const config = '{"os":"linux","architecture":"amd64"}';
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf('layer'), size: 5 };
  const foreign = { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', size: 7 };
  const urls = ['https://elsewhere.example/layer'];
  const manifestOf = (...layers: readonly object[]) =>
    JSON.stringify({ config: { digest: digestOf(config), size: config.length }, layers });
  const whole = manifestOf(layer);
  const blobs = {
    [`/v2/app/blobs/${digestOf(config)}`]: { body: config },
    [`/v2/app/blobs/${digestOf('layer')}`]: {},
  };

  async function check(tag: string, answers: Oddities['answers'], platform?: string) {
    await using registry = await startOddRegistry({ answers: { ...blobs, ...answers } });
    const { address } = registry;
    const [, digest] = tag.split('@');
    const reference = { registry: address, repository: 'app', tag: digest === undefined ? tag : undefined, digest };
    const client = createRegistryClient({ registry: address });
    return await checkImage(client, reference, platform).catch((error: unknown) => error);
  }

  test('without an index is for the platform that its configuration says', async () => {
    const answers = { '/v2/app/manifests/v1': { body: whole } };
    expect(await check('v1', answers, 'linux/amd64')).toMatchObject({
      state: 'pullable',
      platforms: ['linux/amd64'],
    });
    expect(await check('v1', answers, 'linux/arm64')).toMatchObject({
      state: 'not-pullable',
      problems: ['it is not there for linux/arm64; there is linux/amd64'],
    });
  });

  test.each(['sha256', 'sha512'])('is what its %s says, or no node takes it', async (algorithm) => {
    const own = digestOf(whole, algorithm);
    const path = `/v2/app/manifests/${own}`;
    expect(await check(`@${own}`, { [path]: { body: whole } })).toMatchObject({ state: 'pullable', digest: own });
    expect(await check(`@${own}`, { [path]: { body: `${whole} ` } })).toMatchObject({
      state: 'not-pullable',
      problems: [`what the registry gives for ${own} is not that, but ${digestOf(`${whole} `, algorithm)}`],
    });
  });

  test('of an index is what the index says', async () => {
    const index = JSON.stringify({ manifests: [{ digest: digestOf(whole), size: whole.length }] });
    const answers = {
      '/v2/app/manifests/v1': { body: index },
      [`/v2/app/manifests/${digestOf(whole)}`]: { body: manifestOf() },
    };
    expect(await check('v1', answers)).toMatchObject({
      state: 'not-pullable',
      problems: [expect.stringContaining(`is not that, but ${digestOf(manifestOf())}`)],
    });
  });

  test('whose layers are kept elsewhere is not missing them, and nobody has looked there', async () => {
    const away = { ...foreign, digest: digestOf('away'), urls };
    const answers = { '/v2/app/manifests/v1': { body: manifestOf(layer, away) } };
    const gone = { [`/v2/app/blobs/${away.digest}`]: { status: 404 } };
    expect(await check('v1', { ...answers, ...gone })).toMatchObject({
      state: 'pullable',
      notLookedAt: [`layer ${away.digest} at https://elsewhere.example/layer`],
    });
    expect(await check('v1', { ...answers, [`/v2/app/blobs/${away.digest}`]: {} })).toMatchObject({
      state: 'pullable',
      notLookedAt: [],
    });
  });

  test('whose manifest names no digest leads nowhere', async () => {
    const answers = {
      '/v2/app/manifests/v1': { body: manifestOf({ ...layer, digest: 'x/../../../../elsewhere?q=1' }) },
    };
    expect(await check('v1', answers)).toMatchObject({
      message: expect.stringContaining('a manifest that cannot be read'),
    });
  });

  test('whose manifest is cut off is not known', async () => {
    expect(await check('v1', { '/v2/app/manifests/v1': { body: '{"con', cut: true } })).toMatchObject({
      code: 'registry-unreachable',
    });
  });
});

describe('a registry that is busy', () => {
  const soon = { 'retry-after': '0' };
  test.each([
    ['asks to wait', [{ status: 429, headers: soon }]],
    ['fails for a moment', [{ status: 500 }, { status: 503, headers: soon }]],
  ])('is asked again when it %s', async (_, first) => {
    expect((await listOf({ first })).tags).toEqual(sorted);
  });

  test.each([
    [429, 'is asked too often'],
    [500, 'answers 500'],
  ])('is not asked for ever: %i', async (status, said) => {
    const { tags, asked } = await listOf({ first: Array.from({ length: 20 }, () => ({ status, headers: soon })) });
    expect(tags).toMatchObject({ code: 'registry-answer', message: expect.stringContaining(said) });
    expect(asked).toHaveLength(4);
  });
});

describe('a registry that gives no answer', () => {
  test('with a certificate that nobody trusts is named with what to do', async () => {
    expect((await listOf({ tls: true })).tags).toMatchObject({
      code: 'registry-unreachable',
      message: expect.stringMatching(/cannot be reached: the certificate is signed by itself/),
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  test('because nothing listens there is said to be unreachable', async () => {
    const registry = await startOddRegistry();
    await registry[Symbol.asyncDispose]();
    const error = await listTags(createRegistryClient({ registry: registry.address }), 'app').catch(
      (found: unknown) => found,
    );
    expect(error).toMatchObject({ code: 'registry-unreachable', message: expect.stringContaining('ECONNREFUSED') });
  });
});
