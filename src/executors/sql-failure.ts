import type { StatementError } from '../adapters/postgres-query.ts';
import type { SqlStatement } from '../adapters/sql-statements.ts';
import type { TargetError } from '../adapters/target-error.ts';
import type { ActionOf } from '../runbook/action.ts';
import type { ActionResult, ExecutionContext } from '../runner/ports.ts';
import { stoppedBy } from './stopped-by.ts';

/** An error with the statement that it came from. */
export class SqlFailure extends Error {
  readonly statement: SqlStatement;

  constructor(statement: SqlStatement, cause: unknown) {
    super('a statement failed', { cause });
    this.name = 'SqlFailure';
    this.statement = statement;
  }
}

interface Circumstances {
  readonly action: ActionOf<'sql'>;
  readonly context: ExecutionContext;
  readonly statements: readonly SqlStatement[];
  readonly state: 'open' | 'committing' | 'rolled-back';
}

/** What the responder is told: the server's words, the line in the runbook, and what is true now. `remarks` are for the log. */
export function failure(error: unknown, at: Circumstances): ActionResult & { readonly remarks: readonly string[] } {
  const cause = error instanceof SqlFailure ? error.cause : error;
  const statement = error instanceof SqlFailure ? error.statement : undefined;
  if (at.context.signal.aborted) {
    const { outcome, words } = stoppedBy(at.context.signal);
    return { outcome, message: `${words}; ${standing(at, statement)}`, outputs: {}, notes: [], remarks: [] };
  }
  if (isTargetError(cause)) return result(`${cause.message}; ${cause.hint}`, []);
  if (!isStatementError(cause)) throw error;
  const words = cause.sqlState === '' ? cause.message : `${cause.message} (SQLSTATE ${cause.sqlState})`;
  if (statement === undefined) return result(`${words}; ${standing(at, statement)}`, cause.remarks);
  const { line, place } = whereIn(at.context, offsetOf(cause, statement));
  const advice = advices[cause.sqlState];
  const message = `${place}: ${words}; ${standing(at, statement)}${advice === undefined ? '' : `; ${advice}`}`;
  return { ...result(message, cause.remarks), line };
}

/** Adapters are handed in and only their types known here, so their errors are told by name. */
function isStatementError(error: unknown): error is StatementError {
  return error instanceof Error && error.name === 'StatementError';
}

function isTargetError(error: unknown): error is TargetError {
  return error instanceof Error && error.name === 'TargetError';
}

/** The line in the runbook of a place in the script, and how a message names it. */
export function whereIn(context: ExecutionContext, offset: number): { line: number; place: string } {
  const line = context.source.line + context.script.slice(0, offset).split('\n').length - 1;
  return { line, place: `${context.source.name}:${line}` };
}

const advices: Readonly<Record<string, string>> = {
  '25001': 'write transaction=none for what cannot run inside a transaction',
  '25006': 'the action says effect=read; say effect=write if it writes',
  '55P03': 'another session holds the lock that is needed',
};

function result(message: string, remarks: readonly string[]) {
  return { outcome: 'failed', message, outputs: {}, notes: [], remarks } as const;
}

/** The server counts characters from 1, a surrogate pair as one. */
function offsetOf({ position }: StatementError, statement: SqlStatement): number {
  if (Number.isNaN(position)) return statement.offset;
  const before = [...statement.text].slice(0, position - 1).join('');
  return statement.offset + before.length;
}

function standing({ action, state, statements }: Circumstances, statement: SqlStatement | undefined): string {
  if (state === 'rolled-back') return 'everything was rolled back';
  if (state === 'committing') return 'the connection was lost during the commit: whether it was done is not known';
  if (action.transaction) return 'nothing was committed';
  const done = statement === undefined ? 0 : statements.indexOf(statement);
  if (done === 0) return 'no statement was completed';
  return done === 1 ? 'the statement before it stays done' : `the ${done} statements before it stay done`;
}
