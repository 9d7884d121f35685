import type { SqlParser } from '../sql/sql-script.ts';
import type { Migration } from './migration.ts';
import { readModule } from './read-module.ts';
import { readSqlFiles } from './read-sql-files.ts';

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
export function readMigrations(files: readonly MigrationText[], parsers: MigrationParsers): readonly Migration[] {
  const isSql = ({ file }: MigrationText) => file.toLowerCase().endsWith('.sql');
  return [
    ...readSqlFiles(files.filter(isSql), parsers.parseSql),
    ...files.filter((file) => !isSql(file)).flatMap((file) => readModule(file, parsers) ?? []),
  ];
}
