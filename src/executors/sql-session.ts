import type { PostgresConnection } from '../adapters/postgres-connection.ts';
import type { ActionOf } from '../runbook/action.ts';
import type { ExecutionContext } from '../runner/ports.ts';

/**
 * Begins the action's transaction (with `transaction=none` none) and sets what holds for it: a read cannot write, a write
 * waits 2 s for a lock unless the connection says otherwise, and each `runbook.NAME` that the script speaks of has its value.
 */
export async function prepareSession(
  connection: PostgresConnection,
  action: ActionOf<'sql'>,
  context: ExecutionContext,
): Promise<void> {
  const options = { signal: context.signal, keepRows: 0 };
  const isRead = action.effect === 'read';
  if (action.transaction) await connection.run(isRead ? 'BEGIN READ ONLY' : 'BEGIN', options);
  else if (isRead) await connection.run('SET default_transaction_read_only = on', options);
  await connection.identify();
  // Behind a pooler a setting of the session would outlive it, one of the transaction does not.
  const local = String(action.transaction);
  if (!isRead) {
    const setLimit = "SELECT set_config('lock_timeout', '2s', $1::boolean) WHERE current_setting('lock_timeout') = '0'";
    await connection.bind(setLimit, [local]);
  }
  for (const [name, value] of settingsOf(context.script, context.variables, action.database)) {
    await connection.bind('SELECT set_config($1, $2, $3::boolean)', [`runbook.${name}`, value, local]);
  }
}

/** Only what is spoken of: a secret that nobody asks for has no business on the server. */
function settingsOf(
  script: string,
  variables: Readonly<Record<string, string>>,
  connectionVariable: string,
): [name: string, value: string][] {
  const names = new Set(
    [...script.matchAll(/\brunbook\.([a-z_][a-z0-9_]*)/gi)].map(([, name = '']) => name.toLowerCase()),
  );
  return [...names].flatMap((name): [string, string][] => {
    const value = variables[name.toUpperCase()] ?? variables[name];
    return value === undefined || name.toUpperCase() === connectionVariable ? [] : [[name, value]];
  });
}

/** What was set for statements outside a transaction ends with the action, also where the session outlives it. */
export async function leaveSession(connection: PostgresConnection): Promise<void> {
  const signal = AbortSignal.timeout(2_000);
  // A connection that is gone has nothing left to reset.
  await connection.run('RESET ALL', { signal, keepRows: 0 }).catch(() => undefined);
}
