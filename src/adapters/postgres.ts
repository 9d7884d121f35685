import { describeConnectionFailure } from './connection-failure.ts';
import { connectPostgres, type PostgresConnection } from './postgres-connection.ts';
import { redactUrl } from './postgres-url.ts';
import type { Proof, ProvedDatabase } from './target.ts';

const proofLimitMs = 5_000;

/** What an environment says its database is; what is left out is not compared. */
export interface ExpectedDatabase {
  readonly host?: string | undefined;
  readonly name?: string | undefined;
  readonly systemIdentifier?: string | undefined;
}

/** Asks the database itself who it is, within 5 s, and compares that with what is expected. Changes nothing, throws nothing. */
export async function proveDatabase(
  url: string,
  expected: ExpectedDatabase | undefined,
  signal: AbortSignal,
): Promise<Proof<ProvedDatabase>> {
  const limit = AbortSignal.timeout(proofLimitMs);
  try {
    const asking = askDatabase(url, AbortSignal.any([signal, limit]));
    const { target, version } = await asking;
    const difference = differenceFrom(expected, target);
    return difference === undefined
      ? { outcome: 'proved', target, detail: `PostgreSQL ${version}, ${target.role}` }
      : { outcome: 'changed', target, detail: difference };
  } catch (error) {
    const why = limit.aborted ? 'no answer within 5 s' : redactUrl(describeConnectionFailure(error), url);
    return { outcome: 'unreachable', detail: why };
  }
}

async function askDatabase(url: string, signal: AbortSignal): Promise<{ target: ProvedDatabase; version: string }> {
  await using connection = await connectPostgres({ url, signal });
  const { results, identifier } = await identify(connection, signal);
  const [name, replica, version] = results;
  return {
    version: String(version).replace(/ .*/, ''),
    target: {
      kind: 'database',
      name: name ?? '',
      host: connection.host,
      systemIdentifier: identifier,
      role: replica === 't' ? 'replica' : 'primary',
    },
  };
}

async function identify(connection: PostgresConnection, signal: AbortSignal) {
  const ask = async (sql: string) => (await connection.run(sql, { signal, keepRows: 1 }))[0]?.rows[0] ?? [];
  const results = await ask("SELECT current_database(), pg_is_in_recovery(), current_setting('server_version')");
  // Some hosted databases keep this function from everyone; the name, the host and the role still count.
  const identifier = await ask('SELECT system_identifier FROM pg_control_system()').catch(() => []);
  return { results, identifier: identifier[0] ?? 'unknown' };
}

function differenceFrom(expected: ExpectedDatabase | undefined, target: ProvedDatabase): string | undefined {
  if (expected === undefined) return undefined;
  const { host, name, systemIdentifier } = expected;
  if (name !== undefined && name !== target.name) return `the database is ${target.name}, ${name} is expected`;
  if (host !== undefined && host !== target.host && host !== target.host.replace(/:\d+$/, '')) {
    return `the host is ${target.host}, ${host} is expected`;
  }
  if (systemIdentifier !== undefined && systemIdentifier !== target.systemIdentifier) {
    return `the system identifier is ${target.systemIdentifier}, ${systemIdentifier} is expected`;
  }
  return undefined;
}
