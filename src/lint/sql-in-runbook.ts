import { sessionOf } from '../classify/session.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Fence } from '../runbook/fence.ts';
import { looksLikeSql } from '../sql/sql-effect.ts';
import type { SqlScript } from '../sql/sql-script.ts';
import type { RunbookSubject } from './runbook-subject.ts';
import type { Script } from './script.ts';

/** The SQL of a runbook: of sql fences, given to psql, and typed below it. */
export function sqlIn(runbook: RunbookSubject): readonly SqlScript[] {
  const { actions, document } = runbook;
  const acted = new Set(actions.map(({ action }) => action.place.line));
  const shown = document.blocks.flatMap((block) => {
    if (block.kind !== 'fence' || !sqls.has(block.fence.language)) return [];
    return block.fence.lines.some(({ line }) => acted.has(line)) ? [] : [block.fence];
  });
  return [
    ...actions.flatMap(({ action, script }) => {
      if (action.kind === 'sql')
        return [sqlAt(runbook, action.source, action.place, { inTransaction: action.transaction })];
      return script === undefined ? [] : [...givenToPsql(runbook, script), ...typedBelow(runbook, script)];
    }),
    ...shown.map((fence) => sqlAt(runbook, fence.source, startOf(fence), { inTransaction: false })),
  ];
}

const sqls: ReadonlySet<string> = new Set(['sql', 'postgresql', 'pgsql', 'psql']);

function startOf({ lines, opening }: Fence): Pick<Place, 'line' | 'column'> {
  return lines[0] ?? { line: opening.line + 1, column: 1 };
}

function sqlAt(
  { parseSql }: RunbookSubject,
  source: string,
  start: Pick<Place, 'line' | 'column'>,
  options: Pick<SqlScript, 'inTransaction' | 'isTyped'>,
): SqlScript {
  const at = (offset: number) => {
    const before = source.slice(0, offset).split('\n');
    return { line: start.line + before.length - 1, column: start.column + (before.at(-1)?.length ?? 0) };
  };
  const placeOf: SqlScript['placeOf'] = (from, to) => {
    const [begin, end] = [at(from), at(to)];
    return { line: begin.line, column: begin.column, endLine: end.line, endColumn: end.column };
  };
  return { ...parseSql(source), ...options, placeOf };
}

/** `psql -c '…'`, and a here-document; a text with variables in it is none. */
function givenToPsql(runbook: RunbookSubject, script: Script): readonly SqlScript[] {
  const talking = script.invocations.filter(({ program }) => program === 'psql');
  const texts = talking.flatMap(({ args }) => {
    const at = args.findIndex(({ literal }) => literal === '-c' || literal === '--command');
    const word = args[at + 1];
    if (at === -1 || word?.literal === undefined || !word.quoted) return [];
    const { line, column } = script.rangeOf(word.position.offset + 1, word.position.offset + 1);
    return [sqlAt(runbook, word.literal, { line, column }, { inTransaction: false, isTyped: true })];
  });
  const documents = talking.length === 0 ? [] : script.shell.hereDocuments;
  return [
    ...texts,
    ...documents.map(({ body, line }) => {
      const start = script.placeOf({ line, column: 1 }, body.split('\n')[0] ?? '');
      return sqlAt(runbook, body, start, { inTransaction: false, isTyped: true });
    }),
  ];
}

/** Statements on lines of their own below a psql that somebody has opened. */
function typedBelow(runbook: RunbookSubject, script: Script): readonly SqlScript[] {
  const opening = script.invocations.find((one) => one.program === 'psql' && sessionOf(one) !== undefined);
  if (opening === undefined) return [];
  const lines = script.shell.source.split('\n');
  return lines.flatMap((text, index) => {
    if (index < opening.command.position.line || !looksLikeSql(text)) return [];
    const { line, column } = script.placeOf({ line: index + 1, column: 1 }, text.trim());
    return [sqlAt(runbook, text.trim(), { line, column }, { inTransaction: false, isTyped: true })];
  });
}
