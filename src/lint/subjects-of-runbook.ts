import { type FindCheck, readManifests } from '../manifest/read-manifests.ts';
import type { Migration } from '../migration/migration.ts';
import { type MigrationParsers, readMigrations } from '../migration/read-migrations.ts';
import type { FenceBlock } from '../runbook/block.ts';
import type { SqlScript } from '../sql/sql-script.ts';
import type { Subjects } from './lint-subjects.ts';
import type { RunbookSubject } from './runbook-subject.ts';
import { readScriptText, type Script } from './script.ts';
import { sqlIn } from './sql-in-runbook.ts';

export interface ManifestParsers {
  readonly findCheck: FindCheck;
}

/** A runbook and what stands in its fences: scripts, SQL, manifests, migrations. */
export function subjectsOfRunbook(runbook: RunbookSubject, parsers: MigrationParsers & ManifestParsers): Subjects {
  const fences = runbook.document.blocks.filter((block) => block.kind === 'fence');
  const texts = (languages: ReadonlySet<string>) =>
    fences
      .filter(({ fence }) => languages.has(fence.language) && fence.source.trim() !== '')
      .map(({ fence }) => ({
        file: runbook.file,
        source: fence.source,
        firstLine: fence.lines[0]?.line ?? fence.opening.line + 1,
        firstColumn: fence.lines[0]?.column ?? 1,
      }));
  const migrations = readMigrations(texts(modules), parsers);
  return {
    runbook,
    scripts: scriptsIn(runbook, fences),
    sql: [...sqlIn(runbook), ...migrations.flatMap(sqlOfMigration)],
    migrations,
    manifests: readManifests(texts(yamls), parsers.findCheck),
  };
}

/** All of its texts of SQL. */
export function sqlOfMigration({ up, down, outside }: Migration): readonly SqlScript[] {
  return [...(up?.sql ?? []), ...(down?.sql ?? []), ...outside];
}

const modules: ReadonlySet<string> = new Set(['ts', 'typescript', 'js', 'javascript', 'mjs']);
const yamls: ReadonlySet<string> = new Set(['yaml', 'yml']);
const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'console', 'shell-session']);

/** Those of the actions, and fences of shell that are only shown. */
function scriptsIn(runbook: RunbookSubject, fences: readonly FenceBlock[]): readonly Script[] {
  const { actions, document, parse, isRollback } = runbook;
  const acted = new Set(actions.map(({ action }) => action.place.line));
  const isActed = ({ fence }: FenceBlock) => fence.lines.some(({ line }) => acted.has(line));
  const shown = fences.filter((block) => shells.has(block.fence.language) && !isActed(block));
  return [
    ...actions.flatMap(({ script }) => script ?? []),
    ...shown.map(({ fence }) => {
      const { source, language, opening } = fence;
      const firstLine = fence.lines[0]?.line ?? opening.line + 1;
      return readScriptText({ source, language, firstLine, lines: document.lines, isFile: false, isRollback }, parse);
    }),
  ];
}
