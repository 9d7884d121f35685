import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proveDatabase } from '../../src/adapters/postgres.ts';
import { sameTarget } from '../../src/adapters/target.ts';
import { prepareTargets } from '../../src/cli/targets.ts';
import { parseRunbook } from '../../src/markdown/parse-runbook.ts';
import { hasRealPostgres, startPostgres, startReplica, type TestServer } from '../postgres/start-postgres.ts';
import { silentServer } from './silent-server.ts';

const never = new AbortController().signal;

describe('a database', () => {
  let server: TestServer;
  let systemIdentifier: string;

  beforeAll(async () => {
    server = await startPostgres();
    const client = new pg.Client(server.url);
    await client.connect();
    const { rows } = await client.query('SELECT system_identifier::text AS id FROM pg_control_system()');
    systemIdentifier = rows[0]?.id;
    await client.query('CREATE ROLE limited LOGIN; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC');
    await client.end();
  });

  afterAll(() => server[Symbol.asyncDispose]());

  function target(changes: object = {}) {
    return {
      kind: 'database',
      name: 'postgres',
      host: `127.0.0.1:${server.port}`,
      systemIdentifier,
      role: 'primary',
      ...changes,
    };
  }

  test('says who it is', async () => {
    expect(await proveDatabase(server.url, undefined, never)).toEqual({
      outcome: 'proved',
      target: target(),
      detail: expect.stringMatching(/^PostgreSQL \d+\.\d+, primary$/),
    });
  });

  test('is proved when it is what the runbook expects', async () => {
    const expected = { host: '127.0.0.1', name: 'postgres', systemIdentifier };
    expect((await proveDatabase(server.url, expected, never)).outcome).toBe('proved');
    expect((await proveDatabase(server.url, { host: `127.0.0.1:${server.port}` }, never)).outcome).toBe('proved');
  });

  test.each([
    [{ name: 'payments' }, 'the database is postgres, payments is expected'],
    [{ systemIdentifier: '7' }, /^the system identifier is \d+, 7 is expected$/],
    [{ host: 'db-1' }, /^the host is 127\.0\.0\.1:\d+, db-1 is expected$/],
  ])('is another one than expected: %j', async (expected, detail) => {
    expect(await proveDatabase(server.url, expected, never)).toEqual({
      outcome: 'changed',
      target: target(),
      detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
    });
  });

  test.runIf(hasRealPostgres)('that keeps its identifier from the role is proved by name, host and role', async () => {
    const url = server.url.replace('postgres@', 'limited@');
    expect(await proveDatabase(url, undefined, never)).toMatchObject({
      outcome: 'proved',
      target: target({ systemIdentifier: 'unknown' }),
    });
  });

  test('that is not there is unreachable, its password unsaid', async () => {
    const proof = await proveDatabase('postgresql://mira:hush-hush@127.0.0.1:1/payments', undefined, never);
    expect(proof).toEqual({
      outcome: 'unreachable',
      detail: 'cannot connect to postgresql://mira:[secret]@127.0.0.1:1/payments: connection refused (ECONNREFUSED)',
    });
  });

  test('that says nothing is unreachable after 5 s', async () => {
    await using silent = await silentServer();
    const url = `postgresql://postgres@127.0.0.1:${silent.port}/postgres`;
    expect(await proveDatabase(url, undefined, never)).toEqual({
      outcome: 'unreachable',
      detail: 'no answer within 5 s',
    });
  });

  test.runIf(hasRealPostgres)('that follows another one is a replica, and not the same target', async () => {
    await using replica = await startReplica(server);
    const [primary, standby] = [
      await proveDatabase(server.url, undefined, never),
      await proveDatabase(replica.url, undefined, never),
    ];
    expect(standby).toMatchObject({ outcome: 'proved', target: { systemIdentifier, role: 'replica' } });
    if (primary.outcome !== 'proved' || standby.outcome !== 'proved') throw new Error('both were proved');
    expect([sameTarget(primary.target, primary.target), sameTarget(primary.target, standby.target)]).toEqual([
      true,
      false,
    ]);
    const outcomeFor = async (effect: string) => {
      const { runbook } = parseRunbook(
        `# A\n\n## Steps\n\n### Step 1: B\n\n\`\`\`sql {effect=${effect}}\nselect 1\n\`\`\`\n`,
      );
      if (runbook === undefined) throw new Error('no runbook');
      const variables = { DATABASE_URL: replica.url };
      const targets = await prepareTargets({ environment: undefined, runbook, scratchFolder: '', variables });
      return (await targets.prove({}, never)).map(({ outcome }) => outcome);
    };
    expect([await outcomeFor('read'), await outcomeFor('write')]).toEqual([['proved'], ['changed']]);
  });
});
