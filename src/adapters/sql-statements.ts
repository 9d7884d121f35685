/** One statement of a script, cut out by PostgreSQL's own grammar. */
export interface SqlStatement {
  readonly text: string;
  /** Where `text` begins in the script, in UTF-16 units. */
  readonly offset: number;
  /** BEGIN, COMMIT and what else begins or ends a transaction; savepoints do neither. */
  readonly endsTransaction: boolean;
}

export type SplitStatements = (script: string) => Promise<readonly SqlStatement[] | undefined>;

const withinTransaction = new Set<string | undefined>([
  'TRANS_STMT_SAVEPOINT',
  'TRANS_STMT_RELEASE',
  'TRANS_STMT_ROLLBACK_TO',
]);

/** The statements of a script in order; undefined when the grammar known here does not take it, which the server may still do. */
export const splitStatements: SplitStatements = async (script) => {
  if (isBlank(script)) return [];
  const { default: grammar } = await import('libpg-query');
  const parsed = await grammar.parse(script).catch(() => undefined);
  if (parsed === undefined) return undefined;
  // The grammar counts bytes, JavaScript UTF-16 units.
  const bytes = Buffer.from(script);
  return (parsed.stmts ?? []).map(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
    const text = bytes.subarray(start, length > 0 ? start + length : undefined).toString();
    const body = text.trimStart();
    const kind = stmt !== undefined && 'TransactionStmt' in stmt ? stmt.TransactionStmt.kind : 'none';
    return {
      text: body.trimEnd(),
      offset: bytes.subarray(0, start).toString().length + text.length - body.length,
      endsTransaction: kind !== 'none' && !withinTransaction.has(kind),
    };
  });
};

function isBlank(script: string): boolean {
  return script.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}
