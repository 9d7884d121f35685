import type { Migration } from '../../migration/migration.ts';
import type { Rule } from '../rule.ts';

export const migrationWithoutDown: Rule = {
  code: 'migration-without-down',
  preset: 'legacy',
  on: 'migration',
  title: 'A migration has no way back.',
  why: `Without a down the schema of the broken release stays when the old version comes back, or somebody writes SQL by hand in
the middle of the incident. Write the down together with the up, and try both: up, down, up.`,
  bad: {
    as: 'migration',
    file: '1_note.sql',
    text: '-- migrate:up\nALTER TABLE payments ADD COLUMN note text;\n',
  },
  good: {
    as: 'migration',
    file: '1_note.sql',
    text: `-- migrate:up
ALTER TABLE payments ADD COLUMN note text;

-- migrate:down
SET LOCAL lock_timeout = '2s';
CREATE TABLE payments_note_kept AS SELECT id, note FROM payments WHERE note IS NOT NULL;
ALTER TABLE payments DROP COLUMN note;
`,
  },
  *check(migration) {
    const { up, down, isIrreversible, name } = migration;
    if (up === undefined || up.isEmpty || isIrreversible || isInferred(migration)) return;
    if (down !== undefined && !down.isEmpty) return;
    yield {
      place: (down ?? up).place,
      ...((down ?? up).file === undefined ? {} : { file: (down ?? up).file }),
      message:
        down === undefined ? `"${name}" cannot be taken back: it has no down.` : `The down of "${name}" does nothing.`,
      hint: 'Write what takes the up back, and try up, down, up.',
    };
  },
};

/** node-pg-migrate turns the calls of its builder around by itself. */
function isInferred({ tool, up, down }: Migration): boolean {
  return (
    tool === 'node-pg-migrate' &&
    down === undefined &&
    up !== undefined &&
    up.sql.length === 0 &&
    up.operations.length > 0
  );
}
