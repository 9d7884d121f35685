import type { SqlParser } from '../sql/sql-script.ts';
import type { Migration } from './migration.ts';

/** A file of a migration, or a fence that holds one. */
export interface MigrationText {
  readonly file: string;
  readonly source: string;
  /** Where the source begins in its file. */
  readonly firstLine: number;
  readonly firstColumn: number;
}

/** JavaScript or TypeScript → its syntax tree as Babel makes it; undefined where it is neither. */
export type ModuleParser = (source: string) => unknown;

export interface MigrationParsers {
  readonly parseSql: SqlParser;
  readonly parseModule: ModuleParser;
}

/** The files of a folder → the migrations in them, in their order; `up` and `down` files make one. Never throws. */
export function readMigrations(_files: readonly MigrationText[], _parsers: MigrationParsers): readonly Migration[] {
  return [];
}
