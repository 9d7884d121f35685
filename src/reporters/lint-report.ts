import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { workflowCommand } from './workflow-command.ts';

/** A linted file for a report. */
export interface ReportedFile {
  /** As messages show it. */
  readonly shown: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a rule says of itself, for those who read a report elsewhere. */
export interface ReportedRule {
  readonly code: string;
  readonly title: string;
  readonly why: string;
}

export interface LintCounts {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly unreadable: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Those that `--fix` mends, and those that `--fix-suggested` does. */
  readonly safeFixes: number;
  readonly suggestedFixes: number;
}

/** Counts file by file, so that nothing of them has to be kept. */
export interface LintCounter {
  add(file: ReportedFile): void;
  readonly counts: () => LintCounts;
}

export function createLintCounter(): LintCounter {
  const bySeverity = { error: 0, warning: 0, info: 0 };
  const all = { files: 0, filesWithFindings: 0, unreadable: 0, safeFixes: 0, suggestedFixes: 0 };
  return {
    add({ diagnostics }) {
      all.files += 1;
      if (diagnostics.length > 0) all.filesWithFindings += 1;
      if (diagnostics.some(({ code }) => code === 'file-unreadable')) all.unreadable += 1;
      for (const { severity, fix } of diagnostics) {
        bySeverity[severity] += 1;
        if (fix?.certainty === 'safe') all.safeFixes += 1;
        if (fix?.certainty === 'suggested') all.suggestedFixes += 1;
      }
    },
    counts: () => ({ ...all, bySeverity: { ...bySeverity } }),
  };
}

/** `2 errors, 1 warning in 1 of 14 files, 1 with a fix. About a code: …`; always says how many, also when there are none. */
export function summaryLines(counts: LintCounts): readonly string[] {
  const { files, filesWithFindings, bySeverity, safeFixes, suggestedFixes } = counts;
  const found = bySeverity.error + bySeverity.warning + bySeverity.info;
  const inFiles = `${files} ${files === 1 ? 'file' : 'files'}`;
  if (found === 0) return [`0 findings in ${inFiles}`];
  const parts = [
    counted(bySeverity.error, 'error'),
    counted(bySeverity.warning, 'warning'),
    bySeverity.info === 0 ? '' : `${bySeverity.info} info`,
  ].filter((part) => part !== '');
  const fixes = safeFixes + suggestedFixes;
  const withFix = fixes === 0 ? '' : `, ${fixes} with a fix`;
  const where = files === 1 ? '1 file' : `${filesWithFindings} of ${inFiles}`;
  return [`${parts.join(', ')} in ${where}${withFix}. About a code:`, 'runbook lint --explain CODE'];
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}

/**
 * A report that is written while files are linted: what comes before the first file, what each adds, and the end. One below
 * the other, without those that are empty, they are the document.
 */
export interface LintReport {
  readonly begin: string;
  of(file: ReportedFile): string;
  end(counts: LintCounts): string;
}

/** One JSON document, version 1; edits have places like the findings, and the text that goes there. */
export function createLintJson(): LintReport {
  const list = jsonList('    ');
  return {
    begin: '{\n  "v": 1,\n  "findings": [',
    of: ({ shown, diagnostics }) =>
      list.add(
        diagnostics.map(({ code, severity, place, message, hint, fix }) => ({
          ...{ file: shown, ...place, severity, code, message, hint },
          ...(fix === undefined ? {} : { fix }),
        })),
      ),
    end: ({ files }) => joined([list.rest(), `  ],\n  "files": ${files}\n}`]),
  };
}

/** The elements of a JSON list, piece by piece: the last one waits until it is known whether a comma follows. */
export function jsonList(indent: string) {
  let held = '';
  return {
    add(values: readonly unknown[]): string {
      const texts = values.map((value) => indent + JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`));
      if (texts.length === 0) return '';
      const all = held === '' ? texts : [held, ...texts];
      held = texts.at(-1) ?? '';
      return all
        .slice(0, -1)
        .map((text) => `${text},`)
        .join('\n');
    },
    rest: () => held,
  };
}

/** Pieces below each other. */
export function joined(pieces: readonly string[]): string {
  return pieces.filter((piece) => piece !== '').join('\n');
}

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, which become notes at the lines of a pull request. */
export const lintGithub: LintReport = {
  begin: '',
  of: ({ shown, diagnostics }) =>
    diagnostics
      .map(({ code, severity, place, message, hint }) => {
        const at = {
          file: shown,
          line: String(place.line),
          endLine: String(place.endLine),
          ...(place.line === place.endLine ? { col: String(place.column), endColumn: String(place.endColumn) } : {}),
          title: code,
        };
        return workflowCommand(commands[severity], at, `${message}\n${hint}`);
      })
      .join('\n'),
  end: () => '',
};
