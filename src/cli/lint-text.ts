import { classify } from '../classify/classify.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { allRules } from '../lint/all-rules.ts';
import { findBroken, type RuleFinding, type Subjects } from '../lint/lint-subjects.ts';
import { runbookSubject, type Surrounding } from '../lint/runbook-subject.ts';
import { readScriptText } from '../lint/script.ts';
import { subjectsOfRunbook } from '../lint/subjects-of-runbook.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { parseRunbook } from '../markdown/parse-runbook.ts';
import type { RoleSynonyms } from '../markdown/section-roles.ts';
import { type MigrationParsers, type MigrationText, readMigrations } from '../migration/read-migrations.ts';
import type { ShellParser } from '../shell/shell-script.ts';

/** What reads the languages in a file. */
export interface LintParsers extends MigrationParsers {
  readonly parse: ShellParser;
}

export interface LintTools extends LintParsers {
  readonly around: Surrounding;
  readonly roles?: RoleSynonyms | undefined;
}

/** What a file is read as. */
export type LintKind = 'runbook' | 'script' | 'manifests' | 'migration';

/** A file of a migration and the ones beside it: one may hold the way back of another. */
export interface LintFile {
  readonly file: string;
  readonly text: string;
  readonly kind: LintKind;
  readonly beside?: readonly MigrationText[];
}

/** A diagnostic and the file that it is about, where that is another than the one that was linted. */
export interface FileDiagnostic {
  readonly file: string;
  readonly diagnostic: Diagnostic;
}

/** Everything that is wrong with one file, whatever is switched off. Never throws for what a text may hold, never runs anything. */
export function lintText(lintFile: LintFile, tools: LintTools): readonly FileDiagnostic[] {
  const { file } = lintFile;
  const { subjects, known } = readSubjects(lintFile, tools);
  const broken = subjects === undefined ? [] : findBroken(allRules, subjects);
  return [
    ...known.map((diagnostic) => ({ file, diagnostic })),
    ...broken.map((finding) => ({ file: finding.file ?? file, diagnostic: diagnosticOf(finding) })),
  ];
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

const nothing = { runbook: undefined, scripts: [], sql: [], migrations: [], manifests: undefined };

function readSubjects(lintFile: LintFile, tools: LintTools): Read {
  const { file, text, kind, beside = [] } = lintFile;
  const whole = { file, source: text, firstLine: 1, firstColumn: 1 };
  switch (kind) {
    case 'runbook':
      return readRunbookSubjects(lintFile, tools);
    case 'script': {
      const lines = text.split(/\r\n|\n|\r/);
      const isRollback = /rollback|roll back/i.test(`${file}\n${text}`);
      const script = readScriptText(
        { source: text, language: 'bash', firstLine: 1, lines, isFile: true, isRollback },
        tools.parse,
      );
      return { subjects: { ...nothing, scripts: [script] }, known: [] };
    }
    case 'manifests':
      return { subjects: { ...nothing, manifests: readManifests([whole]) }, known: [] };
    case 'migration':
      return { subjects: { ...nothing, migrations: readMigrations([whole, ...beside], tools) }, known: [] };
  }
}

function readRunbookSubjects({ file, text }: LintFile, tools: LintTools): Read {
  const { runbook, document, diagnostics } = parseRunbook(text, { roles: tools.roles });
  if (runbook === undefined || document === undefined) return { subjects: undefined, known: diagnostics };
  const { graph, diagnostics: ofGraph } = buildGraph(runbook);
  const { dispositions, diagnostics: ofActions } = classify(runbook, tools.parse);
  const known = [...diagnostics, ...ofGraph, ...ofActions];
  const { around, parse, parseSql } = tools;
  const subject = runbookSubject({ file, runbook, graph, document, dispositions, known, around, parse, parseSql });
  return { subjects: subjectsOfRunbook(subject, tools), known };
}
