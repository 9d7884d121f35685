import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { allRules } from '../lint/all-rules.ts';
import { fixOf } from '../lint/fixes/fix-of.ts';
import { findBroken, type RuleFinding, type Subjects } from '../lint/lint-subjects.ts';
import { type RunbookSubject, runbookSubject, type Surrounding } from '../lint/runbook-subject.ts';
import { readScriptText } from '../lint/script.ts';
import { type ManifestParsers, sqlOfMigration, subjectsOfRunbook } from '../lint/subjects-of-runbook.ts';
import { throughPlaceholders } from '../lint/through-placeholders.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import type { RoleSynonyms } from '../markdown/section-roles.ts';
import type { Migration } from '../migration/migration.ts';
import { type MigrationParsers, readMigrations } from '../migration/read-migrations.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import type { LintKind } from './find-lint-jobs.ts';
import { type ReadText, understandProcedures } from './understand-text.ts';

/** What reads the languages in a file. */
export interface LintParsers extends MigrationParsers, ManifestParsers {
  readonly parse: ShellParser;
}

export interface LintTools extends LintParsers {
  readonly around: Surrounding;
  readonly roles?: RoleSynonyms | undefined;
  /** The procedures of the one runbook, where they were read already. */
  readonly read?: readonly ReadText[] | undefined;
}

interface LintFile {
  readonly file: string;
  readonly text: string;
}

/** Texts that are read together: of migrations all in a folder, since one may hold the way back of another; else one. */
export interface LintTexts {
  readonly kind: LintKind;
  readonly files: readonly LintFile[];
}

/** A diagnostic and the file that it is about. */
export interface FileDiagnostic {
  readonly file: string;
  readonly diagnostic: Diagnostic;
}

/** Everything that is wrong, whatever is switched off. Never throws for what a text may hold, never runs anything. */
export function lintTexts(texts: LintTexts, tools: LintTools): readonly FileDiagnostic[] {
  const [first] = texts.files;
  if (first === undefined) return [];
  const read = readSubjects(texts.kind, first, texts.files, tools);
  const found = read.flatMap(({ subjects, known }) => {
    const broken = subjects === undefined ? [] : findBroken(allRules, subjects);
    return [
      ...known.map((diagnostic) => ({ file: first.file, diagnostic })),
      ...broken.map((finding) => ({ file: finding.file ?? first.file, diagnostic: diagnosticOf(finding) })),
    ];
  });
  return read.length > 1 ? saidOnce(found) : found;
}

/** Procedures of one file have much of it in common. */
function saidOnce(found: readonly FileDiagnostic[]): readonly FileDiagnostic[] {
  const keyOf = ({ file, diagnostic: { code, place, message } }: FileDiagnostic) =>
    [file, code, place.line, place.column, message].join('\n');
  return [...new Map(found.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}

function diagnosticOf({ rule, place, message, hint, fix }: RuleFinding): Diagnostic {
  const diagnostic = diagnose(rule.code, place, message, hint);
  return fix === undefined ? diagnostic : { ...diagnostic, fix };
}

interface Read {
  readonly subjects: Subjects | undefined;
  /** What was found by reading alone. */
  readonly known: readonly Diagnostic[];
}

const nothing: Subjects = { runbook: undefined, scripts: [], sql: [], migrations: [], manifests: undefined };

function readSubjects(kind: LintKind, first: LintFile, files: readonly LintFile[], tools: LintTools): readonly Read[] {
  const sources = files.map(({ file, text }) => ({ file, source: text, firstLine: 1, firstColumn: 1 }));
  switch (kind) {
    case 'runbook':
      return (tools.read ?? understandProcedures(first.text, { roles: tools.roles }, tools.parse)).map((read) =>
        readRunbookSubjects(first.file, read, tools),
      );
    case 'script':
      return [{ subjects: { ...nothing, scripts: [scriptOf(first, tools)] }, known: [] }];
    case 'manifests':
      return [{ subjects: { ...nothing, manifests: readManifests(sources, tools.findCheck) }, known: [] }];
    case 'migration':
      return [{ subjects: subjectsOfMigrations(readMigrations(sources, tools)), known: [] }];
  }
}

function subjectsOfMigrations(migrations: readonly Migration[]): Subjects {
  return { ...nothing, migrations, sql: migrations.flatMap(sqlOfMigration) };
}

function scriptOf({ file, text }: LintFile, { parse }: LintTools) {
  const lines = text.split(/\r\n|\n|\r/);
  const isRollback = /roll[ -]?back/i.test(`${file}\n${text}`);
  return readScriptText({ source: text, language: 'bash', firstLine: 1, lines, isFile: true, isRollback }, parse);
}

function readRunbookSubjects(file: string, { understood, known }: ReadText, tools: LintTools): Read {
  if (understood === undefined) return { subjects: undefined, known };
  const { runbook, graph, document, dispositions } = understood;
  const { around, parseSql } = tools;
  const parse = throughPlaceholders(tools.parse);
  const subject = runbookSubject({ file, runbook, graph, document, dispositions, known, around, parse, parseSql });
  return { subjects: subjectsOfRunbook(subject, tools), known: known.map((one) => withFix(one, subject)) };
}

function withFix(diagnostic: Diagnostic, subject: RunbookSubject): Diagnostic {
  const fix = diagnostic.fix ?? fixOf(diagnostic, subject);
  return fix === undefined ? diagnostic : { ...diagnostic, fix };
}
