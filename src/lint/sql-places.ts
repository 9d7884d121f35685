import type { Place } from '../diagnostics/place.ts';
import type { SqlScript, SqlStatement } from '../sql/sql-script.ts';
import { factsOf, type SqlFact } from '../sql/statement-facts.ts';

/** A fact and the statement that it comes from. */
export interface PlacedFact {
  readonly fact: SqlFact;
  readonly statement: SqlStatement;
  readonly script: SqlScript;
}

export function factsIn(scripts: readonly SqlScript[]): readonly PlacedFact[] {
  return scripts.flatMap((script) =>
    script.statements.flatMap((statement) => factsOf(statement).map((fact) => ({ fact, statement, script }))),
  );
}

/** The words of a statement that a pattern finds, else its first line. */
export function placeOfWords({ statement, script }: PlacedFact, pattern: RegExp): Place {
  const match = pattern.exec(statement.text);
  const first = statement.text.split('\n', 1)[0] ?? '';
  const [from, length] = match === null ? [0, first.length] : [match.index, match[0].length];
  return script.placeOf(statement.start + from, statement.start + from + length);
}

export const dropWords = /\bDROP\s+(?:COLUMN|TABLE|INDEX|TYPE|SCHEMA|VIEW|MATERIALIZED\s+VIEW|SEQUENCE|CONSTRAINT)?/i;

/** A copy of the rows of a table, or the table itself under another name: what is dropped then is not lost. */
export function isKeptBefore(table: string, before: readonly PlacedFact[]): boolean {
  return before.some(({ fact }) => {
    if (fact.does === 'rename' || fact.does === 'move') return fact.name === table;
    return copiedTable(fact).includes(table);
  });
}

/** The tables whose rows a statement writes somewhere else. */
export function copiedTable(fact: SqlFact): readonly string[] {
  return fact.does === 'create-table' || fact.does === 'insert' || fact.does === 'update' ? fact.copies : [];
}

/** What divides two statements: a text in a module stays on one line, since most quotes hold no line break. */
export function betweenStatements({ file }: SqlScript): string {
  return file === undefined || /\.[cm]?[jt]s$/.test(file) ? ' ' : '\n';
}
