import type { ActionKind } from '../runbook/action.ts';

const comments: Readonly<Record<ActionKind, RegExp | undefined>> = {
  shell: /^\s*#(?!!)/,
  sql: /^\s*--/,
  http: undefined,
  program: undefined,
};

/**
 * The lines of a script as they are shown: blank lines and whole-line comments left out, unless a here-document or a
 * quotation that goes over lines may hold them: then every line is part of a command.
 */
export function shownCommands(kind: ActionKind, script: string): readonly string[] {
  const comment = comments[kind];
  const lines = script.split('\n');
  if (comment === undefined || mayQuoteLines(kind, lines)) return lines.filter((line) => line.trim() !== '');
  return lines.filter((line) => line.trim() !== '' && !comment.test(line));
}

function mayQuoteLines(kind: ActionKind, lines: readonly string[]): boolean {
  if (kind === 'sql') return lines.some((line) => line.includes('$$') || isOdd(line, "'"));
  const code = lines.filter((line) => !/^\s*#/.test(line));
  return code.some((line) => line.includes('<<') || isOdd(line, "'") || isOdd(line, '"'));
}

function isOdd(line: string, quote: string): boolean {
  return (line.split(quote).length - 1) % 2 === 1;
}
