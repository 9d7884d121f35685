/** What a text of SQL does at most; `unknown` where a function or statement is not on the list of harmless ones. */
type SqlEffect = 'read' | 'write' | 'destructive' | 'unknown';

/**
 * A conservative reading of SQL without a grammar: only single statements of SELECT, SHOW, EXPLAIN and psql's own
 * `\d…`, calling known functions, count as reads. Never throws.
 */
export function sqlEffectOf(sql: string): SqlEffect {
  const text = hidesQuotes(sql) ? sql : withoutLiterals(sql);
  if (destructive.test(text) || updateWithoutWhere(text)) return 'destructive';
  if (writing.test(text)) return 'write';
  return isRead(text) && (!hidesQuotes(sql) || isMetaCommand(sql)) ? 'read' : 'unknown';
}

/** Whether a line begins like a statement of SQL rather than a command. */
export function looksLikeSql(line: string): boolean {
  const text = line.trim();
  return upperStatement.test(text) || lowerStatement.test(text);
}

const destructive =
  /\b(drop|truncate|delete\s+from|delete\s+\w|alter\s+(table|type|schema)\b[^;]*\b(drop|rename)|pg_terminate_backend|reindex|vacuum\s+full|flush|purge|reset\s+(master|slave|replica))\b/i;
const writing =
  /\b(insert|update|create|alter|grant|revoke|comment\s+on|copy|merge|call|do|begin|commit|rollback|set|lock|vacuum|analyze|refresh|replace|notify|pg_cancel_backend|into|for\s+(no\s+key\s+)?(update|share))\b/i;

/** Longer than any statement by hand; the answer is then the strict one. */
function updateWithoutWhere(text: string): boolean {
  return text.split(';').some((statement) => /^\s*update\s/i.test(statement) && !/\swhere\s/i.test(statement));
}

/** Escapes, dollar quotes and quotes within quotes: where a text ends cannot be told without a grammar. */
function hidesQuotes(sql: string): boolean {
  return /\\|\$\w*\$|"[^"]*'[^"]*"/.test(sql);
}

/** psql's own `\d`, `\l` and `\conninfo`. */
function isMetaCommand(sql: string): boolean {
  return /^\s*\\(d[a-zA-Z]*\+?|l\+?|conninfo)(\s+[\w.*"]+)?\s*$/.test(sql);
}

function withoutLiterals(sql: string): string {
  return sql
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''");
}

const harmlessFunctions: ReadonlySet<string> = new Set(
  `count sum avg min max now version coalesce round floor ceil abs length lower upper trim concat substring left right
  date_trunc date_part extract age to_char to_timestamp greatest least nullif string_agg array_agg json_agg
  row_number rank lag lead over filter in any all exists values and or not as on using where when then else select from
  pg_size_pretty pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size
  pg_is_in_recovery pg_last_xact_replay_timestamp pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_current_wal_lsn
  pg_wal_lsn_diff pg_postmaster_start_time pg_backend_pid pg_blocking_pids current_database current_schema current_user
  current_setting cast interval numeric varchar char decimal`.split(/\s+/),
);

function isRead(text: string): boolean {
  const statements = text.split(';').filter((statement) => statement.trim() !== '');
  const [only] = statements;
  if (only === undefined || statements.length > 1) return false;
  if (isMetaCommand(only)) return true;
  if (/^\s*show\s+[\w. ]+$/i.test(only)) return true;
  if (!/^\s*(explain\s+)?(select|table)\b/i.test(only) || /\bexplain\s+\(?\s*analyze/i.test(only)) return false;
  return [...only.matchAll(/([A-Za-z_][\w.]*|")\s*\(/g)].every(([, name]) =>
    harmlessFunctions.has((name ?? '').toLowerCase()),
  );
}

const upperStatement =
  /^(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|DROP\s+\w+|ALTER\s+\w+|CREATE\s+(OR|TABLE|INDEX|UNIQUE|USER|ROLE|DATABASE|VIEW|EXTENSION|SCHEMA|MATERIALIZED)|TRUNCATE|BEGIN|COMMIT|ROLLBACK|WITH\s+\w+\s+AS|SHOW\s+\w+|EXPLAIN|VACUUM|REINDEX|ANALYZE|GRANT|REVOKE|SET\s+\w+)\b/;
const lowerStatement =
  /^(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|drop\s+(table|index|database|schema|view)\s|alter\s+(table|index|role|user|database)\s|create\s+(table|index|database|view)\s|truncate\s+table\s|\\[dlcq][a-z+]*\s*\S*$)/i;
