import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';

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
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Those that `--fix` mends, and those that `--fix-suggested` does. */
  readonly safeFixes: number;
  readonly suggestedFixes: number;
}

export function countFindings(files: readonly ReportedFile[]): LintCounts {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const of = (severity: Severity) => all.filter((one) => one.severity === severity).length;
  return {
    files: files.length,
    filesWithFindings: files.filter(({ diagnostics }) => diagnostics.length > 0).length,
    bySeverity: { error: of('error'), warning: of('warning'), info: of('info') },
    safeFixes: all.filter(({ fix }) => fix?.certainty === 'safe').length,
    suggestedFixes: all.filter(({ fix }) => fix?.certainty === 'suggested').length,
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

/** As one JSON document, version 1; edits have places like the findings, and the text that goes there. */
export function renderLintJson(files: readonly ReportedFile[]): string {
  const findings = files.flatMap(({ shown, diagnostics }) =>
    diagnostics.map(({ code, severity, place, message, hint, fix }) => ({
      ...{ file: shown, ...place, severity, code, message, hint },
      ...(fix === undefined ? {} : { fix }),
    })),
  );
  return JSON.stringify({ v: 1, files: files.length, findings }, undefined, 2);
}

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, which become notes at the lines of a pull request. */
export function renderLintGithub(files: readonly ReportedFile[]): string {
  return files
    .flatMap(({ shown, diagnostics }) =>
      diagnostics.map(({ code, severity, place, message, hint }) => {
        const at = {
          file: shown,
          line: String(place.line),
          endLine: String(place.endLine),
          ...(place.line === place.endLine ? { col: String(place.column), endColumn: String(place.endColumn) } : {}),
          title: code,
        };
        const properties = Object.entries(at).map(([name, value]) => `${name}=${escapeProperty(value)}`);
        return `::${commands[severity]} ${properties.join(',')}::${escapeData(`${message}\n${hint}`)}`;
      }),
    )
    .join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
