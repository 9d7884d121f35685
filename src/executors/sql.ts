import type { ConnectDatabase, PostgresConnection } from '../adapters/postgres-connection.ts';
import type { StatementResult } from '../adapters/postgres-query.ts';
import type { SplitStatements, SqlStatement } from '../adapters/sql-statements.ts';
import type { ActionOf } from '../runbook/action.ts';
import type { ActionResult, ExecutionContext, Executor } from '../runner/ports.ts';
import { lookUpVariable } from './look-up-variable.ts';
import { failure, SqlFailure, whereIn } from './sql-failure.ts';
import { planStatements } from './sql-plan.ts';
import { leaveSession, prepareSession } from './sql-session.ts';
import { bareRows, formatResult } from './sql-table.ts';

/** What an sql action needs of PostgreSQL: `{ connect: connectPostgres, splitStatements }`. */
export interface SqlAdapter {
  readonly connect: ConnectDatabase;
  readonly splitStatements: SplitStatements;
}

/** Of a result, as many rows are kept and shown; the others are only counted. */
const keepRows = 10_000;

/**
 * Runs an sql action on the PostgreSQL database whose connection string stands in the variable that `db=` names; an input
 * `db_password` is its password when it has none.
 * Inputs and outputs are read as `current_setting('runbook.version')`: values never become code. Everything is one
 * transaction unless `transaction=none`. What `capture=` takes are the rows, columns parted by tabs, without a header.
 */
export function sqlExecutor(adapter: SqlAdapter): Executor<'sql'> {
  return { execute: (action, context) => executeSql(adapter, action, context) };
}

async function executeSql(
  { connect, splitStatements }: SqlAdapter,
  action: ActionOf<'sql'>,
  context: ExecutionContext,
): Promise<ActionResult> {
  const url = lookUpVariable(action.database, context);
  if (url === undefined)
    return failed(`${action.database} is not set; it must hold the connection string of the database`);
  const plan = await planStatements(action, context.script, splitStatements);
  if (plan.state === 'refused') {
    const { line, place } = whereIn(context, plan.offset);
    return { ...failed(`${place}: ${plan.why}`), line };
  }
  context.started();
  const progress: Progress = { done: [], state: 'open' };
  try {
    const password = context.variables['DB_PASSWORD'];
    const onNotice = (line: string) => print(context, 'stderr', `${line}\n`);
    await using connection = await connect({ url, password, signal: context.signal, onNotice });
    await runAll(connection, { action, context, statements: plan.statements, progress });
    return { outcome: 'succeeded', outputs: {}, captured: bareRows(progress.done), notes: [] };
  } catch (error) {
    const { remarks, ...result } = failure(error, { action, context, statements: plan.statements, ...progress });
    for (const remark of remarks) print(context, 'stderr', `${remark}\n`);
    return result;
  }
}

interface Progress {
  done: StatementResult[];
  state: 'open' | 'committing' | 'rolled-back';
}

interface Work {
  readonly action: ActionOf<'sql'>;
  readonly context: ExecutionContext;
  readonly statements: readonly SqlStatement[];
  readonly progress: Progress;
}

async function runAll(connection: PostgresConnection, work: Work): Promise<void> {
  const { action, context, statements, progress } = work;
  try {
    await prepareSession(connection, action, context);
    for (const statement of statements) await runOne(connection, statement, work);
    if (!action.transaction) return;
    context.signal.throwIfAborted();
    progress.state = 'committing';
    // A commit is not stopped half-way: whichever way it ends is the truth.
    await connection.run('COMMIT', { signal: new AbortController().signal, keepRows: 0 });
  } catch (error) {
    if (action.transaction) await rollBack(connection, progress);
    throw error;
  } finally {
    if (!action.transaction) await leaveSession(connection);
  }
}

async function runOne(
  connection: PostgresConnection,
  statement: SqlStatement,
  { context, progress }: Work,
): Promise<void> {
  try {
    const results = await connection.run(statement.text, { signal: context.signal, keepRows });
    for (const result of results) print(context, 'stdout', formatResult(result));
    progress.done.push(...results);
  } catch (error) {
    throw new SqlFailure(statement, error);
  }
}

async function rollBack(connection: PostgresConnection, progress: Progress): Promise<void> {
  const signal = AbortSignal.timeout(5_000);
  try {
    await connection.run('ROLLBACK', { signal, keepRows: 0 });
    progress.state = 'rolled-back';
  } catch {
    // The connection is gone; the message says what that means.
  }
}

function failed(message: string): ActionResult {
  return { outcome: 'failed', message, outputs: {}, notes: [] };
}

function print(context: ExecutionContext, stream: 'stdout' | 'stderr', text: string): void {
  context.output(stream, Buffer.from(text));
}
