import type { Client } from 'pg';
import { describeConnectionFailure } from './connection-failure.ts';
import { StatementError, type StatementResult, submitStatements } from './postgres-query.ts';
import { cleanConnectionUrl, redactUrl, withPassword } from './postgres-url.ts';
import { TargetError } from './target-error.ts';

const connectLimitMs = 10_000;
const cancelLimitMs = 5_000;

export interface ConnectOptions {
  readonly url: string;
  /** For a connection string that has none of its own. */
  readonly password?: string | undefined;
  readonly signal: AbortSignal;
  /** One line, as psql prints it: `NOTICE:  table "x" does not exist, skipping`. */
  readonly onNotice?: ((line: string) => void) | undefined;
}

export type ConnectDatabase = (options: ConnectOptions) => Promise<PostgresConnection>;

type Row = Readonly<Record<string, unknown>>;

/** One session on the server, used for one action and then ended; what it has not committed ends with it. */
export interface PostgresConnection extends AsyncDisposable {
  readonly host: string;
  /** Remembers which server process works for this session; behind a pooler it is only certain inside a transaction. */
  identify(): Promise<void>;
  /** Runs text as it is. When the signal aborts, the server is asked to cancel; throws StatementError. */
  run(sql: string, options: { signal: AbortSignal; keepRows: number }): Promise<readonly StatementResult[]>;
  /** One statement with `$1`, `$2`, … bound on the server: values never become code. */
  bind(sql: string, values: readonly string[]): Promise<readonly Row[]>;
}

/** Connects within 10 s, else throws TargetError; no message holds the password. */
export const connectPostgres: ConnectDatabase = async (options) => {
  const url = withPassword(options.url, options.password);
  const client = await openClient(url, options.signal);
  client.on('notice', (notice) => options.onNotice?.(`${notice.severity ?? 'NOTICE'}:  ${notice.message}`));
  let serverProcess = '';
  return {
    host: client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`,
    async identify() {
      const [row] = await bind(client, 'SELECT pg_backend_pid() AS pid', []);
      serverProcess = String(row?.['pid'] ?? '');
    },
    async run(sql, { signal, keepRows }) {
      signal.throwIfAborted();
      const ended = Promise.withResolvers<void>();
      const stop = () => void cancel(url, serverProcess, { client, ended: ended.promise });
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await submitStatements(client, sql, keepRows);
      } finally {
        signal.removeEventListener('abort', stop);
        ended.resolve();
      }
    },
    bind: (sql, values) => bind(client, sql, values),
    [Symbol.asyncDispose]: () => endClient(client),
  };
};

async function openClient(url: string, signal: AbortSignal): Promise<Client> {
  const { default: pg } = await import('pg');
  signal.throwIfAborted();
  const connectionString = cleanConnectionUrl(url);
  let client: Client;
  try {
    client = new pg.Client({ connectionString, application_name: 'runbook', connectionTimeoutMillis: connectLimitMs });
  } catch (error) {
    throw new TargetError('database-url', `cannot use ${redactUrl(url)}: ${redactUrl(messageOf(error), url)}`, {
      hint: 'check the parameters after the ? and the files they name',
    });
  }
  // A lost connection also rejects the statement that runs; without a listener it would end the program.
  client.on('error', () => undefined);
  const giveUp = () => client.connection.stream.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await endClient(client);
    signal.throwIfAborted();
    throw cannotConnect(url, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function bind(client: Client, sql: string, values: readonly string[]): Promise<readonly Row[]> {
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } catch (error) {
    throw new StatementError(error);
  }
}

function cannotConnect(url: string, error: unknown): TargetError {
  const why = redactUrl(describeConnectionFailure(error), url);
  return new TargetError('database-connection', `cannot connect to ${redactUrl(url)}: ${why}`, {
    hint: 'check that the server runs and that host, port, user and password of the connection string are right',
  });
}

interface Running {
  readonly client: Client;
  readonly ended: Promise<void>;
}

/** Asks over a connection of its own, since the first one is busy; a server that does not obey within 5 s loses the connection. */
async function cancel(url: string, serverProcess: string, running: Running): Promise<void> {
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  const drop = () => over.signal.aborted || running.client.connection.stream.destroy();
  const limit = AbortSignal.timeout(cancelLimitMs);
  limit.addEventListener('abort', drop, { once: true });
  if (serverProcess === '') return void drop();
  try {
    const client = await openClient(url, AbortSignal.any([limit, over.signal]));
    await client.query('SELECT pg_cancel_backend($1)', [serverProcess]);
    await endClient(client);
  } catch {
    drop();
  }
}

async function endClient(client: Client): Promise<void> {
  // A server that no longer answers must not hold up the end of an action.
  const stuck = setTimeout(() => client.connection.stream.destroy(), 2_000);
  await client.end().catch(() => undefined);
  clearTimeout(stuck);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
