import type { Place } from '../diagnostics/place.ts';
import type { SqlScript } from '../sql/sql-script.ts';

/** One of the two directions of a migration. */
export interface MigrationSide {
  /** The file that it stands in. */
  readonly file: string;
  /** Where it stands: the name of its function, its marker, or the first line of its file. */
  readonly place: Place;
  /** The texts of SQL in it, in order; a template with values in it is none. */
  readonly sql: readonly SqlScript[];
  /** It does more than these texts say: calls of a schema builder, code that decides. */
  readonly isDynamic: boolean;
  /** Nothing is done at all. */
  readonly isEmpty: boolean;
  /** It does nothing but throw. */
  readonly refuses: boolean;
  /** The operations of a schema builder by name, as in `dropColumn`, with their places. */
  readonly operations: readonly { readonly name: string; readonly args: readonly string[]; readonly place: Place }[];
}

/** A change of a schema and its way back, for whichever tool it is written. */
export interface Migration {
  readonly name: string;
  readonly tool: 'sql' | 'dbmate' | 'goose' | 'typeorm' | 'node-pg-migrate' | 'knex' | 'sequelize' | 'unknown';
  readonly up: MigrationSide | undefined;
  readonly down: MigrationSide | undefined;
  /** It says of itself that there is no way back: `exports.down = false`. */
  readonly isIrreversible: boolean;
  /** SQL of the same module outside of both directions, as in a runner of migrations. */
  readonly outside: readonly SqlScript[];
  /** Where to say what concerns all of it. */
  readonly place: Place;
}
