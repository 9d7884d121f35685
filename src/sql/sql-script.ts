import type { Place } from '../diagnostics/place.ts';

/** Offsets in UTF-16 units of a source → its place in the file. */
export type PlaceOf = (start: number, end: number) => Place;

/** One statement as PostgreSQL's own grammar reads it. */
export interface SqlStatement {
  readonly text: string;
  /** Where `text` begins and ends in the script, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The name of its node, as in `AlterTableStmt`. */
  readonly kind: string;
  /** What stands below that name in the syntax tree. */
  readonly tree: unknown;
}

/** A text of SQL; without statements where the grammar does not take it. */
export interface SqlScript {
  readonly source: string;
  readonly statements: readonly SqlStatement[];
  readonly error: { readonly message: string; readonly offset: number } | undefined;
  /** All of it runs as one transaction, unless it says otherwise itself. */
  readonly inTransaction: boolean;
  readonly placeOf: PlaceOf;
  /** Where it is another file than the one that is linted. */
  readonly file?: string;
  /** Statements for a psql that a person has opened: only what it says counts, not whether it parses. */
  readonly isTyped?: boolean;
}

/** Reads a text of SQL. Never throws: what it cannot read is said in `error`. */
export type SqlParser = (source: string) => Pick<SqlScript, 'source' | 'statements' | 'error'>;
