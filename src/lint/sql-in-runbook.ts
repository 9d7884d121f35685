import type { SqlScript } from '../sql/sql-script.ts';
import type { RunbookSubject } from './runbook-subject.ts';

/** The SQL of a runbook: that of its sql actions. */
export function sqlIn({ actions, parseSql }: RunbookSubject): readonly SqlScript[] {
  return actions.flatMap(({ action }) => {
    if (action.kind !== 'sql') return [];
    const { source, place } = action;
    const at = (offset: number) => {
      const before = source.slice(0, offset).split('\n');
      return { line: place.line + before.length - 1, column: place.column + (before.at(-1)?.length ?? 0) };
    };
    const placeOf: SqlScript['placeOf'] = (start, end) => {
      const [from, to] = [at(start), at(end)];
      return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    };
    return [{ ...parseSql(source), inTransaction: action.transaction, placeOf }];
  });
}
