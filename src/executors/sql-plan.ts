import type { SplitStatements, SqlStatement } from '../adapters/sql-statements.ts';
import type { ActionOf } from '../runbook/action.ts';

export type SqlPlan =
  | { readonly state: 'ready'; readonly statements: readonly SqlStatement[] }
  | { readonly state: 'refused'; readonly why: string; readonly offset: number };

/** The statements to send one by one. One that would end the action's own transaction is refused before anything is sent. */
export async function planStatements(
  action: ActionOf<'sql'>,
  script: string,
  splitStatements: SplitStatements,
): Promise<SqlPlan> {
  const statements = (await splitStatements(script)) ?? [asWhole(script)];
  if (statements.length === 0) return { state: 'refused', why: 'it holds no statement', offset: 0 };
  const ending = action.transaction ? statements.find(({ endsTransaction }) => endsTransaction) : undefined;
  if (ending === undefined) return { state: 'ready', statements };
  const why =
    'the action is one transaction already and cannot begin or end one; leave the statement out, or write transaction=none';
  return { state: 'refused', why, offset: ending.offset };
}

/** What the grammar known here does not take is the server's to judge: it may be newer, and its error has the place. */
function asWhole(script: string): SqlStatement {
  const text = script.trim();
  const endsTransaction = /^\s*(begin|start\s+transaction|commit|end|rollback|abort)\b/im.test(text);
  return { text, offset: script.indexOf(text), endsTransaction };
}
