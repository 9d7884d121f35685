import { describe, expect, test } from 'vitest';
import type { RegistryCredentials } from '../../src/rollback/images/docker-credentials.ts';
import { listTags } from '../../src/rollback/images/list-tags.ts';
import { createRegistryClient } from '../../src/rollback/images/registry-client.ts';
import { type Oddities, startOddRegistry } from '../registry/bearer-registry.ts';

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
      message: expect.stringMatching(/cannot be reached: .*self.signed/),
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
